import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Answer, gatewayOverSample, NOW, type TestGateway } from "../support/gateway.ts";

let now = NOW;
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample({ now: () => now });
});
afterAll(() => gateway.close());
beforeEach(() => {
  now = NOW;
  gateway.forget();
});

type List = {
  nodes: Record<string, unknown>[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
};
const EMPTY: List = {
  nodes: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
};
type Walk = { keys: unknown[]; pages: number };

/** Every page of a list, from the front or from the back. */
async function walk(field: string, args: string, direction: "forward" | "backward", key: string): Promise<Walk> {
  const keys: unknown[] = [];
  let cursor: string | null = null;
  for (let pages = 1; ; pages += 1) {
    const paging: string = direction === "forward" ? "first: 17, after: $c" : "last: 17, before: $c";
    const query = `query ($c: String) { ${field}(${args} ${paging}) {
      nodes { ${key} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
    const { data, errors }: Answer<Record<string, List>> = await gateway.ask(query, { c: cursor });
    expect(errors).toBeUndefined();
    const { nodes, pageInfo }: List = data[field] ?? EMPTY;
    const found = nodes.map((node) => node[key]);
    if (direction === "forward") keys.push(...found);
    else keys.unshift(...found);
    const more = direction === "forward" ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
    if (!more) return { keys, pages };
    cursor = direction === "forward" ? pageInfo.endCursor : pageInfo.startCursor;
  }
}

test.each([
  ["builds", 'filter: { type: "image" }', "kojiId"],
  ["builds", "filter: { state: [FAILED, CANCELED] }", "kojiId"],
  ["builds", 'filter: { tag: "main-compose", type: "image" }', "kojiId"],
  ["tasks", "filter: { parentsOnly: true, imageMethod: [LIVEMEDIA, KIWI, IMAGE] }", "kojiId"],
  ["tasks", "filter: { state: [FAILED] }", "kojiId"],
  ["images", "orderBy: { field: STATE, direction: DESC }", "name"],
  ["images", "orderBy: { field: LAST_BUILT, direction: ASC }", "name"],
  ["images", 'filter: { nameGlob: "*Live" }', "name"],
])(
  "%s(%s) holds each once, the same from the front and from the back, as many as it counts",
  async (field, args, key) => {
    const forward = await walk(field, args, "forward", key);
    const backward = await walk(field, args, "backward", key);
    expect(forward.keys.length).toBeGreaterThan(3);
    expect(new Set(forward.keys).size).toBe(forward.keys.length);
    expect(backward.keys).toEqual(forward.keys);
    const { data } = await gateway.ask(`{ ${field}(${args}) { totalCount } }`);
    expect(data[field].totalCount).toBe(forward.keys.length);
  },
);

test("a page of builds stays where it is while new builds arrive", async () => {
  const first = await gateway.ask(
    '{ builds(first: 5, filter: { type: "image" }) { nodes { nvr } pageInfo { endCursor } } }',
  );
  const second = 'query ($c: String) { builds(first: 5, after: $c, filter: { type: "image" }) { nodes { nvr } } }';
  const before = await gateway.ask(second, { c: first.data.builds.pageInfo.endCursor });
  now = new Date(NOW.getTime() + 3 * 3_600_000);
  const newest = await gateway.ask('{ builds(first: 5, filter: { type: "image" }) { nodes { nvr } } }');
  const after = await gateway.ask(second, { c: first.data.builds.pageInfo.endCursor });
  expect(newest.data.builds.nodes).not.toEqual(first.data.builds.nodes);
  expect(after.data.builds.nodes).toEqual(before.data.builds.nodes);
});

test("filters go to the hub: a page of 10 reads no more rows than it shows", async () => {
  await gateway.ask(
    '{ builds(first: 10, filter: { image: "Aurora-Plasma-Live", state: [COMPLETE], owner: "releng" }) { nodes { nvr } } }',
  );
  const [request, ...others] = gateway.requests;
  expect(others).toEqual([]);
  expect(request?.calls).toEqual([
    {
      methodName: "listBuilds",
      params: [
        {
          packageID: "Aurora-Plasma-Live",
          userID: "releng",
          type: "image",
          state: 1,
          queryOpts: { order: "-creation_ts,-build_id", limit: 11, offset: 0 },
          __starstar: true,
        },
      ],
    },
  ]);
});

test("totalCount alone counts, and reads the rows of a page at most", async () => {
  const { data } = await gateway.ask('{ builds(first: 1, filter: { type: "image" }) { totalCount } }');
  expect(data.builds.totalCount).toBeGreaterThan(300);
  const counted = gateway.requests
    .flatMap(({ calls }) => calls)
    .filter(({ params }) => JSON.stringify(params).includes("countOnly"));
  expect(counted).toHaveLength(1);
});

test("builds for a target are those whose tasks were for it", async () => {
  const { data, errors } = await gateway.ask(
    '{ builds(first: 30, filter: { type: "image", target: "next-compose" }) { nodes { nvr ... on ImageBuild { target { name } } } } }',
  );
  expect(errors).toBeUndefined();
  expect(data.builds.nodes.length).toBeGreaterThan(3);
  for (const { nvr, target } of data.builds.nodes) expect(target?.name, nvr).toBe("next-compose");
});

test("tasks of an owner that the hub does not know are none, without an error", async () => {
  const { data, errors } = await gateway.ask(
    '{ tasks(filter: { owner: "nobody-of-this-name" }) { totalCount nodes { kojiId } } }',
  );
  expect(errors).toBeUndefined();
  expect(data.tasks).toEqual({ totalCount: 0, nodes: [] });
});

test("an image's attempts hold scratch builds and those that died before a build", async () => {
  const { data, errors } = await gateway.ask(
    '{ image(name: "Aurora-Design-Live") { attempts(first: 20) { totalCount nodes { state scratch build { nvr } failure { message } } } } }',
  );
  expect(errors).toBeUndefined();
  const { nodes, totalCount } = data.image.attempts;
  expect(totalCount).toBeNull();
  const died = nodes.filter(
    ({ state, build, scratch }: { state: string; build: unknown; scratch: boolean }) =>
      state === "FAILED" && build === null && !scratch,
  );
  expect(died.length).toBeGreaterThan(0);
  expect(died[0].failure.message).toContain("git");
});
