import { expect, test } from "vitest";
import { findLostTask } from "../../../koji/writing/find-task.ts";
import type { XmlRpcValue } from "../../../koji/xmlrpc/value.ts";
import { hubAndClient } from "../wire/loopback-client.ts";
import { carried } from "../wire/loopback-hub.ts";

const REQUEST = [
  "KDE",
  "44",
  ["x86_64", "aarch64"],
  "f44",
  "kde.ks",
  { release: null, scratch: true, size: 8 },
] as const;
const LOST = {
  owner: "alice",
  method: "livemedia",
  request: REQUEST,
  since: new Date("2026-03-18T09:30:00Z"),
  not: new Set<number>(),
};

/** A hub whose listTasks answers this, and what it was asked. */
async function hubWith(rows: readonly XmlRpcValue[]) {
  const asked: XmlRpcValue[][] = [];
  const { client, hub } = await hubAndClient({
    getUser: (name) => (name === "alice" ? { id: 7, name: "alice" } : null),
    listTasks: (...params) => (asked.push(params), rows),
  });
  return { client, hub, asked };
}

test("the one task of this person, method, time and request is the lost one", async () => {
  const { client, asked } = await hubWith([
    { id: 12, request: ["KDE", "45", ["x86_64"], "f45", "kde.ks", {}] },
    // The hub gives members in an order of its own.
    {
      id: 11,
      request: ["KDE", "44", ["x86_64", "aarch64"], "f44", "kde.ks", { size: 8, scratch: true, release: null }],
    },
  ]);
  expect(await findLostTask(client, LOST)).toBe(11);
  const created = LOST.since.getTime() / 1000 - 60;
  expect(asked).toEqual([
    [
      { owner: 7, method: "livemedia", parent: null, createdAfter: created, decode: true },
      { order: "-id", limit: 100 },
    ],
  ]);
});

test("where its call ended, later tasks are not asked for", async () => {
  const { client, asked } = await hubWith([]);
  await findLostTask(client, { ...LOST, until: new Date("2026-03-18T09:31:00Z") });
  expect(asked[0]?.[0]).toMatchObject({ createdBefore: new Date("2026-03-18T09:32:00Z").getTime() / 1000 });
});

test.each<[string, XmlRpcValue]>([
  ["an argument is missing", REQUEST.slice(0, 5)],
  ["there is one more", [...REQUEST, "x"]],
  ["an option differs", [...REQUEST.slice(0, 5), { release: null, scratch: false, size: 8 }]],
  ["an option is missing", [...REQUEST.slice(0, 5), { release: null, scratch: true }]],
  ["arches are in another order", ["KDE", "44", ["aarch64", "x86_64"], ...REQUEST.slice(3)]],
  ["a number is a text", [...REQUEST.slice(0, 5), { release: null, scratch: true, size: "8" }]],
  ["there is none", null],
])("a task is another one where in its request %s", async (_what, request) => {
  const { client } = await hubWith([{ id: 11, request }]);
  expect(await findLostTask(client, LOST)).toBeNull();
});

test("line ends are one to XML", async () => {
  const { client } = await hubWith([{ id: 11, request: ["a\nb"] }]);
  expect(await findLostTask(client, { ...LOST, request: ["a\r\nb"] })).toBe(11);
});

test("tasks that came of other calls do not count", async () => {
  const { client } = await hubWith([11, 12].map((id) => ({ id, request: [...REQUEST] })));
  expect(await findLostTask(client, { ...LOST, not: new Set([12]) })).toBe(11);
  expect(await findLostTask(client, { ...LOST, not: new Set([11, 12]) })).toBeNull();
});

test("several that may be it are told, and so are more than are read", async () => {
  const two = await hubWith([11, 12].map((id) => ({ id, request: [...REQUEST] })));
  expect(await findLostTask(two.client, LOST)).toBe("several");
  const many = await hubWith(Array.from({ length: 100 }, (_, id) => ({ id, request: [] })));
  expect(await findLostTask(many.client, LOST)).toBe("several");
});

test("who is no user of the hub has no task, and none is looked for", async () => {
  const { client, hub } = await hubWith([]);
  expect(await findLostTask(client, { ...LOST, owner: "dave" })).toBeNull();
  expect(carried(hub)).toEqual([["getUser"]]);
});
