import { genericFault, pythonFault } from "../fault.ts";
import { isStruct, type Row, text, typeName } from "../values.ts";
import { binaryName, counterOf, counterOn, rpmOfId } from "../world/components.ts";
import type { Rpm } from "../world/rpm.ts";
import { rpmsOfStream } from "../world/rpms.ts";
import type { World } from "../world/world.ts";
import { rpmRow } from "./archives.ts";
import type { Handler, Methods } from "./hub.ts";

type Nvra = Readonly<Record<"name" | "version" | "release" | "arch", string>>;

/** As kojihub.get_rpm: an id, name-version-release.arch, or a struct of these. */
const getRPM: Handler = ({ world }, args) => {
  const { rpminfo, strict, multi } = args;
  const key = keyOf(rpminfo);
  const rpm = typeof key === "number" ? rpmById(world, key) : rpmNamed(world, key);
  if (multi === true) return rpm === null ? [] : [row(world, rpm)];
  if (rpm === null && strict === true) throw genericFault(`No such rpm: ${text(rpminfo)}`);
  return rpm === null ? null : row(world, rpm);
};

/** The row of listRPMs, but for the joined name. */
function row(world: World, rpm: Rpm): Row {
  const { nvr: _joined, ...row } = rpmRow(rpm, world.rpmBuild(rpm.stream, rpm.counter));
  return row;
}

function keyOf(info: unknown): number | Nvra {
  if (typeof info === "number") return info;
  if (isStruct(info)) {
    if (typeof info["id"] === "number") return info["id"];
    const missing = ["name", "version", "release", "arch"].find((member) => info[member] === undefined);
    if (missing !== undefined) throw pythonFault("KeyError", `'${missing}'`);
    const [name, version, release, arch] = [info["name"], info["version"], info["release"], info["arch"]].map(text);
    return { name: name ?? "", version: version ?? "", release: release ?? "", arch: arch ?? "" };
  }
  if (typeof info !== "string") throw genericFault(`Invalid type for rpminfo: ${typeName(info)}`);
  if (/^\d+$/u.test(info)) return Number(info);
  const [, nvr, arch] = /^(.*)\.([^.]*)$/u.exec(info.replace(/\.rpm$/u, "")) ?? [];
  const [, name, version, release] = /^(.+)-([^-]+)-([^-]+)$/u.exec(nvr ?? "") ?? [];
  if (name === undefined || version === undefined || release === undefined || arch === undefined)
    throw genericFault(`invalid format: ${nvr ?? info}`);
  return { name, version, release, arch };
}

function rpmNamed(world: World, { name, version, release, arch }: Nvra): Rpm | null {
  for (const stream of world.streams) {
    if (!stream.component.suffixes.some((_, index) => binaryName(stream.component, index) === name)) continue;
    const counter = counterOf(stream, { version, release });
    if (counter === null || counter > counterOn(stream, world.today)) continue;
    const rpms = rpmsOfStream(world, stream, counter, arch);
    return rpms.find((rpm) => rpm.name === name && rpm.arch === arch && rpmOfId(rpm.id).arch === arch) ?? null;
  }
  return null;
}

function rpmById(world: World, id: number): Rpm | null {
  const { streamIndex, counter, arch } = rpmOfId(id);
  const stream = world.streams[streamIndex];
  if (stream === undefined || arch === undefined) return null;
  return rpmsOfStream(world, stream, counter, arch).find((rpm) => rpm.id === id) ?? null;
}

export const RPM_METHODS: Methods = { getRPM };
