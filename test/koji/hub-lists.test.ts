import { expect, test } from "vitest";
import { createHubLists } from "../../koji/hub-lists.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { HubUnavailableError } from "../../model/errors.ts";
import { buildRow, liveMediaRequest, taskRow } from "../support/hub-rows.ts";
import { buildsHub, tasksHub } from "../support/listing-hub.ts";
import type { KojiMethods } from "./wire/loopback-hub.ts";

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Lists of a hub with these methods; `asked`: with which options each was called. */
function listsOf(methods: KojiMethods) {
  const asked: string[] = [];
  const lists = createHubLists((name, ...params) => {
    const queryOpts = name === "listTasks" ? params[1] : (params[0] as XmlRpcStruct)["queryOpts"];
    asked.push(Object.keys(queryOpts as XmlRpcStruct).join(" "));
    // Methods of these tests answer at once.
    return Promise.resolve(methods[name]?.(...params) as XmlRpcValue);
  });
  return { lists, asked };
}

const NEWEST = { order: "-build_id", limit: 50 };

test("a list of many builds has no names in it, one of few has", async () => {
  const { lists, asked } = listsOf(buildsHub(upTo(30).map((id) => buildRow(id))).methods);
  const [newest, ...others] = await lists.listBuilds({ type: "image" }, NEWEST);
  expect([newest?.build_id, newest?.release, others.length]).toEqual([30, "30", 29]);
  expect(await lists.listBuilds({}, NEWEST)).toHaveLength(30);
  expect(await lists.listBuilds({}, { ...NEWEST, limit: 5 })).toHaveLength(5);
  expect(asked).toEqual(["order limit asList", "order limit asList", "order limit"]);
});

test("builds of a Koji before 1.34 have fewer columns, which are known", async () => {
  const newer = ["draft", "promoter_id", "promoter_name", "promotion_time", "promotion_ts"];
  const older = Object.fromEntries(Object.entries(buildRow(1)).filter(([name]) => !newer.includes(name)));
  const { lists, asked } = listsOf(buildsHub([older]).methods);
  for (const filter of [{}, { type: "image" }])
    expect(await lists.listBuilds(filter, NEWEST)).toMatchObject([{ build_id: 1 }]);
  expect(asked).toHaveLength(2);
});

test("builds of a Koji to come have columns that a row tells", async () => {
  const { lists, asked } = listsOf(buildsHub([buildRow(1, { colour: "green", zebra: 7 })]).methods);
  for (const filter of [{}, { type: "image" }])
    expect(await lists.listBuilds(filter, NEWEST)).toMatchObject([{ build_id: 1 }]);
  expect(asked).toEqual(["order limit asList", "order limit", "order limit asList", "order limit"]);
});

test("builds whose names do not fit what they say are asked for with names", async () => {
  const { lists, asked } = listsOf(buildsHub([buildRow(1, { nvr: "Another-1-1" })]).methods);
  expect(await lists.listBuilds({}, NEWEST)).toMatchObject([{ nvr: "Another-1-1" }]);
  expect(asked).toEqual(["order limit asList", "order limit", "order limit"]);
});

test("rows that are none, with names or without, are the hub's mistake", async () => {
  const { lists } = listsOf(buildsHub([buildRow(1, { state: "done" })]).methods);
  await expect(lists.listBuilds({}, NEWEST)).rejects.toThrow(HubUnavailableError);
});

test("tasks of one method come with what they were asked for, read here", async () => {
  const request = liveMediaRequest(["x86_64"]);
  const { lists, asked } = listsOf(tasksHub([taskRow(1, { request }), taskRow(2)]).methods);
  const found = await lists.listTasksOfMethod({ method: "livemedia" }, { order: "id", limit: 50 });
  expect(found.map((row) => row.request)).toEqual([request, null]);
  expect(asked).toEqual(["order limit asList"]);
});

test("tasks of a Koji that has other columns come with what they were asked for, too", async () => {
  const request = liveMediaRequest(["x86_64"]);
  const hub = tasksHub([taskRow(1, { request, mood: "good" })]);
  const { lists } = listsOf(hub.methods);
  const [row] = await lists.listTasksOfMethod({ method: "livemedia" }, { order: "id", limit: 50 });
  expect(row?.request).toEqual(request);
});
