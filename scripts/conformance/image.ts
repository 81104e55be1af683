import { imageArchives } from "./artifacts.ts";
import type { Check } from "./check.ts";
import { AnyOrder, type Expected, isThing, type Json, Rule } from "./compare.ts";
import { HUB_NAME } from "./gateway.ts";
import { madeFor } from "./build-list-rows.ts";
import { named, type Row } from "./hub.ts";
import { PARENT_METHODS } from "./image-methods.ts";
import { definitionOf, readRequest, targetOf } from "./request.ts";
import { number, numberOrNull, rowOrNull, rows, text, textOrNull } from "./rows.ts";
import { seconds } from "./times.ts";
import type { Sides } from "./sides.ts";
import { newestFirst, taggedLast } from "./tag.ts";
import { type TaskWithRequest, tasksById } from "./task-rows.ts";
import { isOf, triesOf } from "./tries.ts";
import { withNode } from "./with-node.ts";

/** What the newest file is asked by. */
export type Wanted = { readonly arch: string; readonly format: string; readonly target: string; readonly tag: string };

export const imageCheck = (sides: Sides, name: string, wanted: Wanted): Check => ({
  kind: "image",
  thing: `${name} ${Object.values(wanted).join(" ")}`,
  hub: (again) => expectedImage(sides, name, { ...wanted, again }),
  gateway: async () => withNode(sides.ask, (await sides.ask("image", { name, ...wanted }))["image"]),
});

async function expectedImage(
  sides: Sides,
  name: string,
  wanted: Wanted & { readonly again: boolean },
): Promise<Expected> {
  const { hub } = sides;
  const builds = newestFirst(rows(await hub("listBuilds", named({ packageID: name, type: "image" }))));
  const tries = await triesOf(sides, name, wanted.again);
  const newest = tries.map(({ task }) => task).find((task) => task !== null);
  const average = await hub("getAverageBuildDuration", name);
  const complete = tries
    .filter(({ outcome }) => outcome === "GOOD")
    .flatMap(({ build }) => (build === null ? [] : [build]));
  const tagged = taggedLast(rows(await hub("listTagged", wanted.tag, named({ package: name, type: "image" }))));
  return {
    __typename: "Image",
    node: { __typename: "Image", sameId: true },
    name,
    summary: null,
    group: null,
    inCatalogue: false,
    averageDuration: typeof average === "number" ? seconds(average) : null,
    retention: null,
    storage: await storageOf(sides, newestFirst(complete)),
    hub: { name: HUB_NAME },
    definition: newest === undefined ? null : definitionOf(text(newest.row, "method"), newest.request),
    owners: newest === undefined ? [] : await ownersOf(sides, name, newest),
    builds: page(builds),
    attempts: await attemptsOf(sides, name, complete),
    newest: await newestFile(sides, complete, wanted),
    newestForTarget: await newestFile(sides, await madeFor(sides, wanted.target, complete.slice(0, LOOKS_AT)), wanted),
    newestInTag: await newestFile(
      sides,
      tagged.filter((build) => number(build, "state") === COMPLETE),
      wanted,
    ),
  };
}

const COMPLETE = 1;

const page = (builds: readonly Row[]): Expected => ({
  totalCount: builds.length,
  nodes: builds.slice(0, 100).map((build) => ({ kojiId: number(build, "build_id") })),
  pageInfo: { hasNextPage: builds.length > 100 },
});

/** Builds whose files are added up. */
const ADDED_UP = 100;

async function storageOf(sides: Sides, complete: readonly Row[]): Promise<Expected> {
  const byArch = new Map<string, number>();
  let artifacts = 0;
  for (const build of complete.slice(0, ADDED_UP)) {
    const archives = await imageArchives(sides, number(build, "build_id"));
    artifacts += archives.length;
    for (const row of archives) {
      const arch = textOrNull(row, "arch") ?? "noarch";
      byArch.set(arch, (byArch.get(arch) ?? 0) + number(row, "size"));
    }
  }
  const bytesByArch = [...byArch].map(([arch, bytes]) => ({ arch, bytes }));
  return {
    artifacts,
    builds: Math.min(ADDED_UP, complete.length),
    bytes: bytesByArch.reduce((sum, { bytes }) => sum + bytes, 0),
    complete: complete.length <= ADDED_UP,
    bytesByArch: new AnyOrder(bytesByArch, "arch"),
  };
}

/** As the package list of the tag has it that its builds go to. */
async function ownersOf({ hub }: Sides, name: string, { request }: TaskWithRequest): Promise<Expected> {
  const target = targetOf(request);
  const row = target === null ? null : rowOrNull(await hub("getBuildTarget", target));
  const listed = row === null ? null : rowOrNull(await hub("getPackageConfig", number(row, "dest_tag"), name));
  return listed === null ? [] : [{ name: text(listed, "owner_name"), source: "KOJI_PACKAGE", contact: null }];
}

/** Tasks of one method looked through for an image's attempts, and attempts asked for. */
const MOST_TASKS = 100;
const ATTEMPTS = 10;

/** Parent tasks that were to make the image, scratch ones too: as far back as they were looked for. */
async function attemptsOf(sides: Sides, name: string, builds: readonly Row[]): Promise<Expected> {
  const ids = builds.map((build) => numberOrNull(build, "task_id")).filter((id) => id !== null);
  const known = await tasksById(sides, ids.slice(0, 20));
  const found: number[] = [];
  let reach = 0;
  for (const method of Object.keys(PARENT_METHODS)) {
    const filter = { method, parent: null, decode: true };
    const listed = rows(await sides.hub("listTasks", filter, { order: "-id", limit: MOST_TASKS }));
    if (listed.length === MOST_TASKS) reach = Math.max(reach, Math.min(...listed.map((row) => number(row, "id"))));
    const tasks = listed.map((row) => ({ row, request: readRequest(method, row["request"]) }));
    found.push(...tasks.filter((task) => isOf(name, task, known)).map(({ row }) => number(row, "id")));
  }
  const sure = found
    .toSorted((a, b) => b - a)
    .filter((id) => id >= reach)
    .slice(0, ATTEMPTS);
  if (reach === 0 || sure.length === ATTEMPTS) return { totalCount: null, nodes: sure.map((kojiId) => ({ kojiId })) };
  const words = `the tasks ${sure.join(", ")} and older ones than ${reach}`;
  return {
    totalCount: null,
    nodes: new Rule(words, (actual) => {
      const ids_ = Array.isArray(actual) ? actual.map(kojiIdOf) : [];
      return sure.every((id, index) => ids_[index] === id) && ids_.slice(sure.length).every((id) => Number(id) < reach);
    }),
  };
}

/** How many builds are looked at for a file, whichever target they are for. */
const LOOKS_AT = 20;

async function newestFile(sides: Sides, builds: readonly Row[], { arch, format }: Wanted): Promise<Expected> {
  for (const build of builds.slice(0, LOOKS_AT)) {
    const files = await imageArchives(sides, number(build, "build_id"));
    const fitting = files.filter((row) => textOrNull(row, "arch") === arch && text(row, "type_name") === format);
    const right = fitting.map((row) => number(row, "id"));
    // Several files of one arch and format: whichever.
    if (right.length > 1) {
      return new Rule(`one of the files ${right.join(", ")}`, (actual) => right.some((id) => id === kojiIdOf(actual)));
    }
    const [file] = fitting;
    if (file !== undefined) return { kojiId: number(file, "id"), filename: text(file, "filename") };
  }
  return null;
}

const kojiIdOf = (thing: Json): Json => (isThing(thing) ? (thing["kojiId"] ?? null) : null);
