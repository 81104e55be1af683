import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SampleHubOptions } from "../../sample/sample-hub.ts";
import { CAPTURED_CALLS, type Cast, findCast } from "./captured-calls.ts";
import { CAPTURED_TAG_CALLS } from "./captured-tag-calls.ts";
import { CAPTURED_TASK_CALLS } from "./captured-task-calls.ts";
import { named, type RunningHub, startHub } from "./running-hub.ts";
import { EVERY, MINUTE, plasma, tiling, withOptions, workshopAt } from "./world/orders.ts";
import { type Answer, differences, emptyShape, mergeInto, readAnswer, type Shape } from "./xml-shape.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const COMMITTED = path("../captures/wire/");
const ALL = path("../../../shared/koji/wire/");

/** Members that mean something else in every world: settings of tags, files by their names, tasks by their ids, options of requests. */
const OPEN = /\.extra(\.|$)|\.request\b|\.opts\b|\.custom_opts\b/;
const OPEN_BY_NAME: Readonly<Record<string, RegExp>> = {
  getTaskDescendents: /^\.\d+/,
  getTaskRequest: /\[\]/,
  listTaskOutput: /^\../,
  getUserPermsInheritance: /^\../,
  "system.listMethods": /never/,
};

function captured(name: string): string | null {
  for (const folder of [COMMITTED, ALL]) {
    const file = `${folder}${name}.response.xml`;
    if (existsSync(file)) return readFileSync(file, "utf8");
  }
  return null;
}

/** A fault's text without what differs between worlds: names, ids, lines of the hub's source. */
function faultText({ fault }: Answer): string {
  const lines = (fault?.text ?? "").trimEnd().split("\n");
  return lines
    .filter((line) => !line.startsWith("  File "))
    .join("\n")
    .replaceAll(/x86_64|aarch64|ppc64le|s390x/g, "ARCH")
    .replaceAll(/f45-build|main-build/g, "TAG")
    .replaceAll(/No match for argument: [\w-]+/g, "No match for argument: X")
    .replaceAll(/tasks\/\d+\/\d+\/[\w.-]+/g, "tasks/N/N/FILE")
    .replaceAll(/\d+/g, "N");
}

const CALLS = [...CAPTURED_CALLS, ...CAPTURED_TASK_CALLS, ...CAPTURED_TAG_CALLS];

/** Tasks come from many methods alike, and so do builds: what one shows, the other may send. */
const FAMILIES: readonly (readonly string[])[] = [
  ["listTasks", "getTaskInfo"],
  ["listBuilds", "getBuild"],
  ["listTagged", "getLatestBuilds"],
  ["getTag", "listTags", "getBuildConfig"],
];

function allowedFor(method: string): Shape {
  const family = FAMILIES.find((one) => one.includes(method)) ?? [method];
  const allowed = emptyShape();
  for (const [name, other] of CALLS) {
    const xml = family.includes(other) ? captured(name) : null;
    const { fault, shape } = xml === null ? { fault: null, shape: emptyShape() } : readAnswer(xml);
    if (fault !== null) continue;
    // A row alone and a row in a list are the same row.
    mergeInto(allowed, shape);
    if (shape.element !== null) mergeInto(allowed, shape.element);
    allowed.element ??= emptyShape();
    mergeInto(allowed.element, shape);
  }
  return allowed;
}

const missing = CALLS.map(([name]) => name).filter((name) => captured(name) === null);
const present = CALLS.filter(([name]) => !missing.includes(name));

const LARGE = { size: { nights: 40, builds: 120_000 } };
const HUBS: readonly (readonly [string, Partial<SampleHubOptions>, (running: RunningHub) => Promise<void>])[] = [
  ["the sample hub", {}, () => Promise.resolve()],
  ["a large sample hub", LARGE, () => Promise.resolve()],
  ["a sample hub at which people build", {}, peopleBuild],
  ["a large one at which they do", LARGE, peopleBuild],
];

/** So that the newest of everything is a person's: what is complete, what failed, was canceled, runs and waits. */
async function peopleBuild(running: RunningHub): Promise<void> {
  const hub = workshopAt(running);
  const vagrant = ["raw-xz", "vagrant-libvirt", "vagrant-virtualbox"];
  for (const ask of EVERY) await hub.start(ask.method === "image" ? withOptions(ask, { format: vagrant }) : ask);
  await hub.start(tiling());
  const canceled = [await hub.start(plasma()), await hub.start(plasma({ scratch: true }))];
  running.move(2 * MINUTE);
  for (const task of canceled) await hub.as("alice", "cancelTask", task);
  running.move(13 * MINUTE);
  await hub.start(plasma());
  running.move(MINUTE);
  await hub.start(plasma());
  const newest = { type: "image", state: 1, queryOpts: { order: "-build_id", limit: EVERY.length } };
  const rows = await hub.rows("listBuilds", named(newest));
  expect(new Set(rows.map(({ owner_name: owner }) => owner))).toEqual(new Set(EVERY.map(({ who }) => who)));
}

describe.each(HUBS)("%s answers like the captured hub", (_, options, before) => {
  let running: RunningHub;
  let cast: Cast;

  beforeAll(async () => {
    running = await startHub(options);
    await before(running);
    cast = await findCast(running);
  });
  afterAll(() => running.hub.close());

  it.skipIf(missing.length > 0)(
    `to every call there is (${missing.length} captures are neither in test/captures/wire nor in ../shared/koji/wire)`,
    () => expect(missing).toEqual([]),
  );

  it.each(present)("%s", async (name, method, params) => {
    const real = readAnswer(captured(name) ?? "");
    const ours = readAnswer(await running.xml(method, ...params(cast)));
    expect({ code: ours.fault?.code, text: faultText(ours) }).toEqual({
      code: real.fault?.code,
      text: faultText(real),
    });
    expect([...ours.shape.kinds]).toEqual([...real.shape.kinds]);
    const open = new RegExp([OPEN, OPEN_BY_NAME[method]].flatMap((regexp) => regexp?.source ?? []).join("|"));
    const comparison = { real: real.shape, ours: ours.shape, allowed: allowedFor(method), open };
    expect(real.fault === null ? differences(comparison) : []).toEqual([]);
  });
});
