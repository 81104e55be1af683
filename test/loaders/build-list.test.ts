import { describe, expect, test } from "vitest";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { TooCostlyError } from "../../model/errors.ts";
import { at } from "../support/builds.ts";
import { buildRow, liveMediaRequest, taskRow } from "../support/hub-rows.ts";
import { buildsHub } from "../support/listing-hub.ts";
import { loadersOver } from "../support/loaders.ts";
import type { Build } from "../../model/build.ts";
import type { Page } from "../../model/page.ts";

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const ids = ({ edges }: Page<Build>) => edges.map(({ node }) => node.kojiId);
const seconds = (hour: number) => at(hour).getTime() / 1000;

describe("builds of a hub", () => {
  test("are asked for in Koji's words", async () => {
    const { asked, methods } = buildsHub([]);
    const { loaders } = await loadersOver(methods);
    const times = { createdAfter: at(1), createdBefore: at(9), completedAfter: at(2), completedBefore: at(8) };
    await loaders.buildList({ image: "Aurora-Live", owner: "releng", state: ["COMPLETE"], ...times }, { first: 5 });
    expect(asked).toEqual([
      {
        packageID: "Aurora-Live",
        userID: "releng",
        type: "image",
        state: 1,
        createdAfter: seconds(1),
        createdBefore: seconds(9),
        completeAfter: seconds(2),
        completeBefore: seconds(8),
        queryOpts: { order: "-creation_ts,-build_id", limit: 6, offset: 0 },
      },
    ]);
  });

  test("of every kind are in the order of their ids, images in that of their times", async () => {
    const { asked, methods } = buildsHub([]);
    const { loaders } = await loadersOver(methods);
    await loaders.buildList({}, {});
    await loaders.buildList({ type: "rpm" }, { last: 3 });
    await loaders.buildList({ type: "image" }, { last: 3 });
    const orders = asked.map(({ queryOpts }) => (queryOpts as XmlRpcStruct)["order"]);
    expect(orders).toEqual(["-build_id", "build_id", "creation_ts,build_id"]);
  });

  test("that were made again stand at their new time, on whatever page that is", async () => {
    const rows = upTo(12).map((id) => buildRow(id, id === 2 ? { creation_ts: seconds(10.5) } : {}));
    const { loaders } = await loadersOver(buildsHub(rows).methods);
    const first = await loaders.buildList({ type: "image" }, { first: 4 });
    const second = await loaders.buildList({ type: "image" }, { first: 20, after: first.edges.at(-1)?.cursor ?? null });
    expect([ids(first), ids(second)]).toEqual([
      [12, 11, 2, 10],
      [9, 8, 7, 6, 5, 4, 3, 1],
    ]);
  });

  test("behind a cursor are asked for by its time or the caller's, whichever is narrower", async () => {
    const { asked, methods } = buildsHub(upTo(9).map((id) => buildRow(id)));
    const { loaders } = await loadersOver(methods);
    const { edges } = await loaders.buildList({ type: "image" }, { first: 4 });
    const after = edges.at(-1)?.cursor ?? null;
    await loaders.buildList({ type: "image", createdBefore: at(3) }, { after });
    await loaders.buildList({ type: "image", createdBefore: at(8) }, { after });
    expect(asked.slice(1).map(({ createdBefore }) => createdBefore)).toEqual([seconds(3), seconds(6) + 2e-6]);
  });

  test("are known from then on: their types, and those of their tasks", async () => {
    const { loaders, carried } = await loadersOver(
      buildsHub(upTo(3).map((id) => buildRow(id, { task_id: 70 + id }))).methods,
    );
    const { edges } = await loaders.buildList({ type: "image" }, {});
    const [{ node } = { node: null }] = edges;
    expect(await loaders.builds.byId.load(3)).toBe(node);
    expect(await loaders.builds.ofTask.load(73)).toBe(node);
    expect(await loaders.builds.types.load(3)).toEqual(["image"]);
    expect(carried()).toEqual([["listBuilds"]]);
  });
});

describe("builds in several states", () => {
  const rows = upTo(20).map((id) => buildRow(id, { state: id % 5 }));

  test("are one request of a list each, merged, and counted together", async () => {
    const { loaders, carried } = await loadersOver(buildsHub(rows).methods);
    const page = await loaders.buildList({ type: "image", state: ["COMPLETE", "FAILED", "COMPLETE"] }, { first: 5 });
    expect(ids(page)).toEqual([18, 16, 13, 11, 8]);
    expect(await page.totalCount()).toBe(8);
    expect(carried()).toEqual([
      ["listBuilds", "listBuilds"],
      ["listBuilds", "listBuilds"],
    ]);
  });

  test("go on behind a cursor where they stopped", async () => {
    const { loaders } = await loadersOver(buildsHub(rows).methods);
    const filter = { type: "image", state: ["COMPLETE", "FAILED"] } as const;
    const first = await loaders.buildList(filter, { first: 3 });
    const second = await loaders.buildList(filter, { first: 9, after: first.edges.at(-1)?.cursor ?? null });
    expect([...ids(first), ...ids(second)]).toEqual([18, 16, 13, 11, 8, 6, 3, 1]);
    expect(second.hasNextPage).toBe(false);
  });
});

describe("builds for a target", () => {
  /** Every tenth is for the target. */
  const hub = (count: number) => {
    const tasks: number[] = [];
    const listing = buildsHub(upTo(count).map((id) => buildRow(id)));
    const getTaskInfo = (list: XmlRpcValue) => {
      const wanted = Array.isArray(list) ? list.map(Number) : [];
      tasks.push(wanted.length);
      const request = (id: number) =>
        id % 10 === 0 ? liveMediaRequest(["x86_64"]) : ["Aurora-Live", "1", ["x86_64"], "next", "a.ks", {}];
      return wanted.map((id) => taskRow(id, { request: request(id) }));
    };
    return { tasks, asked: listing.asked, methods: { ...listing.methods, getTaskInfo } };
  };
  const filter = { type: "image", target: "main-compose" };

  test("are found by their tasks, a hundred at a time", async () => {
    const { tasks, methods } = hub(300);
    const { loaders, carried } = await loadersOver(methods);
    expect(ids(await loaders.buildList(filter, { first: 15 }))).toEqual(upTo(15).map((n) => 310 - 10 * n));
    expect(tasks).toEqual([100, 100]);
    expect(carried()).toEqual([["listBuilds"], ["getTaskInfo"], ["listBuilds"], ["getTaskInfo"]]);
  });

  test("are looked for among five hundred; the page says where that ended, and the next goes on there", async () => {
    const { asked, methods } = hub(1200);
    const { loaders } = await loadersOver(methods);
    const first = await loaders.buildList(filter, { first: 60 });
    expect(ids(first)).toHaveLength(50);
    expect(first.hasNextPage).toBe(true);
    expect(asked).toHaveLength(5);
    const second = await loaders.buildList(filter, { first: 100, after: first.endCursor ?? null });
    expect(ids(second).slice(0, 2)).toEqual([700, 690]);
  });

  test("are rpms', too, whose tasks name one", async () => {
    const methods = buildsHub(upTo(4).map((id) => buildRow(id, id === 2 ? { task_id: null } : {}))).methods;
    const source = (id: number) => ["git+https://example.org/rpms/vim#4f1c2d", id === 3 ? "next" : "main", {}];
    const getTaskInfo = (list: XmlRpcValue) =>
      (Array.isArray(list) ? list.map(Number) : []).map((id) => taskRow(id, { method: "build", request: source(id) }));
    const { loaders } = await loadersOver({ ...methods, getTaskInfo });
    expect(ids(await loaders.buildList({ type: "rpm", target: "main" }, {}))).toEqual([4, 1]);
  });

  test("cannot be counted", async () => {
    const { loaders } = await loadersOver(hub(20).methods);
    const page = await loaders.buildList(filter, { first: 1 });
    await expect(page.totalCount()).rejects.toBeInstanceOf(TooCostlyError);
  });
});

describe("builds in a tag", () => {
  const rows = upTo(9).map((id) =>
    buildRow(id, { creation_ts: null, state: id === 5 ? 2 : 1, tag_name: "main-images" }),
  );

  test("are listed by the hub once, and filtered and paged here", async () => {
    const asked: XmlRpcValue[][] = [];
    const listTagged = (...params: XmlRpcValue[]) => (asked.push(params), rows);
    const { loaders } = await loadersOver({ listTagged });
    const filter = {
      image: "Aurora-Live",
      owner: "releng",
      tag: "main-images",
      state: ["COMPLETE"],
      createdAfter: at(2),
    } as const;
    const page = await loaders.buildList(filter, { first: 4 });
    expect(ids(page)).toEqual([9, 8, 7, 6]);
    expect(await page.totalCount()).toBe(6);
    expect(asked).toEqual([
      ["main-images", { type: "image", package: "Aurora-Live", owner: "releng", strict: false, __starstar: true }],
    ]);
    const next = await loaders.buildList(filter, { first: 4, after: page.edges.at(-1)?.cursor ?? null });
    expect(ids(next)).toEqual([4, 3]);
  });

  test("and the latest in it are another question to the hub", async () => {
    const asked: XmlRpcValue[][] = [];
    const { loaders } = await loadersOver({ listTagged: (...params) => (asked.push(params), []) });
    await loaders.buildList({ type: "image", tag: "main-images", latestInTag: true }, {});
    expect(asked).toEqual([["main-images", { type: "image", latest: true, strict: false, __starstar: true }]]);
  });

  test("of every kind are too many to read", async () => {
    const { loaders, carried } = await loadersOver({});
    await expect(loaders.buildList({ tag: "f45" }, {})).rejects.toThrow(
      'The builds of tag "f45" may be tens of thousands',
    );
    expect(carried()).toEqual([]);
  });
});
