import { expect, test } from "vitest";
import type { QueryOpts } from "../../koji/hub-reader.ts";
import type { TaskRow } from "../../koji/rows.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { createQueueLoaders } from "../../loaders/queue.ts";
import { toTask } from "../../loaders/task.ts";

type Task = { readonly id: number; readonly channel: number; readonly arch: string; readonly host?: number };

const row = ({ id, channel, arch, host }: Task): TaskRow => ({
  id,
  method: "createLiveMedia",
  state: host === undefined ? 0 : 1,
  owner: 1,
  owner_name: "releng",
  host_id: host ?? null,
  channel_id: channel,
  parent: 1,
  priority: 20,
  label: arch,
  arch,
  create_ts: 1_700_000_000 + id,
  start_ts: null,
  completion_ts: null,
});

const holds = (filter: XmlRpcValue | undefined, value: number | string | null) =>
  filter === undefined || filter === value || (Array.isArray(filter) && filter.includes(value));

/** A hub's tasks, filtered as listTasks does; `lists` and `counts` are what it was asked. */
function hubOf(tasks: readonly Task[]) {
  const lists: XmlRpcStruct[] = [];
  const counts: XmlRpcStruct[] = [];
  const matching = (filter: XmlRpcStruct) =>
    tasks
      .map(row)
      .filter(
        (task) =>
          holds(filter["state"], task.state) &&
          holds(filter["channel_id"], task.channel_id) &&
          holds(filter["host_id"], task.host_id) &&
          holds(filter["arch"], task.arch),
      );
  const reader = {
    listTasks: (filter: XmlRpcStruct, { limit }: QueryOpts) => {
      lists.push(filter);
      return Promise.resolve(matching(filter).slice(0, limit));
    },
    countTasks: (filter: XmlRpcStruct) => {
      counts.push(filter);
      return Promise.resolve(matching(filter).length);
    },
  };
  const learn = (rows: readonly TaskRow[]) => rows.map((one) => toTask("sample", one));
  return { lists, counts, queues: createQueueLoaders(reader, { learn }) };
}

/** So many waiting tasks, by turns in channels 1 and 2 and for two arches. */
const waiting = (count: number): readonly Task[] =>
  Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    channel: 1 + (index % 2),
    arch: index % 4 < 2 ? "x86_64" : "aarch64",
  }));

async function lookAt({ queues }: ReturnType<typeof hubOf>) {
  const [queued, oldest, x86, waitedFor] = await Promise.all([
    queues.queued.loadMany([1, 2, 3]),
    queues.oldest.loadMany([1, 2, 3]),
    queues.queuedFor.loadMany([1, 2, 3].map((channelId) => ({ channelId, arch: "x86_64" }))),
    Promise.all([1, 3].map((id) => queues.waitedFor(id))),
  ]);
  const ids = oldest.map((task) => (task !== null && "kojiId" in task ? task.kojiId : task));
  return { queued, oldest: ids, x86, waitedFor };
}

test("queues that can be read are one list for all channels, and everything is told from it", async () => {
  const hub = hubOf(waiting(498));
  expect(await lookAt(hub)).toEqual({
    queued: [249, 249, 0],
    oldest: [1, 2, null],
    x86: [125, 125, 0],
    waitedFor: [["x86_64", "aarch64"], []],
  });
  expect(hub.lists).toEqual([{ channel_id: expect.arrayContaining([1, 2, 3]), state: [0, 4] }]);
  expect(hub.counts).toEqual([]);
});

test.each([500, 20_000])("%i waiting tasks are counted, exactly, and not read", async (count) => {
  const hub = hubOf(waiting(count));
  expect(await lookAt(hub)).toEqual({
    queued: [count / 2, count / 2, 0],
    oldest: [1, 2, null],
    x86: [count / 4, count / 4, 0],
    waitedFor: [null, null],
  });
  // The one that was too long, and the head of each queue.
  expect(hub.lists).toHaveLength(4);
  expect(hub.counts).toHaveLength(6);
});

const busy = (hosts: number, tasks: number): readonly Task[] =>
  Array.from({ length: hosts * tasks }, (_, index) => ({
    id: index + 1,
    channel: 1,
    arch: "x86_64",
    host: 1 + (index % hosts),
  }));

test("what 120 hosts work on is three lists", async () => {
  const hub = hubOf(busy(120, 3));
  const ids = Array.from({ length: 120 }, (_, index) => index + 1);
  const found = await hub.queues.ofHost.loadMany([...ids, 999]);
  expect(found.map((tasks) => (tasks instanceof Error ? tasks : tasks.map(({ kojiId }) => kojiId)))).toEqual([
    ...ids.map((id) => [id, id + 120, id + 240]),
    [],
  ]);
  expect(hub.lists.map((filter) => filter["state"])).toEqual([
    [1, 4],
    [1, 4],
    [1, 4],
  ]);
});

test("hosts with more tasks than one list holds are asked about one by one", async () => {
  const hub = hubOf(busy(20, 60));
  const found = await hub.queues.ofHost.loadMany(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(found.map((tasks) => (tasks instanceof Error ? tasks : tasks.length))).toEqual(
    Array.from({ length: 20 }, () => 60),
  );
  expect(hub.lists).toHaveLength(21);
});

test("one host's tasks are 100 at most, oldest first, asked alone or with others", async () => {
  const hub = hubOf(busy(2, 130));
  const alone = await hub.queues.ofHost.load(1);
  expect(alone.map(({ kojiId }) => kojiId)).toEqual(Array.from({ length: 100 }, (_, index) => 1 + 2 * index));
  const both = await hubOf(busy(2, 130)).queues.ofHost.loadMany([1, 2]);
  expect(both[0]).toEqual(alone);
});
