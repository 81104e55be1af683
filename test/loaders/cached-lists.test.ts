import { beforeEach, describe, expect, test } from "vitest";
import type { HubReader } from "../../koji/hub-reader.ts";
import type { XmlRpcStruct } from "../../koji/xmlrpc/value.ts";
import { type KojiMethods, kojiMethods } from "../koji/wire/loopback-hub.ts";
import { cachedReaders } from "../support/cached-readers.ts";
import { buildRow, taskRow } from "../support/hub-rows.ts";

const SECOND = 1000;

let now = new Date(0);
beforeEach(() => {
  now = new Date("2026-03-18T09:30:00Z");
});
const pass = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const over = (methods: KojiMethods) => cachedReaders(kojiMethods(methods), () => now);
const OPTS = { order: "-build_id", limit: 10 };

describe("a list", () => {
  test("is believed for ten seconds, and taken for a minute while it is asked anew", async () => {
    const { request, asked } = await over({ listBuilds: () => [buildRow(1)] });
    const read = () => request().reader.listBuilds({ packageID: "Aurora-Live" }, OPTS);
    await read();
    pass(10 * SECOND - 1);
    await read();
    expect(asked()).toEqual(["listBuilds"]);
    pass(51 * SECOND);
    await read();
    expect(asked()).toEqual(["listBuilds"]);
  });

  test.each([
    ["builds", (reader: HubReader) => reader.listBuilds({}, OPTS)],
    ["tasks", (reader: HubReader) => reader.listTasks({}, OPTS)],
    ["an image's builds", (reader: HubReader) => reader.listImageBuilds({ name: "A", which: "window", since: 0 })],
    ["a tag's builds", (reader: HubReader) => reader.listTagged("main", {})],
  ])("of %s is no older than what runs in it", async (_what, read) => {
    const rows: XmlRpcStruct[] = [buildRow(1, { state: 0 }), buildRow(2)];
    const { request, asked } = await over({
      listBuilds: () => rows,
      listTagged: () => rows,
      listTasks: () => [taskRow(1), taskRow(2, { state: 1 })],
    });
    await read(request().reader);
    pass(15 * SECOND);
    const { reader, provenance } = request();
    await read(reader);
    expect(provenance.age(now.getTime())).toBe(0);
    expect(asked()).toHaveLength(2);
  });

  test("is one for all ways to ask the same, and another for other pages", async () => {
    const { request, asked } = await over({ listTasks: () => [], listBuilds: () => [] });
    const { reader } = request();
    await reader.listTasks({ state: [0, 4], channel_id: [1, 2], method: "image" }, { order: "id", limit: 5 });
    await reader.listTasks({ method: "image", channel_id: [2, 1], state: [4, 0] }, { limit: 5, order: "id" });
    expect(asked()).toEqual(["listTasks"]);
    await reader.listTasks({ state: [0, 4], channel_id: [1, 2], method: "image" }, { order: "id", limit: 6 });
    await reader.listTasks({ state: [0, 4], channel_id: [1, 2] }, { order: "id", limit: 5 });
    await reader.listTasks({ state: [0], channel_id: [1, 2], method: "image" }, { order: "id", limit: 5 });
    expect(asked()).toEqual(["listTasks", "listTasks", "listTasks"]);
  });

  test("with a filter of any length is told from others", async () => {
    const { request, asked } = await over({ listBuilds: () => [] });
    const long = "x".repeat(5000);
    for (const name of [`${long}1`, `${long}2`, `${long}1`])
      await request().reader.listBuilds({ packageID: name }, OPTS);
    expect(asked()).toHaveLength(2);
  });
});

test("a name and a number are two things", async () => {
  const { request } = await over({ getTag: (key) => ({ id: 1, name: typeof key, arches: null, locked: false }) });
  const { reader } = request();
  expect(await reader.getTag(7)).toMatchObject({ name: "number" });
  expect(await reader.getTag("7")).toMatchObject({ name: "string" });
});

test("an image's builds of the window leave it as it moves on, though they are kept", async () => {
  const { request, asked } = await over({ listBuilds: () => [buildRow(30), buildRow(20)] });
  const sinceHour = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).getTime() / 1000;
  const read = async (which: "window" | "newest", hour: number) => {
    const rows = await request().reader.listImageBuilds({ name: "Aurora-Live", which, since: sinceHour(hour) });
    return rows.map(({ build_id }) => build_id);
  };
  expect(await read("window", 19)).toEqual([30, 20]);
  asked();
  expect(await read("window", 21)).toEqual([30]);
  expect(asked()).toEqual([]);
  expect(await read("newest", 21)).toEqual([30, 20]);
});
