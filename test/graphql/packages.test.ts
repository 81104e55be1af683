import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { matchesGlob } from "../../model/glob.ts";
import { gatewayOverSample, type TestGateway } from "../support/gateway.ts";

let gateway: TestGateway;
/** Image files whose rpms the hub knows. */
let ids: readonly string[];
beforeAll(async () => {
  gateway = await gatewayOverSample();
  ids = await filesWithRpms(30);
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.forget();
});

const calls = () => gateway.requests.flatMap((request) => request.calls);

type File = { id: string; packages: { nodes: unknown[] } };

async function filesWithRpms(count: number): Promise<readonly string[]> {
  const { data } = await gateway.ask(`{ builds(first: 30, filter: { type: "image", state: [COMPLETE] }) {
    nodes { ... on ImageBuild { artifacts { id packages(first: 1) { nodes { name } } } } } } }`);
  const files: File[] = data.builds.nodes.flatMap(({ artifacts }: { artifacts: File[] }) => artifacts);
  const found = files.filter(({ packages }) => packages.nodes.length > 0).map(({ id }) => id);
  expect(found.length).toBeGreaterThanOrEqual(count);
  return found.slice(0, count);
}

const OF_FILES =
  "query ($ids: [ID!]!, $glob: String, $first: Int) { nodes(ids: $ids) { ... on ImageArtifact { packages(nameGlob: $glob, first: $first) { nodes { nvra name build { nvr } } pageInfo { hasNextPage } } } } }";

test("600 rpms of 30 image files are one multiCall, and no file is read beyond its 20 and one to look ahead", async () => {
  const { data, errors } = await gateway.ask(
    "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ImageArtifact { packages(first: 20) { nodes { nvra } } } } }",
    { ids },
  );
  expect(errors).toBeUndefined();
  const rpms = data.nodes.flatMap(({ packages }: { packages: { nodes: unknown[] } }) => packages.nodes);
  expect(rpms).toHaveLength(600);
  const listed = gateway.requests.filter((request) =>
    request.calls.some(({ methodName }) => methodName === "listRPMs"),
  );
  expect(listed).toHaveLength(1);
  expect(listed[0]?.calls.map(({ methodName }) => methodName)).toEqual(Array.from({ length: 30 }, () => "listRPMs"));
  for (const { params } of listed[0]?.calls ?? [])
    expect(params[0]).toMatchObject({ queryOpts: { order: "name,id", limit: 21, offset: 0 } });
  // The files themselves are the only other request.
  expect(gateway.requests).toHaveLength(2);
});

test("the builds of 600 rpms are one more request, each build asked for once", async () => {
  const { errors } = await gateway.ask(OF_FILES, { ids, first: 20 });
  expect(errors).toBeUndefined();
  const builds = calls().filter(({ methodName }) => methodName === "getBuild");
  expect(new Set(builds.map(({ params }) => params[0])).size).toBe(builds.length);
  expect(gateway.requests.length).toBeLessThanOrEqual(4);
});

test.each([
  ["bash", 1],
  ["python3-*", 5],
  ["*-libs", 5],
  ["lib?", 0],
  ["no-such-rpm", 0],
  ["Bash", 0],
])("packages(nameGlob: %j) are those of the whole list whose names fit, counted", async (glob, atLeast) => {
  const [id] = ids;
  const names: string[] = [];
  for (let after: string | null = null; ;) {
    const { data }: { data: { node: { packages: Packages } } } = await gateway.ask(
      "query ($id: ID!, $after: String) { node(id: $id) { ... on ImageArtifact { packages(first: 100, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } } } }",
      { id, after },
    );
    names.push(...data.node.packages.nodes.map(({ name }) => name));
    if (!data.node.packages.pageInfo.hasNextPage) break;
    after = data.node.packages.pageInfo.endCursor;
  }
  const { data, errors } = await gateway.ask(
    "query ($id: ID!, $glob: String) { node(id: $id) { ... on ImageArtifact { packages(nameGlob: $glob, first: 100) { totalCount nodes { name } } } } }",
    { id, glob },
  );
  expect(errors).toBeUndefined();
  const fit = names.filter((name) => matchesGlob(name, glob));
  expect(data.node.packages.totalCount).toBe(fit.length);
  expect(data.node.packages.nodes.map(({ name }: { name: string }) => name)).toEqual(fit.slice(0, 100));
  expect(fit.length).toBeGreaterThanOrEqual(atLeast);
  expect(fit.length < names.length).toBe(true);
});

type Packages = { nodes: { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

test("two globs on one file read its list once", async () => {
  const [id] = ids;
  await gateway.ask(
    'query ($id: ID!) { node(id: $id) { ... on ImageArtifact { a: packages(nameGlob: "a*") { totalCount } b: packages(nameGlob: "b*") { totalCount nodes { name } } } } }',
    { id },
  );
  expect(calls().filter(({ methodName }) => methodName === "listRPMs")).toHaveLength(1);
});

test("a method that records no rpms has files without packages, and says so", async () => {
  const { data, errors } = await gateway.ask(
    '{ image(name: "Aurora-Plasma-Live") { latest(arch: "x86_64", format: "iso") { packagesRecorded packages(nameGlob: "*") { totalCount nodes { name } } } } }',
  );
  expect(errors).toBeUndefined();
  expect(data.image.latest).toEqual({ packagesRecorded: false, packages: { totalCount: 0, nodes: [] } });
});

test("a cursor of another list is a bad argument with a glob too", async () => {
  const [id] = ids;
  const { errors } = await gateway.ask(
    'query ($id: ID!) { node(id: $id) { ... on ImageArtifact { packages(nameGlob: "*", after: "W10") { nodes { name } } } } }',
    { id },
  );
  expect(errors?.[0]?.extensions?.["code"]).toBe("BAD_ARGUMENT");
});
