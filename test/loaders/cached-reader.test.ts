import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Cache, Kind } from "../../cache/cache.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { KINDS } from "../../loaders/kinds.ts";
import { HubFaultError, HubUnavailableError } from "../../model/errors.ts";
import { type Answer, HubRefusal, type KojiMethods, kojiMethods, latch } from "../koji/wire/loopback-hub.ts";
import { cachedReaders } from "../support/cached-readers.ts";
import { buildRow, taskRow } from "../support/hub-rows.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Koji's numbers. */
const BUILD = { BUILDING: 0, COMPLETE: 1, FAILED: 3, CANCELED: 4 };
const TASK = { FREE: 0, OPEN: 1, CLOSED: 2, CANCELED: 3, ASSIGNED: 4, FAILED: 5 };

let now = new Date(0);
beforeEach(() => {
  now = new Date("2026-03-18T09:30:00Z");
});
const pass = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const over = (methods: KojiMethods) => cachedReaders(kojiMethods(methods), () => now);
const idsIn = (value: XmlRpcValue | undefined) => (Array.isArray(value) ? value.map(Number) : []);

/** Until what is fetched behind an answer has come. */
const renewed = <T>(cache: Cache, kind: Kind<T>, id: string) =>
  vi.waitFor(() => expect(cache.peek(kind, id)?.fetchedAt).toBe(now.getTime()));

describe("one thing", () => {
  /** A hub whose build and task have the states given here. */
  const state = { build: BUILD.COMPLETE, task: TASK.CLOSED };
  const hub = () =>
    over({
      getBuild: (id) => buildRow(Number(id), { state: state.build }),
      getTaskInfo: (ids) => idsIn(ids).map((id) => taskRow(id, { state: state.task })),
    });

  test.each([
    ["a complete build", "build", BUILD.COMPLETE, HOUR, DAY],
    ["a failed build, whose id the next try may get", "build", BUILD.FAILED, 5 * MINUTE, HOUR],
    ["a running build", "build", BUILD.BUILDING, 5 * SECOND, 15 * SECOND],
    ["a closed task", "task", TASK.CLOSED, DAY, 7 * DAY],
    ["a failed task", "task", TASK.FAILED, DAY, 7 * DAY],
    ["a free task", "task", TASK.FREE, 5 * SECOND, 15 * SECOND],
    ["an open task", "task", TASK.OPEN, 5 * SECOND, 15 * SECOND],
    ["an assigned task", "task", TASK.ASSIGNED, 5 * SECOND, 15 * SECOND],
  ] as const)("%s", async (_what, type, number, softMs, hardMs) => {
    state[type] = number;
    const { request, asked, cache } = await hub();
    const read = async () => {
      const { reader, provenance } = request();
      const row = type === "build" ? await reader.getBuild(7) : (await reader.getTaskInfos([7]))[0];
      expect(row).toMatchObject({ state: number });
      return provenance.age(now.getTime());
    };
    const call = type === "build" ? "getBuild" : "getTaskInfo";

    // It is asked once, and believed for its lifetime.
    expect(await read()).toBe(0);
    expect(asked()).toEqual([call]);
    pass(softMs - 1);
    expect(await read()).toBe(0);
    expect(asked()).toEqual([]);
    // Then it is old and says so, while it is asked anew behind the answer.
    pass(1001);
    expect(await read()).toBe(Math.floor((softMs + 1000) / 1000));
    await (type === "build" ? renewed(cache, KINDS.build, "7") : renewed(cache, KINDS.task, "7"));
    expect(await read()).toBe(0);
    expect(asked()).toEqual([call]);
    // One that is too old for that is waited for.
    pass(hardMs);
    expect(await read()).toBe(0);
    expect(asked()).toEqual([call]);
  });

  test("that is not there is remembered for half a minute at most", async () => {
    const { request, asked } = await over({ getBuild: () => null, getTaskInfo: (ids) => idsIn(ids).map(() => null) });
    const read = async () => [await request().reader.getBuild(7), ...(await request().reader.getTaskInfos([7]))];
    expect(await read()).toEqual([null, null]);
    pass(9 * SECOND);
    expect(await read()).toEqual([null, null]);
    expect(asked()).toEqual(["getBuild", "getTaskInfo"]);
    pass(21 * SECOND);
    expect(await read()).toEqual([null, null]);
    expect(asked()).toEqual(["getBuild", "getTaskInfo"]);
  });

  test("that runs is never shown older than fifteen seconds, and its end no later", async () => {
    const began = now.getTime();
    const ended = began + 10 * MINUTE;
    // Its volume tells when the hub said so.
    const { request } = await over({
      getBuild: () =>
        buildRow(7, { state: now.getTime() < ended ? BUILD.BUILDING : BUILD.COMPLETE, volume_name: now.toISOString() }),
    });
    const ages: number[] = [];
    for (let step = 0; now.getTime() < ended + 15 * SECOND; step += 1) {
      pass(((step * 7) % 23) * SECOND);
      const row = await request().reader.getBuild(7);
      if (row?.state === BUILD.BUILDING) ages.push(now.getTime() - new Date(row.volume_name).getTime());
    }
    expect(ages.length).toBeGreaterThan(30);
    expect(Math.max(...ages)).toBeGreaterThan(5 * SECOND);
    expect(Math.max(...ages)).toBeLessThan(15 * SECOND);
    expect(await request().reader.getBuild(7)).toMatchObject({ state: BUILD.COMPLETE });
  });

  test("is asked anew by who takes nothing old", async () => {
    const { request, asked } = await hub();
    await request().reader.getBuild(7);
    pass(HOUR + 1);
    await request({ current: true }).reader.getBuild(7);
    expect(asked()).toEqual(["getBuild", "getBuild"]);
    await request({ current: true }).reader.getBuild(7);
    expect(asked()).toEqual([]);
  });
});

describe("many things", () => {
  const wanted: number[][] = [];
  beforeEach(() => {
    wanted.length = 0;
  });
  const hub = (rowOf: (id: number) => XmlRpcValue) =>
    over({
      getTaskInfo: (ids) => {
        wanted.push(idsIn(ids));
        return idsIn(ids).map(rowOf);
      },
      listTasks: (filter) => {
        // As the reader asks; a test that is wrong in this fails.
        const { parent } = filter as XmlRpcStruct;
        wanted.push(idsIn(parent));
        return idsIn(parent).map((id) => taskRow(id * 10, { parent: id, state: TASK.FAILED }));
      },
    });

  test("are asked for in one call, and of them only those that nobody asked for lately", async () => {
    const { request } = await hub((id) => taskRow(id));
    await request().reader.getTaskInfos([1, 2, 3]);
    const rows = await request().reader.getTaskInfos([3, 5, 2, 4, 3]);
    expect(rows).toMatchObject([{ id: 3 }, { id: 5 }, { id: 2 }, { id: 4 }, { id: 3 }]);
    expect(wanted).toEqual([
      [1, 2, 3],
      [5, 4],
    ]);
  });

  test("below tasks are, too, each task's apart", async () => {
    const { request } = await hub((id) => taskRow(id));
    await request().reader.listFailedChildren([1, 2]);
    const failed = await request().reader.listFailedChildren([3, 1]);
    expect(failed).toMatchObject([[{ id: 30, parent: 3 }], [{ id: 10, parent: 1 }]]);
    expect(wanted).toEqual([[1, 2], [3]]);
  });

  test("are kept but for the one that is no task, which is an error in its place and asked again", async () => {
    const { request } = await hub((id) => taskRow(id, id === 2 ? { state: 9 } : {}));
    const first = await request().reader.getTaskInfos([1, 2, 3]);
    expect(first).toMatchObject([{ id: 1 }, expect.any(HubUnavailableError), { id: 3 }]);
    await request().reader.getTaskInfos([1, 2, 3]);
    expect(wanted).toEqual([[1, 2, 3], [2]]);
  });

  test("that wait for one hub get what others asked for already", async () => {
    const { request } = await hub((id) => taskRow(id));
    const [one, other] = [request(), request()];
    await Promise.all([one.reader.getTaskInfos([1, 2]), other.reader.getTaskInfos([2, 3])]);
    expect(wanted.flat().toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect(one.provenance.hits()).toMatchObject({ task: { source: 2, flight: 0 } });
    expect(other.provenance.hits()).toMatchObject({ task: { source: 1, flight: 1 } });
  });
});

describe("a hub that", () => {
  /** Answers with `methods` until told to do otherwise. */
  async function faltering(methods: KojiMethods) {
    let answer: Answer = kojiMethods(methods);
    const readers = await cachedReaders(
      (request, response) => answer(request, response),
      () => now,
    );
    return {
      ...readers,
      falter: (other: Answer = (_, response) => void response.writeHead(503).end()) => {
        answer = other;
      },
    };
  }

  test("is away leaves what is known, which tells its age; what is not known is unavailable", async () => {
    const { request, falter } = await faltering({ getBuild: (id) => buildRow(Number(id), { state: BUILD.BUILDING }) });
    await request().reader.getBuild(7);
    falter();
    pass(10 * MINUTE);
    const { reader, provenance } = request();
    expect(await reader.getBuild(7)).toMatchObject({ build_id: 7 });
    expect(provenance.age(now.getTime())).toBe(600);
    await expect(reader.getBuild(8)).rejects.toBeInstanceOf(HubUnavailableError);
    expect(provenance.cacheable()).toBe(false);
    pass(DAY);
    await expect(request().reader.getBuild(7)).rejects.toBeInstanceOf(HubUnavailableError);
  });

  test("refuses says so now, whatever it said before", async () => {
    const { request, falter } = await faltering({ getBuildConfig: () => TAG });
    expect(await request().reader.getBuildConfig(3)).toMatchObject({ name: "main" });
    const refuse = () => {
      throw new HubRefusal(1000, "No such entry in table tag: 3");
    };
    falter(kojiMethods({ getBuildConfig: refuse }));
    pass(2 * HOUR);
    await expect(request().reader.getBuildConfig(3)).rejects.toBeInstanceOf(HubFaultError);
    falter();
    await expect(request().reader.getBuildConfig(3)).rejects.toBeInstanceOf(HubUnavailableError);
  });

  test("stumbles over itself leaves what is known", async () => {
    const { request, falter } = await faltering({ getBuildConfig: () => TAG });
    await request().reader.getBuildConfig(3);
    const stumble = () => {
      throw new HubRefusal(1, "Traceback (most recent call last):\npsycopg2.OperationalError: server closed");
    };
    falter(kojiMethods({ getBuildConfig: stumble }));
    pass(2 * HOUR);
    expect(await request().reader.getBuildConfig(3)).toMatchObject({ name: "main" });
  });
});

const TAG = { id: 3, name: "main", arches: "x86_64", locked: false };

describe("who asked first", () => {
  test("pays for the calls; who waits with them, or takes an old value, does not", async () => {
    const { request, cache } = await over({ getBuild: (id) => buildRow(Number(id)) });
    const [first, second] = [request(), request()];
    await Promise.all([first.reader.getBuild(7), second.reader.getBuild(7)]);
    expect([first.trace.calls, second.trace.calls]).toEqual([1, 0]);
    expect(second.provenance.hits()).toEqual({ build: { memory: 0, redis: 0, flight: 1, source: 0 } });
    pass(HOUR);
    const third = request();
    await third.reader.getBuild(7);
    await renewed(cache, KINDS.build, "7");
    expect(third.trace.calls).toBe(0);
    expect(third.provenance.hits()).toEqual({ build: { memory: 1, redis: 0, flight: 0, source: 0 } });
  });

  test("may leave: the others are answered", async () => {
    const { open, opened } = latch();
    const arrived = latch();
    const { request, asked } = await cachedReaders(
      async (received, response) => {
        arrived.open();
        await opened;
        await kojiMethods({ getBuild: (id) => buildRow(Number(id)) })(received, response);
      },
      () => now,
    );
    const leaving = new AbortController();
    const left = request({ signal: leaving.signal }).reader.getBuild(7);
    const stayed = request().reader.getBuild(7);
    await arrived.opened;
    leaving.abort(new Error("gone"));
    await expect(left).rejects.toThrow("gone");
    open();
    expect(await stayed).toMatchObject({ build_id: 7 });
    expect(asked()).toEqual(["getBuild"]);
  });
});
