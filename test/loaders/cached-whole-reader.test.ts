import { afterAll, beforeAll, expect, test } from "vitest";
import { createHubReader, type HubReader } from "../../koji/hub-reader.ts";
import { createHubClient, type HubClient } from "../../koji/wire/hub-client.ts";
import { createCachedReader } from "../../loaders/cached-reader.ts";
import { type Entity, entityKeys } from "../../loaders/entity-keys.ts";
import { createProvenance, keyInHub } from "../../loaders/provenance.ts";
import { type SampleHub, startSampleHub } from "../../sample/sample-hub.ts";
import { memoryCache, NOW } from "../support/gateway.ts";

let hub: SampleHub;
let client: HubClient;
const calls: string[] = [];
beforeAll(async () => {
  const onRequest = (request: { calls: readonly { methodName: string }[] }) =>
    void calls.push(...request.calls.map(({ methodName }) => methodName));
  hub = await startSampleHub({ seed: 1, now: () => NOW.getTime(), onRequest });
  client = createHubClient({ url: hub.hubUrl });
});
afterAll(async () => {
  await client.close();
  await hub.close();
});

const cache = memoryCache();
function request() {
  const provenance = createProvenance();
  return { reader: createCachedReader({ client, cache, provenance: provenance.of("sample"), now: NOW }), provenance };
}

/** What a failed image build and a complete one, and all around them, are called at this hub. */
async function things() {
  const reader = createHubReader(client);
  const newest = async (filter: { state: number; packageID?: string }) => {
    const [build] = await reader.listBuilds({ type: "image", ...filter }, { order: "-build_id", limit: 1 });
    if (build?.task_id == null) throw new Error("The sample has no such build.");
    return { ...build, task_id: build.task_id };
  };
  const [good, bad] = await Promise.all([
    newest({ state: 1, packageID: "Aurora-Cloud-Generic" }),
    newest({ state: 3 }),
  ]);
  const [archive] = await reader.listImageArchives(good.build_id);
  const [target] = await reader.getBuildTargets();
  const [host] = await reader.listHosts({});
  const tag = target && (await reader.getTag(target.dest_tag));
  const [rpm] = await reader.listImageRpms(archive?.id ?? 0, { order: "name,id", limit: 1 });
  if (!archive || !target || !host || !tag || !rpm) throw new Error("The sample lacks something.");
  return { good, bad, archive, target, host, tag, rpm };
}

type Asks = Readonly<Record<keyof HubReader, (reader: HubReader) => Promise<unknown>>>;

/** Each read once, of something that is there. */
async function everyRead(): Promise<Asks> {
  const { good, bad, archive, target, host, tag, rpm } = await things();
  const opts = { order: "-build_id", limit: 5 };
  const since = NOW.getTime() / 1000 - 7 * 86_400;
  const file = { taskId: bad.task_id, name: "root.log", volume: "DEFAULT" };
  return {
    getKojiVersion: (reader) => reader.getKojiVersion(),
    getAPIVersion: (reader) => reader.getAPIVersion(),
    getAllArches: (reader) => reader.getAllArches(),
    getBuild: (reader) => Promise.all([reader.getBuild(good.build_id), reader.getBuild(good.nvr)]),
    getBuildType: (reader) => Promise.all([reader.getBuildType(good.build_id), reader.getBuildType(good.nvr)]),
    getBuildOfTask: (reader) => reader.getBuildOfTask(good.task_id),
    getBuildLogs: (reader) => reader.getBuildLogs(good.build_id),
    listTagsOfBuild: (reader) => reader.listTagsOfBuild(good.build_id),
    listImageArchives: (reader) => reader.listImageArchives(good.build_id),
    listImageArchivesOf: (reader) =>
      reader.listImageArchivesOf({ buildIds: [good.build_id, bad.build_id], among: [good.build_id] }),
    getArchive: (reader) => reader.getArchive(archive.id),
    listImageBuilds: (reader) => reader.listImageBuilds({ name: good.package_name, which: "newest", since: 0 }),
    readImageWindow: (reader) => reader.readImageWindow(since),
    listBuilds: (reader) => reader.listBuilds({ packageID: good.package_name }, opts),
    countBuilds: (reader) => reader.countBuilds({ packageID: good.package_name }),
    listTagged: (reader) => reader.listTagged(tag.name, { package: good.package_name }),
    getAverageBuildDuration: (reader) => reader.getAverageBuildDuration(good.package_name),
    getRpm: ({ getRpm }) => getRpm({ name: rpm.name, version: rpm.version, release: rpm.release, arch: rpm.arch }),
    referencesTo: (reader) => reader.referencesTo(rpm.build_id ?? 0, 10),
    listImageRpms: (reader) => reader.listImageRpms(archive.id, { order: "name,id", limit: 5 }),
    countImageRpms: (reader) => reader.countImageRpms(archive.id),
    hasImageRpms: (reader) => reader.hasImageRpms(archive.id),
    listImagePackages: (reader) => reader.listImagePackages(archive.id),
    getTaskInfos: (reader) => reader.getTaskInfos([good.task_id, bad.task_id]),
    getTaskChildren: (reader) => reader.getTaskChildren(good.task_id),
    listFailedChildren: (reader) => reader.listFailedChildren([bad.task_id]),
    getTaskResult: (reader) => reader.getTaskResult(bad.task_id),
    listTaskOutput: (reader) => reader.listTaskOutput(bad.task_id),
    downloadTaskOutput: (reader) => reader.downloadTaskOutput(file, { offset: 0, size: 10 }),
    listTasks: (reader) => reader.listTasks({ method: "livemedia" }, { order: "-id", limit: 5 }),
    readUnclosedTasks: (reader) => reader.readUnclosedTasks({ method: "livemedia", since }),
    countTasks: (reader) => reader.countTasks({ method: "livemedia" }),
    getBuildTarget: (reader) => reader.getBuildTarget(target.name),
    getBuildTargets: (reader) => reader.getBuildTargets(),
    getTag: (reader) => Promise.all([reader.getTag(tag.id), reader.getTag(tag.name)]),
    getBuildConfig: (reader) => reader.getBuildConfig(target.build_tag),
    getPackageConfig: (reader) => reader.getPackageConfig(tag.name, good.package_name),
    getPackageConfigs: (reader) => reader.getPackageConfigs({ tag: tag.name, names: [good.package_name, "no-such"] }),
    getRepo: (reader) => reader.getRepo(target.build_tag_name),
    listTagGroups: (reader) => reader.listTagGroups(target.build_tag_name),
    listExternalRepos: (reader) => reader.listExternalRepos(target.build_tag_name),
    evalPolicy: (reader) =>
      reader.evalPolicy({ name: "priority", data: { method: "livemedia", user_id: good.owner_id } }),
    checkTagAccess: (reader) => reader.checkTagAccess({ tag: tag.name, userId: good.owner_id }),
    getUser: (reader) => reader.getUser(good.owner_name),
    getUserPerms: (reader) => reader.getUserPerms(good.owner_name),
    getHost: (reader) => Promise.all([reader.getHost(host.id), reader.getHost(host.name)]),
    listHosts: (reader) => reader.listHosts({ enabled: true }),
    getLastHostUpdate: (reader) => reader.getLastHostUpdate(host.id),
    getChannel: (reader) => reader.getChannel("image"),
    listChannels: (reader) => reader.listChannels({}),
  };
}

test("what is kept is what the hub says, of every read, and is asked once", async () => {
  const reads = await everyRead();
  expect(Object.keys(reads).toSorted()).toEqual(Object.keys(createHubReader(client)).toSorted());
  for (const [name, read] of Object.entries(reads)) {
    const said = await read(createHubReader(client));
    expect(await read(request().reader), name).toEqual(said);
    calls.length = 0;
    expect(await read(request().reader), name).toEqual(said);
    expect(calls, name).toEqual(name === "downloadTaskOutput" ? ["downloadTaskOutput"] : []);
  }
});

test("what is known of a thing goes when its keys are dropped, and nothing else", async () => {
  const [reads, { good, bad, host, tag }] = await Promise.all([everyRead(), things()]);
  const entities: readonly [Entity, readonly string[]][] = [
    [
      { type: "build", id: good.build_id, nvr: good.nvr, taskId: good.task_id },
      [
        "getBuild",
        "getBuildLogs",
        "getBuildOfTask",
        "getBuildType",
        "listImageArchives",
        "listImageArchivesOf",
        "listTagsOfBuild",
        "readImageWindow",
      ],
    ],
    [{ type: "image", name: good.package_name }, ["getAverageBuildDuration", "listImageBuilds", "readImageWindow"]],
    [
      { type: "task", id: bad.task_id, parentId: good.task_id, method: "createLiveMedia" },
      ["getTaskChildren", "getTaskInfos", "getTaskResult", "listFailedChildren", "listTaskOutput"],
    ],
    [{ type: "task", id: 1, parentId: null, method: "livemedia" }, ["readUnclosedTasks"]],
    [{ type: "tag", id: tag.id, name: tag.name }, ["getTag"]],
    [{ type: "host", id: host.id, name: host.name }, ["getHost", "getLastHostUpdate"]],
  ];
  for (const [entity, expected] of entities) {
    for (const read of Object.values(reads)) await read(request().reader);
    const changed = new Set(entityKeys(entity).map((key) => keyInHub("sample", key)));
    const asked: string[] = [];
    for (const [name, read] of Object.entries(reads)) {
      const { reader, provenance } = request();
      await cache.drop(entityKeys(entity));
      calls.length = 0;
      await read(reader);
      // Answers that were made of it can be told by the same keys.
      const touched = [...provenance.keys()].some((key) => changed.has(key));
      expect(touched, name).toBe(calls.length > 0 && name !== "downloadTaskOutput");
      if (touched) asked.push(name);
    }
    expect(asked.toSorted(), entity.type).toEqual(expected);
  }
});
