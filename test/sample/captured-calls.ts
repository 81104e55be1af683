import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { named, type Params, type RunningHub } from "./running-hub.ts";

/** Things of the sample's world that stand for those in the captured calls. */
export type Cast = {
  readonly complete: number;
  readonly completeNvr: string;
  readonly completeParts: { readonly name: string; readonly version: string; readonly release: string };
  readonly building: number;
  readonly failed: number;
  readonly canceled: number;
  readonly deleted: number;
  readonly elsewhere: number;
  readonly rpm: number;
  readonly kiwi: number;
  readonly oz: number;
  readonly appliance: number;
  readonly livecd: number;
  readonly parentTask: number;
  readonly otherTask: number;
  readonly childTask: number;
  readonly kiwiChildTask: number;
  readonly failedTask: number;
  readonly failedUnicodeTask: number;
  readonly tracebackTask: number;
  readonly freeTask: number;
  readonly openTask: number;
  readonly canceledTask: number;
  readonly kiwiTask: number;
  readonly ozTask: number;
  readonly indirectionTask: number;
  readonly partialTask: number;
  readonly deletedTask: number;
  readonly tagTask: number;
  readonly rpmTask: number;
  readonly repoTask: number;
  readonly repo: number;
  readonly archive: number;
  readonly filename: string;
  readonly event: number;
};

const MISSING = 2_000_000_000;

const first = async (hub: RunningHub, method: string, ...params: Params): Promise<Record<string, XmlRpcValue>> => {
  const [row] = await hub.rows(method, ...params);
  if (row === undefined) throw new Error(`the sample has nothing for ${method} ${JSON.stringify(params)}`);
  return row;
};

const textOf = (value: XmlRpcValue | undefined): string => (typeof value === "string" ? value : "");

/** Looks for the cast through the hub itself. */
export async function findCast(hub: RunningHub): Promise<Cast> {
  const build = (filter: Record<string, XmlRpcValue>, order = "-build_id") =>
    first(hub, "listBuilds", named({ type: "image", ...filter, queryOpts: { order, limit: 1 } }));
  const task = (filter: Record<string, XmlRpcValue>, order = "-id") =>
    first(hub, "listTasks", filter, { order, limit: 1 });
  const id = async (row: Promise<Record<string, XmlRpcValue>>) => Number((await row)["build_id"] ?? (await row)["id"]);
  const complete = await build({ packageID: "Aurora-Plasma-Live", state: 1 });
  const kiwi = await build({ packageID: "Aurora-Cloud-Generic", state: 1 });
  const archive = await first(hub, "listArchives", named({ buildID: Number(kiwi["build_id"]), type: "image" }));
  const failedKiwi = await hub.rows(
    "listTasks",
    { state: [5], method: "createKiwiImage", decode: true },
    { order: "-id" },
  );
  const failedWith = (wanted: (fault: { faultCode: number; faultString: string }) => boolean) =>
    Number(failedKiwi.find(({ result }) => wanted(result as { faultCode: number; faultString: string }))?.["id"]); // a failed task's decoded result is its fault
  const complete1 = Number(complete["task_id"]);
  const children = await hub.rows("getTaskChildren", complete1);
  const repo = await hub.call("getRepo", "main-build");
  return {
    complete: Number(complete["build_id"]),
    completeNvr: textOf(complete["nvr"]),
    completeParts: {
      name: textOf(complete["name"]),
      version: textOf(complete["version"]),
      release: textOf(complete["release"]),
    },
    building: await id(build({ state: 0 })),
    failed: await id(build({ state: 3 })),
    canceled: await id(build({ state: 4 })),
    deleted: await id(build({ state: 2 })),
    elsewhere: await id(build({ volumeID: 1 })),
    rpm: await id(
      first(
        hub,
        "listBuilds",
        named({ type: "rpm", taskID: -1, state: 1, queryOpts: { order: "-build_id", limit: 1 } }),
      ),
    ),
    kiwi: Number(kiwi["build_id"]),
    oz: await id(build({ packageID: "Aurora-Cloud-Vagrant", state: 1 })),
    appliance: await id(build({ packageID: "Aurora-Minimal", state: 1 })),
    livecd: await id(build({ packageID: "Aurora-Live-Retro", state: 1 })),
    parentTask: complete1,
    otherTask: await id(task({ method: "livemedia", state: [5] })),
    childTask: Number(children.find(({ method }) => method === "createLiveMedia")?.["id"]),
    kiwiChildTask: await id(task({ method: "createKiwiImage", state: [2] })),
    failedTask: await id(task({ method: "createLiveMedia", state: [5] })),
    failedUnicodeTask: failedWith(({ faultString }) => faultString.includes("“")),
    tracebackTask: failedWith(({ faultCode }) => faultCode === 1),
    freeTask: await id(task({ state: [0], parent: null })),
    openTask: await id(task({ state: [1], parent: null })),
    canceledTask: await id(task({ state: [3], parent: null })),
    kiwiTask: await id(task({ method: "kiwiBuild", state: [2] })),
    ozTask: await id(task({ method: "image", state: [2] })),
    indirectionTask: await id(task({ method: "indirectionimage" })),
    partialTask: await id(task({ method: "kiwiBuild", state: [2] })),
    deletedTask: await deletedWorker(hub, Number((await build({ state: 2 }))["task_id"])),
    tagTask: await id(task({ method: "tagBuild", state: [2] })),
    // A scratch build has no result.
    rpmTask: await id(task({ method: "build", state: [2], owner: 1 })),
    repoTask: await id(task({ method: "newRepo", state: [2] })),
    repo: Number(Object(repo).id),
    archive: Number(archive["id"]),
    filename: textOf(archive["filename"]),
    event: Number(complete["creation_event_id"]),
  };
}

const deletedWorker = async (hub: RunningHub, parent: number): Promise<number> =>
  Number((await first(hub, "getTaskChildren", parent))["id"]);

/** A captured call, as it is asked of the sample. */
export type CapturedCall = readonly [name: string, method: string, params: (cast: Cast) => Params];

const ORDERED = { order: "-build_id", limit: 20 };

export const CAPTURED_CALLS: readonly CapturedCall[] = [
  ["getAPIVersion", "getAPIVersion", () => []],
  ["getKojiVersion", "getKojiVersion", () => []],
  ["hello", "hello", () => []],
  ["system.listMethods", "system.listMethods", () => []],
  ["system.methodSignature", "system.methodSignature", () => ["getBuild"]],
  ["listBuilds-package", "listBuilds", () => [named({ packageID: "Aurora-Plasma-Live", queryOpts: ORDERED })]],
  ["listBuilds-type-image", "listBuilds", () => [named({ type: "image", queryOpts: ORDERED })]],
  ["listBuilds-building", "listBuilds", () => [named({ type: "image", state: 0 })]],
  ["listBuilds-failed", "listBuilds", () => [named({ type: "image", state: 3, queryOpts: ORDERED })]],
  ["listBuilds-countOnly", "listBuilds", () => [named({ type: "image", queryOpts: { countOnly: true } })]],
  [
    "listBuilds-asList",
    "listBuilds",
    () => [named({ type: "image", queryOpts: { asList: true, limit: 2, order: "-build_id" } })],
  ],
  ["listBuilds-limit0", "listBuilds", () => [named({ packageID: "Aurora-Plasma-Live", queryOpts: { limit: 0 } })]],
  ["listBuilds-unknown-package", "listBuilds", () => [named({ packageID: "no-such-package" })]],
  ["listBuilds-unknown-user", "listBuilds", () => [named({ userID: "no-such-user" })]],
  ["listBuilds-pattern", "listBuilds", () => [named({ pattern: "aurora-plasma-*" })]],
  [
    "listBuilds-createdAfter-iso",
    "listBuilds",
    () => [named({ type: "image", createdAfter: "2026-11-22 00:00:00", queryOpts: { order: "nvr" } })],
  ],
  ["listBuilds-taskID", "listBuilds", ({ parentTask }) => [named({ taskID: parentTask })]],
  [
    "listBuilds-order-multi",
    "listBuilds",
    () => [named({ type: "image", queryOpts: { order: "package_name,-completion_ts", limit: 3 } })],
  ],
  [
    "listBuilds-order-null",
    "listBuilds",
    () => [named({ type: "image", queryOpts: { order: "-completion_ts", limit: 3 } })],
  ],
  ["listBuilds-unknown-type", "listBuilds", () => [named({ type: "nonsense" })]],
  ["listBuilds-sqli", "listBuilds", () => [named({ queryOpts: { order: "build_id; drop table x" } })]],
  ["listBuilds-createdAfter-badstring", "listBuilds", () => [named({ createdAfter: "yesterdayish" })]],
  ["fault-bad-order", "listBuilds", () => [named({ queryOpts: { order: "nope" } })]],
  ["fault-neg-limit", "listBuilds", () => [named({ queryOpts: { limit: -1 } })]],
  ["fault-string-limit", "listBuilds", () => [named({ queryOpts: { limit: "5" } })]],
  ["fault-sql-type", "listBuilds", () => [named({ state: "COMPLETE" })]],
  ["bulk-listBuilds-packageID-list", "listBuilds", () => [named({ packageID: [1, 2] })]],
  ["bulk-listBuilds-state-list", "listBuilds", () => [named({ state: [0, 1], queryOpts: { limit: 1 } })]],
  ["getBuild-id", "getBuild", ({ complete }) => [complete]],
  ["getBuild-nvr", "getBuild", ({ completeNvr }) => [completeNvr]],
  ["getBuild-nvr-with-epoch", "getBuild", ({ completeNvr }) => [`0:${completeNvr}`]],
  ["getBuild-dict", "getBuild", ({ completeParts }) => [completeParts]],
  ["getBuild-dict-id", "getBuild", ({ complete }) => [{ id: complete }]],
  ["getBuild-missing-id", "getBuild", () => [MISSING]],
  ["getBuild-missing-nvr", "getBuild", () => ["no-such-1-1"]],
  ["getBuild-missing-strict", "getBuild", () => [MISSING, named({ strict: true })]],
  ["getBuild-badnvr", "getBuild", () => ["garbage"]],
  ["getBuild-empty", "getBuild", () => [""]],
  ["getBuild-zero", "getBuild", () => [0]],
  ["getBuild-negative", "getBuild", () => [-1]],
  ["getBuild-bool", "getBuild", () => [true]],
  ["getBuild-int-as-string", "getBuild", () => ["1720"]],
  ["getBuild-building", "getBuild", ({ building }) => [building]],
  ["getBuild-failed", "getBuild", ({ failed }) => [failed]],
  ["getBuild-canceled", "getBuild", ({ canceled }) => [canceled]],
  ["getBuild-deleted", "getBuild", ({ deleted }) => [deleted]],
  ["getBuild-othervolume", "getBuild", ({ elsewhere }) => [elsewhere]],
  ["getBuild-rpm", "getBuild", ({ rpm }) => [rpm]],
  ["bulk-getBuild-list", "getBuild", ({ complete }) => [[complete]]],
  ["fault-null-param", "getBuild", () => [null]],
  ["fault-huge-int", "getBuild", () => [1_099_511_627_776]],
  ["fault-wrong-params", "getBuild", () => []],
  ["fault-too-many-params", "getBuild", () => [1, 2, 3, 4]],
  ["fault-unknown-kwarg", "getBuild", () => [1, named({ nope: 1 })]],
  ["fault-unknown-method", "noSuchMethod", () => []],
  ["fault-private-method", "_dispatch", () => []],
  ["fault-test-error", "error", () => []],
  ["fault-test-fault", "fault", () => []],
  ["fault-not-logged-in", "buildImage", () => ["x", "1", ["x86_64"], "main-compose", "x.ks", "livemedia"]],
  ["cancelTask-anon", "cancelTask", ({ openTask }) => [openTask]],
  ["getBuildType-image", "getBuildType", ({ complete }) => [complete]],
  ["getBuildType-rpm", "getBuildType", ({ rpm }) => [rpm]],
  ["getBuildType-missing", "getBuildType", () => [MISSING]],
  ["getBuildType-unknown-nvr", "getBuildType", () => ["x-1-1"]],
  ["listBTypes", "listBTypes", () => []],
  ["getImageBuild", "getImageBuild", ({ complete }) => [complete]],
  ["getImageBuild-notimage", "getImageBuild", ({ rpm }) => [rpm]],
  ["getImageBuild-missing-strict", "getImageBuild", () => [1, named({ strict: true })]],
  ["getBuildLogs", "getBuildLogs", ({ complete }) => [complete]],
  ["getBuildLogs-building", "getBuildLogs", ({ building }) => [building]],
  ["getBuildLogs-rpm", "getBuildLogs", ({ rpm }) => [rpm]],
  ["getBuildLogs-missing", "getBuildLogs", () => [MISSING]],
  ["deleted-build-getBuildLogs", "getBuildLogs", ({ deleted }) => [deleted]],
  ["othervolume-getBuildLogs", "getBuildLogs", ({ elsewhere }) => [elsewhere]],
  ["getNextRelease", "getNextRelease", () => [{ name: "Aurora-Plasma-Live", version: "Main" }]],
  ["buildReferences", "buildReferences", ({ complete }) => [complete]],
  ["buildReferences-missing", "buildReferences", () => [MISSING]],
  ["getAverageBuildDuration", "getAverageBuildDuration", () => ["Aurora-Plasma-Live"]],
  ["listArchives-build", "listArchives", ({ complete }) => [named({ buildID: complete })]],
  ["listArchives-image", "listArchives", ({ complete }) => [named({ buildID: complete, type: "image" })]],
  ["listArchives-image-oz", "listArchives", ({ oz }) => [named({ buildID: oz, type: "image" })]],
  ["listArchives-image-kiwi", "listArchives", ({ kiwi }) => [named({ buildID: kiwi, type: "image" })]],
  [
    "listArchives-arch",
    "listArchives",
    ({ kiwi }) => [named({ buildID: kiwi, type: "image", typeInfo: { arch: "aarch64" } })],
  ],
  ["listArchives-missing", "listArchives", () => [named({ buildID: MISSING })]],
  ["listArchives-missing-strict", "listArchives", () => [named({ buildID: MISSING, strict: true })]],
  [
    "listArchives-all-images-limit",
    "listArchives",
    () => [named({ type: "image", queryOpts: { limit: 5, order: "-id" } })],
  ],
  ["listArchives-count", "listArchives", () => [named({ type: "image", queryOpts: { countOnly: true } })]],
  ["listArchives-filename", "listArchives", ({ filename }) => [named({ filename })]],
  ["deleted-build-listArchives", "listArchives", ({ deleted }) => [named({ buildID: deleted, type: "image" })]],
  ["othervolume-listArchives", "listArchives", ({ elsewhere }) => [named({ buildID: elsewhere })]],
  ["bulk-listArchives-buildID-list", "listArchives", () => [named({ buildID: [1720, 1719] })]],
  ["getArchive", "getArchive", ({ archive }) => [archive]],
  ["getArchive-missing", "getArchive", () => [MISSING]],
  ["getArchive-missing-strict", "getArchive", () => [MISSING, named({ strict: true })]],
  ["getImageArchive", "getImageArchive", ({ archive }) => [archive]],
  ["listArchiveFiles-missing", "listArchiveFiles", () => [MISSING]],
  ["getArchiveTypes", "getArchiveTypes", () => []],
  ["getArchiveType", "getArchiveType", () => [named({ filename: "x.oci.tar.xz" })]],
  ["listRPMs-imageID", "listRPMs", ({ archive }) => [named({ imageID: archive })]],
  [
    "listRPMs-imageID-limit",
    "listRPMs",
    ({ archive }) => [named({ imageID: archive, queryOpts: { order: "name", limit: 3, offset: 3 } })],
  ],
  [
    "listRPMs-imageID-count",
    "listRPMs",
    ({ archive }) => [named({ imageID: archive, queryOpts: { countOnly: true } })],
  ],
  ["listRPMs-missing", "listRPMs", () => [named({ imageID: MISSING })]],
  [
    "listRPMs-asList",
    "listRPMs",
    ({ archive }) => [named({ imageID: archive, queryOpts: { asList: true, limit: 2, order: "id" } })],
  ],
  ["getRPM", "getRPM", () => ["bash-99.x86_64"]],
  ["bulk-listRPMs-imageID-list", "listRPMs", () => [named({ imageID: [1, 2] })]],
  ["search-package", "search", () => ["cloud", "package", "regexp"]],
  ["search-build", "search", () => ["Aurora-Plasma-*", "build", "glob", named({ queryOpts: { limit: 3 } })]],
  ["search-badtype", "search", () => ["x", "nonsense", "glob"]],
];
