import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startAlteringProxy } from "../support/altering-proxy.ts";
import { gatewayOver, gatewayOverSample, hubService, NOW, type TestGateway } from "../support/gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample();
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.forget();
});

const calls = () => gateway.requests.flatMap((request) => request.calls);

type Task = { kojiId: number; state: string; arch: string; createdAt: string; channel: { name: string } };
type Host = {
  name: string;
  arches: string[];
  enabled: boolean;
  ready: boolean;
  capacity: number;
  load: number;
  tasks: Task[];
};
type Channel = {
  name: string;
  enabled: boolean;
  capacity: number;
  load: number;
  open: number;
  queued: number;
  oldestWait: number | null;
  arches: { arch: string; hosts: number; ready: number; capacity: number; load: number; queued: number }[];
  hosts: Host[];
};

const EVERYTHING = `{ channels { name enabled capacity load open queued oldestWait arches { arch hosts ready capacity load queued }
  hosts { name arches enabled ready capacity load tasks { kojiId state arch createdAt channel { name } } } } }`;

test("every channel with all it has is a handful of requests", async () => {
  const { data, errors } = await gateway.ask(
    "{ channels { name enabled capacity load open queued oldestWait arches { arch hosts ready capacity load queued } hosts { name tasks { kojiId method } } } }",
  );
  expect(errors).toBeUndefined();
  expect(gateway.requests.length).toBeLessThanOrEqual(3);
  // A list of hosts and a count of what runs for each; all queues are one list, all hosts' tasks another.
  expect(calls()).toHaveLength(1 + 2 * data.channels.length + 2);
});

test("capacity and load are those of enabled builders, in all and by arch", async () => {
  const { data } = await gateway.ask<{ channels: Channel[] }>(EVERYTHING);
  const sum = (hosts: readonly Host[], key: "capacity" | "load") => hosts.reduce((total, host) => total + host[key], 0);
  for (const { name, hosts, capacity, load, arches } of data.channels) {
    const enabled = hosts.filter((host) => host.enabled);
    expect(capacity, name).toBeCloseTo(sum(enabled, "capacity"));
    expect(load, name).toBeCloseTo(sum(enabled, "load"));
    const served = [...new Set(enabled.flatMap((host) => host.arches))].toSorted();
    expect(
      arches.map(({ arch }) => arch),
      name,
    ).toEqual(served);
    for (const one of arches) {
      const members = enabled.filter((host) => host.arches.includes(one.arch));
      expect(one, name).toMatchObject({
        hosts: members.length,
        ready: members.filter(({ ready }) => ready).length,
      });
      expect(one.capacity, name).toBeCloseTo(sum(members, "capacity"));
      expect(one.load, name).toBeCloseTo(sum(members, "load"));
    }
  }
  const busy = data.channels.filter(({ load }) => load > 0);
  expect(busy.length).toBeGreaterThan(2);
  expect(data.channels.some(({ hosts }) => hosts.some(({ enabled }) => !enabled))).toBe(true);
});

test("what runs and what waits is what the lists of tasks hold", async () => {
  const { data } = await gateway.ask<{ channels: Channel[] }>(EVERYTHING);
  const inState = async (channel: string, state: string) => {
    const { data: list } = await gateway.ask(
      `query ($c: String!) { tasks(first: 100, filter: { channel: $c, state: [${state}] }) { totalCount nodes { kojiId arch createdAt } } }`,
      { c: channel },
    );
    return list.tasks as { totalCount: number; nodes: Task[] };
  };
  for (const { name, open, queued, oldestWait, arches } of data.channels) {
    expect(open, name).toBe((await inState(name, "OPEN")).totalCount);
    const waiting = await inState(name, "FREE, ASSIGNED");
    expect(queued, name).toBe(waiting.totalCount);
    const since = waiting.nodes.map(({ createdAt }) => NOW.getTime() - new Date(createdAt).getTime());
    expect(oldestWait, name).toBe(since.length === 0 ? null : Math.max(...since) / 1000);
    for (const { arch, queued: forArch } of arches)
      expect(forArch, `${name} ${arch}`).toBe(waiting.nodes.filter((task) => task.arch === arch).length);
  }
  expect(data.channels.some(({ queued }) => queued > 0)).toBe(true);
  expect(data.channels.some(({ open }) => open > 0)).toBe(true);
});

test("a host's tasks are the same whether it is asked about alone or among all", async () => {
  const TASKS = "name tasks { kojiId state }";
  const { data } = await gateway.ask(`{ hosts { id ${TASKS} } }`);
  const taskLists = calls().filter(({ methodName }) => methodName === "listTasks");
  expect(taskLists).toHaveLength(1);
  expect(data.hosts.filter(({ tasks }: Host) => tasks.length > 0).length).toBeGreaterThan(5);
  for (const { id, ...host } of data.hosts) {
    const { data: alone } = await gateway.ask(`query ($id: ID!) { node(id: $id) { ... on Host { ${TASKS} } } }`, {
      id,
    });
    expect(alone.node).toEqual(host);
  }
});

test("an arch that tasks wait for and no builder serves stands in its channel, with them", async () => {
  const proxy = await startAlteringProxy(gateway.hub.hubUrl);
  const altered = gatewayOver([hubService("sample", gateway.hub, { url: proxy.url })]);
  try {
    proxy.alter = (body) => body.replaceAll(/(<name>arch<\/name>\s*<value><string>)[^<]*/gu, "$1riscv64");
    const { data } = await altered.ask<{ channels: Channel[] }>(
      "{ channels { name queued arches { arch hosts ready capacity load queued } } }",
    );
    const waiting = data.channels.filter(({ queued }) => queued > 0);
    expect(waiting.length).toBeGreaterThan(0);
    for (const { name, queued, arches } of data.channels) {
      const strange = arches.filter(({ arch }) => arch === "riscv64");
      const expected = { arch: "riscv64", hosts: 0, ready: 0, capacity: 0, load: 0, queued };
      expect(strange, name).toEqual(queued > 0 ? [expected] : []);
    }
  } finally {
    await altered.close();
    await proxy.close();
  }
});

test("a channel is found by name; one that the hub does not have is null", async () => {
  const { data, errors } = await gateway.ask(
    '{ image: channel(name: "image") { name enabled hosts { name } } retired: channel(name: "appliance-old") { enabled hosts { name } } none: channel(name: "no-such") { name } }',
  );
  expect(errors).toBeUndefined();
  expect(data.image).toMatchObject({ name: "image", enabled: true });
  expect(data.image.hosts.length).toBeGreaterThan(3);
  expect(data.retired).toEqual({ enabled: false, hosts: [] });
  expect(data.none).toBeNull();
});

test.each([
  ["", 14],
  ['(arch: "aarch64")', 3],
  ['(arch: "aarch64", channel: "image-aarch64")', 2],
  ['(channel: "createrepo")', 7],
  ['(channel: "createrepo", enabled: true)', 7],
  ["(enabled: false)", 1],
  ["(enabled: true)", 13],
  ['(arch: "x86")', 0],
  ['(arch: "x86_64|aarch64")', 0],
  ['(arch: ".*")', 0],
  ['(arch: "(")', 0],
  ['(channel: "no-such-channel")', 0],
])("hosts%s are %i, by name, filtered by the hub in one call at most", async (args, count) => {
  const { data, errors } = await gateway.ask<{ hosts: Host[] }>(`{ hosts${args} { name arches enabled } }`);
  expect(errors).toBeUndefined();
  const names = data.hosts.map(({ name }) => name);
  expect(names).toHaveLength(count);
  expect(names).toEqual(names.toSorted());
  expect(calls().length).toBeLessThanOrEqual(1);
});

test("a host that the hub tells no time of is looked up by its session; one never heard of has none", async () => {
  const SEEN = "{ hosts { name lastSeenAt } }";
  const { data } = await gateway.ask(SEEN);
  expect(calls().map(({ methodName }) => methodName)).toEqual(["listHosts", "getLastHostUpdate"]);
  const never = data.hosts.filter(({ lastSeenAt }: { lastSeenAt: string | null }) => lastSeenAt === null);
  expect(never.map(({ name }: Host) => name)).toEqual(["buildvm-new-01.aurora.example.org"]);

  const proxy = await startAlteringProxy(gateway.hub.hubUrl);
  const old = gatewayOver([hubService("sample", gateway.hub, { url: proxy.url })]);
  try {
    proxy.alter = (body) => body.replaceAll("<name>update_ts</name>", "<name>update_time_of_newer_hubs</name>");
    const { data: ofOldHub, errors } = await old.ask(SEEN);
    expect(errors).toBeUndefined();
    expect(ofOldHub).toEqual(data);
    expect(proxy.count()).toBe(2);
  } finally {
    await old.close();
    await proxy.close();
  }
});
