import { imageArchives } from "./artifacts.ts";
import type { Check } from "./check.ts";
import { type Expected, type Json, Rule } from "./compare.ts";
import { named, type Row } from "./hub.ts";
import { number, numberOrNull, rows, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";

/** Of changes.graphql. */
type Changes = {
  readonly from: { readonly kojiId: number };
  readonly packagesRecorded: boolean;
  readonly packages: readonly Change[];
};
type Change = {
  readonly name: string;
  readonly arch: string;
  readonly kind: string;
  readonly before: string | null;
  readonly after: string | null;
};

const COMPLETE = 1;

/** The packages of complete builds against those of the builds that the gateway says came before, on one arch each. */
export async function* changesChecks(sides: Sides, builds: readonly Row[], count: number): AsyncGenerator<Check> {
  let made = 0;
  for (const build of builds.filter((row) => number(row, "state") === COMPLETE)) {
    if (made === count) return;
    const id = number(build, "build_id");
    const images = (await imageArchives(sides, id)).filter(isImage);
    if (images.length === 0) continue;
    const arch = archOf(sides.random.pick(images));
    const from = (await changesOf(sides, id, arch))?.from.kojiId;
    if (from === undefined) continue;
    made += 1;
    yield changesCheck(sides, { from, to: id, arch });
  }
}

type Which = { readonly from: number; readonly to: number; readonly arch: string };

const changesCheck = (sides: Sides, which: Which): Check => ({
  kind: "changes",
  thing: `from build ${which.from} to ${which.to} on ${which.arch}`,
  hub: () => expectedChanges(sides, which),
  gateway: async () => {
    const changes = await changesOf(sides, which.to, which.arch);
    return changes && { ...changes, packages: byNameAndKind(changes.packages) };
  },
});

async function changesOf({ ask }: Sides, kojiId: number, arch: string): Promise<Changes | null> {
  const { build } = await ask("changes", { kojiId, arch });
  return (build as unknown as { changes: Changes | null }).changes;
}

/** Which of two versions is newer is rpm's to tell, not the hub's: either way it changed. */
function byNameAndKind(packages: readonly Change[]): Json {
  const found: { [key: string]: Change[] } = {};
  for (const one of packages) {
    const kind = one.kind === "ADDED" || one.kind === "REMOVED" ? one.kind : "CHANGED";
    (found[`${one.name} ${kind}`] ??= []).push(one);
  }
  return found;
}

async function expectedChanges(sides: Sides, { from, to, arch }: Which): Promise<Expected> {
  const ofArch = async (build: number) =>
    (await imageArchives(sides, build)).filter((row) => isImage(row) && archOf(row) === arch);
  const [before, after] = [await ofArch(from), await ofArch(to)];
  const hasTwin = (row: Row) => after.some((other) => text(other, "type_name") === text(row, "type_name"));
  const old = before.find(hasTwin) ?? before[0];
  const now = after.find((row) => old && text(row, "type_name") === text(old, "type_name")) ?? after[0];
  const was = await rpmsOf(sides, old);
  const is = await rpmsOf(sides, now);
  const packagesRecorded = was.length > 0 && is.length > 0;
  return {
    from: { kojiId: from },
    packagesRecorded,
    packages: packagesRecorded ? expectedPackages(arch, was, is) : {},
  };
}

const rpmsOf = async ({ hub }: Sides, archive: Row | undefined): Promise<readonly Row[]> =>
  archive === undefined ? [] : rows(await hub("listRPMs", named({ imageID: number(archive, "id") })));

function expectedPackages(arch: string, was: readonly Row[], is: readonly Row[]): Expected {
  const [before, after] = [rpmsByName(was), rpmsByName(is)];
  const expected: { [key: string]: Expected } = {};
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name) ?? [], after.get(name) ?? []];
    for (const kind of kindsOf(old, now)) expected[`${name} ${kind}`] = changeRule(arch, old, now);
  }
  return expected;
}

function rpmsByName(rpms: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const rpm of rpms) found.set(text(rpm, "name"), [...(found.get(text(rpm, "name")) ?? []), rpm]);
  return found;
}

/** Arch by arch of the rpm; what only one side has for an arch may have moved to another. */
function kindsOf(old: readonly Row[], now: readonly Row[]): ReadonlySet<string> {
  const of = (rpms: readonly Row[], arch: string) => rpms.filter((rpm) => text(rpm, "arch") === arch);
  const without = (some: readonly Row[], others: readonly Row[]) =>
    some.filter((rpm) => of(others, text(rpm, "arch")).length === 0);
  const shared = new Set(old.map((rpm) => text(rpm, "arch")).filter((arch) => of(now, arch).length > 0));
  const groups = [...shared].map((arch): [readonly Row[], readonly Row[]] => [of(old, arch), of(now, arch)]);
  const kinds = new Set<string>();
  for (const [some, others] of [...groups, [without(old, now), without(now, old)] as const]) {
    const gone = some.map(version).filter((one) => !others.map(version).includes(one)).length;
    const come = others.map(version).filter((one) => !some.map(version).includes(one)).length;
    if (gone > come) kinds.add("REMOVED");
    if (come > gone) kinds.add("ADDED");
    if (gone > 0 && come > 0) kinds.add("CHANGED");
  }
  return kinds;
}

function changeRule(arch: string, old: readonly Row[], now: readonly Row[]): Rule {
  const [before, after] = [old.map(version), now.map(version)];
  return new Rule(`on ${arch}, before of ${before.join(", ")}, after of ${after.join(", ")}`, (actual) =>
    // Nothing else stands in byNameAndKind's lists.
    (actual as unknown as readonly Change[]).every(
      (change) =>
        change.arch === arch &&
        (change.kind === "ADDED" ? change.before === null : before.includes(change.before ?? "")) &&
        (change.kind === "REMOVED" ? change.after === null : after.includes(change.after ?? "")),
    ),
  );
}

const archOf = (archive: Row): string => textOrNull(archive, "arch") ?? "noarch";

/** `[epoch:]version-release`, without an epoch of 0. */
function version(rpm: Row): string {
  const epoch = numberOrNull(rpm, "epoch") ?? 0;
  return `${epoch === 0 ? "" : `${epoch}:`}${text(rpm, "version")}-${text(rpm, "release")}`;
}

/** Koji's archive types of what lies beside images. */
const COMPANIONS = "ks cfg ini xml xmlcompressed json yaml txt changes packages verified checksum sig key".split(" ");

const isImage = (archive: Row): boolean => !COMPANIONS.includes(text(archive, "type_name"));
