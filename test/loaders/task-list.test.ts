import { describe, expect, test } from "vitest";
import type { Page } from "../../model/page.ts";
import type { Task } from "../../model/task.ts";
import { at } from "../support/builds.ts";
import { liveMediaRequest, taskRow } from "../support/hub-rows.ts";
import { tasksHub } from "../support/listing-hub.ts";
import { loadersOver } from "../support/loaders.ts";

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const ids = ({ edges }: Page<Task>) => edges.map(({ node }) => node.kojiId);
const seconds = (hour: number) => at(hour).getTime() / 1000;
const newest = (limit: number) => ({ order: "-id", limit, offset: 0 });

const NAMES = {
  getUser: (name: unknown) => (name === "alice" ? { id: 21, name: "alice" } : null),
  getChannel: (name: unknown) => (name === "image" ? { id: 4, name: "image", description: null, enabled: true } : null),
  getHost: (name: unknown) =>
    name === "builder-1"
      ? { id: 3, name, arches: "x86_64", enabled: true, ready: true, capacity: 2, task_load: 0 }
      : null,
};

describe("tasks of a hub", () => {
  test("are asked for in Koji's words, names as numbers, and one state as a list", async () => {
    const { asked, methods } = tasksHub([]);
    const { loaders, carried } = await loadersOver({ ...NAMES, ...methods });
    await loaders.taskLists.tasks(
      {
        method: ["livemedia"],
        state: ["FAILED"],
        owner: "alice",
        channel: "image",
        host: "builder-1",
        arch: "x86_64",
        createdAfter: at(1),
        createdBefore: at(2),
        parentsOnly: true,
      },
      { first: 5 },
    );
    expect(asked).toEqual([
      {
        method: "livemedia",
        state: [5],
        owner: 21,
        channel_id: 4,
        host_id: 3,
        arch: ["x86_64"],
        createdAfter: seconds(1),
        createdBefore: seconds(2),
        parent: null,
        queryOpts: newest(6),
      },
    ]);
    expect(carried()).toEqual([["getUser", "getChannel", "getHost"], ["listTasks"]]);
  });

  test.each([{ owner: "nobody" }, { channel: "nothing" }, { host: "nowhere" }])(
    "of %j, which the hub does not know, are none: it would pass over the filter and list all",
    async (filter) => {
      const { loaders, carried } = await loadersOver(NAMES);
      const page = await loaders.taskLists.tasks({ ...filter, state: ["FAILED"] }, {});
      expect(page).toMatchObject({ edges: [], hasNextPage: false });
      expect(await page.totalCount()).toBe(0);
      expect(carried()).toHaveLength(1);
    },
  );

  test("of image methods are a list each: parents and arches, or parents only", async () => {
    const methodsAsked = async (filter: Parameters<typeof tasksOf>[0]) =>
      (await tasksOf(filter)).map(({ method }) => method);
    expect(await methodsAsked({ imageMethod: ["KIWI", "LIVEMEDIA"] })).toEqual([
      "kiwiBuild",
      "createKiwiImage",
      "livemedia",
      "createLiveMedia",
    ]);
    expect(await methodsAsked({ imageMethod: ["KIWI", "OSBUILD"], parentsOnly: true })).toEqual([
      "kiwiBuild",
      "osbuildImage",
    ]);
    expect(await methodsAsked({ imageMethod: ["KIWI"], method: ["createKiwiImage", "build"] })).toEqual([
      "createKiwiImage",
    ]);
    expect(await methodsAsked({ method: ["build", "build"] })).toEqual(["build"]);
    expect(await methodsAsked({})).toEqual([undefined]);
    expect(await methodsAsked({ imageMethod: ["OTHER"] })).toEqual([]);
  });

  async function tasksOf(
    filter: Parameters<Awaited<ReturnType<typeof loadersOver>>["loaders"]["taskLists"]["tasks"]>[0],
  ) {
    const { asked, methods } = tasksHub([]);
    const { loaders } = await loadersOver(methods);
    await loaders.taskLists.tasks(filter, {});
    return asked;
  }

  test("of several methods are one list, newest first, and counted together", async () => {
    const rows = upTo(30).map((id) => taskRow(id, { method: ["livemedia", "image", "build"][id % 3] ?? "" }));
    const { loaders } = await loadersOver(tasksHub(rows).methods);
    const filter = { method: ["livemedia", "image"] };
    const first = await loaders.taskLists.tasks(filter, { first: 4 });
    expect(ids(first)).toEqual([30, 28, 27, 25]);
    expect(await first.totalCount()).toBe(20);
    const second = await loaders.taskLists.tasks(filter, { first: 3, after: first.edges.at(-1)?.cursor ?? null });
    expect(ids(second)).toEqual([24, 22, 21]);
    const before = await loaders.taskLists.tasks(filter, { last: 2, before: second.edges[0]?.cursor ?? null });
    expect(ids(before)).toEqual([27, 25]);
  });

  test("made at one moment are all there, page by page", async () => {
    const rows = upTo(9).map((id) => taskRow(id, { create_ts: seconds(1) }));
    const { loaders } = await loadersOver(tasksHub(rows).methods);
    const seen: number[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: Page<Task> = await loaders.taskLists.tasks({}, { first: 2, after });
      seen.push(...ids(page));
      after = page.edges.at(-1)?.cursor ?? null;
      more = page.hasNextPage;
    }
    expect(seen).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });
});

describe("the attempts at an image", () => {
  const isOfImage = (tasks: readonly Task[]) => Promise.resolve(tasks.map(({ kojiId }) => kojiId % 50 === 0));
  const rows = upTo(3000).map((id) =>
    taskRow(id, { request: liveMediaRequest(["x86_64"]), state: id % 100 === 0 ? 5 : 2 }),
  );

  test("are looked for among parents of its methods, two hundred at a time", async () => {
    const { asked, methods } = tasksHub([...rows, taskRow(3001, { parent: 3000 })]);
    const { loaders } = await loadersOver(methods);
    expect(ids(await loaders.taskLists.attempts(isOfImage, ["livemedia"], { first: 6 }))).toEqual([
      3000, 2950, 2900, 2850, 2800, 2750,
    ]);
    expect(asked).toEqual([
      { method: "livemedia", parent: null, queryOpts: newest(200) },
      { method: "livemedia", parent: null, queryOpts: { ...newest(200), offset: 200 } },
    ]);
  });

  test("are looked for among a thousand; the page says where that ended, and the next goes on there", async () => {
    const { asked, methods } = tasksHub(rows);
    const { loaders } = await loadersOver(methods);
    const first = await loaders.taskLists.attempts(isOfImage, ["livemedia"], { first: 100 });
    expect(ids(first)).toHaveLength(20);
    expect(first.hasNextPage).toBe(true);
    expect(asked).toHaveLength(5);
    const second = await loaders.taskLists.attempts(isOfImage, ["livemedia"], {
      first: 2,
      after: first.endCursor ?? null,
    });
    expect(ids(second)).toEqual([2000, 1950]);
  });

  test("cannot be counted", async () => {
    const { loaders } = await loadersOver(tasksHub(rows.slice(0, 9)).methods);
    expect(await (await loaders.taskLists.attempts(isOfImage, ["livemedia"], {})).totalCount()).toBeNull();
  });

  test("are known as tasks from then on, requests and all", async () => {
    const { loaders, carried } = await loadersOver(tasksHub(rows.slice(0, 60)).methods);
    const { edges } = await loaders.taskLists.attempts(isOfImage, ["livemedia"], {});
    const task = await loaders.tasks.byId.load(50);
    expect(task).toBe(edges[0]?.node);
    expect(task?.request?.image).toMatchObject({ name: "Aurora-Live", target: "main-compose" });
    expect(carried()).toEqual([["listTasks"]]);
  });
});
