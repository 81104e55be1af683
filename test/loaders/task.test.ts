import { describe, expect, test } from "vitest";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { HubUnavailableError } from "../../model/errors.ts";
import { TASK_STATES } from "../../model/task.ts";
import { HubRefusal } from "../koji/wire/loopback-hub.ts";
import { at } from "../support/builds.ts";
import { liveMediaRequest, taskRow } from "../support/hub-rows.ts";
import { loadersOver } from "../support/loaders.ts";

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
/** What a hub's method got for a list of ids. */
const idsIn = (value: XmlRpcValue | undefined) => (Array.isArray(value) ? value.map(Number) : []);

describe("tasks by id", () => {
  const getTaskInfo = (ids: XmlRpcValue) =>
    idsIn(ids).map((id) =>
      id === 2 ? null : taskRow(id, id === 3 ? { state: "FREE" } : { request: liveMediaRequest(["x86_64"]) }),
    );

  test("are one call for many, with their requests; one unknown is null, one that is no task an error in its place", async () => {
    const { loaders, carried } = await loadersOver({ getTaskInfo });
    const tasks = await loaders.tasks.byId.loadMany(upTo(50));
    expect(carried()).toEqual([["getTaskInfo"]]);
    expect(tasks[0]).toMatchObject({ kojiId: 1, request: { image: { name: "Aurora-Live", arches: ["x86_64"] } } });
    expect(tasks[1]).toBeNull();
    expect(tasks[2]).toBeInstanceOf(HubUnavailableError);
    expect(tasks.slice(3)).toMatchObject(
      upTo(50)
        .slice(3)
        .map((kojiId) => ({ kojiId })),
    );
  });

  test("are calls of two hundred at most, in one request", async () => {
    const { loaders, carried } = await loadersOver({ getTaskInfo: (ids) => idsIn(ids).map((id) => taskRow(id)) });
    expect(await loaders.tasks.byId.loadMany(upTo(450))).toHaveLength(450);
    expect(carried()).toEqual([["getTaskInfo", "getTaskInfo", "getTaskInfo"]]);
  });

  test("are errors all of them where the hub refuses the call", async () => {
    const refuse = () => {
      throw new HubRefusal(1014, "database outage");
    };
    const { loaders } = await loadersOver({ getTaskInfo: refuse });
    await expect(loaders.tasks.byId.load(1)).rejects.toBeInstanceOf(HubUnavailableError);
  });
});

describe("a task", () => {
  const read = async (row: XmlRpcStruct) => {
    const { loaders } = await loadersOver({ getTaskInfo: (ids) => idsIn(ids).map((id) => taskRow(id, row)) });
    return loaders.tasks.byId.load(7);
  };

  test("is told in the gateway's words", async () => {
    expect(await read({})).toEqual({
      hub: "sample",
      kojiId: 7,
      method: "livemedia",
      imageMethod: "LIVEMEDIA",
      label: null,
      arch: "noarch",
      state: "CLOSED",
      ownerId: 1,
      hostId: 1,
      channelId: 1,
      priority: 20,
      parentId: null,
      createdAt: at(7),
      startedAt: at(7),
      completedAt: at(7.5),
      request: null,
    });
  });

  test.each(TASK_STATES.map((state, number) => [number, state] as const))(
    "in Koji's state %i is %s",
    async (number, state) => {
      expect((await read({ state: number }))?.state).toBe(state);
    },
  );

  test.each([
    ["livemedia", "LIVEMEDIA"],
    ["createLiveMedia", "LIVEMEDIA"],
    ["kiwiBuild", "KIWI"],
    ["createKiwiImage", "KIWI"],
    ["tagBuild", null],
    ["toString", null],
  ])("of method %s makes images of kind %s", async (method, imageMethod) => {
    expect((await read({ method }))?.imageMethod).toBe(imageMethod);
  });

  test("that waits has no host, start or end, and one without a priority has Koji's own", async () => {
    const row = { state: 0, host_id: null, start_ts: null, completion_ts: null, priority: null };
    const task = await read(row);
    expect(task).toMatchObject({ state: "FREE", hostId: null, startedAt: null, completedAt: null, priority: 20 });
  });
});

describe("the children of a task", () => {
  test("are in the order of their ids, whatever order the hub gives", async () => {
    const { loaders } = await loadersOver({ getTaskChildren: () => [taskRow(9), taskRow(7), taskRow(8)] });
    expect((await loaders.tasks.children.load(1)).map(({ kojiId }) => kojiId)).toEqual([7, 8, 9]);
  });
});

describe("the failed children of tasks", () => {
  /** Each parent has so many children that failed, as a hub lists them. */
  const hubWith = (childrenOf: (parent: number) => number) => {
    const asked: XmlRpcValue[][] = [];
    const listTasks = (filter: XmlRpcValue, opts: XmlRpcValue) => {
      asked.push([filter, opts]);
      // Structs, as the loaders send them; a test that is wrong in this fails.
      const { parent } = filter as XmlRpcStruct;
      const { limit } = opts as XmlRpcStruct;
      const rows = idsIn(parent).flatMap((id) =>
        upTo(childrenOf(id)).map((child) =>
          taskRow(10_000 * child + id, { parent: id, state: 5, method: "createLiveMedia" }),
        ),
      );
      return rows.toSorted((a, b) => Number(a["id"]) - Number(b["id"])).slice(0, Number(limit));
    };
    return { asked, methods: { listTasks } };
  };

  test("are one list for many parents, of what failed or was cancelled", async () => {
    const { asked, methods } = hubWith((parent) => (parent % 2 === 0 ? 2 : 0));
    const { loaders, carried } = await loadersOver(methods);
    const found = await loaders.tasks.failedChildren.loadMany(upTo(40));
    expect(found.map((children) => (Array.isArray(children) ? children.length : children))).toEqual(
      upTo(40).map((parent) => (parent % 2 === 0 ? 2 : 0)),
    );
    expect(found[3]).toMatchObject([{ kojiId: 10_004 }, { kojiId: 20_004 }]);
    expect(carried()).toEqual([["listTasks"]]);
    expect(asked[0]).toEqual([
      { parent: upTo(40), state: [3, 5], decode: true },
      { order: "id", limit: 999 },
    ]);
  });

  test("are all there although one answer of the hub cannot hold them", async () => {
    const { asked, methods } = hubWith(() => 5);
    const { loaders } = await loadersOver(methods);
    const found = await loaders.tasks.failedChildren.loadMany(upTo(400));
    expect(found.every((children) => Array.isArray(children) && children.length === 5)).toBe(true);
    expect(asked.map(([filter]) => idsIn((filter as XmlRpcStruct)["parent"]).length)).toEqual([
      400, 200, 200, 100, 100, 100, 100,
    ]);
  });

  test("are those that the hub can hold for one parent with more", async () => {
    const { loaders } = await loadersOver(hubWith(() => 1500).methods);
    expect(await loaders.tasks.failedChildren.load(1)).toHaveLength(999);
  });

  test("are known as tasks from then on", async () => {
    const { loaders, carried } = await loadersOver(hubWith(() => 1).methods);
    const [child] = await loaders.tasks.failedChildren.load(4);
    expect(await loaders.tasks.byId.load(10_004)).toBe(child);
    expect(carried()).toHaveLength(1);
  });
});
