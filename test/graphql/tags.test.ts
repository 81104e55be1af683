import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createHubClient, type HubClient, named } from "../../koji/wire/hub-client.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { type Answer, gatewayOverSample, type TestGateway } from "../support/gateway.ts";

let gateway: TestGateway;
/** The hub itself, to compare with. */
let hub: HubClient;
beforeAll(async () => {
  gateway = await gatewayOverSample();
  hub = createHubClient({ url: gateway.hub.hubUrl });
});
afterAll(async () => {
  await hub.close();
  await gateway.close();
});
beforeEach(() => {
  gateway.forget();
});

const rows = async (method: string, ...params: XmlRpcValue[]) =>
  // The hub's lists hold structs; a test that is wrong in this fails.
  (await hub.call(method, params)) as readonly XmlRpcStruct[];

type Built = { nvr: string; name: string; createdAt: string; tags: { name: string }[] };
type Images = { totalCount: number; nodes: Built[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

async function everyImageIn(tag: string, latest: boolean): Promise<Built[]> {
  const found: Built[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors }: Answer<{ tag: { images: Images } }> = await gateway.ask(
      "query ($t: String!, $l: Boolean, $a: String) { tag(name: $t) { images(latest: $l, first: 40, after: $a) { totalCount nodes { nvr name createdAt } pageInfo { hasNextPage endCursor } } } }",
      { t: tag, l: latest, a: after },
    );
    expect(errors).toBeUndefined();
    const { nodes, pageInfo, totalCount }: Images = data.tag.images;
    found.push(...nodes);
    expect(totalCount - found.length > 0).toBe(pageInfo.hasNextPage);
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
}

test.each([true, false])("a tag's images (latest: %s) are what the hub has tagged, newest first", async (latest) => {
  const tagged = await rows("listTagged", "main-compose", named({ type: "image", latest }));
  const found = await everyImageIn("main-compose", latest);
  expect(new Set(found.map(({ nvr }) => nvr))).toEqual(new Set(tagged.map(({ nvr }) => nvr)));
  expect(found).toHaveLength(tagged.length);
  const times = found.map(({ createdAt }) => createdAt);
  expect(times).toEqual(times.toSorted().toReversed());
  const names = found.map(({ name }) => name);
  expect(new Set(names).size < names.length).toBe(!latest);
  expect(found.length).toBeGreaterThan(20);
});

test("without a word a tag's images are the latest of each", async () => {
  const { data } = await gateway.ask(
    '{ tag(name: "main-compose") { said: images(latest: true, first: 100) { nodes { nvr } } images(first: 100) { nodes { nvr } } } }',
  );
  expect(data.tag.images).toEqual(data.tag.said);
});

test("a tag of no image builds has none, and a tag that is not there is null", async () => {
  const { data, errors } = await gateway.ask(
    '{ build: tag(name: "main-build") { images(latest: false) { totalCount nodes { nvr } } } none: tag(name: "no-such-tag") { name } }',
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({ build: { images: { totalCount: 0, nodes: [] } }, none: null });
});

test("a build's tags are those it is in now: none, one or several", async () => {
  const { data, errors } = await gateway.ask(
    '{ builds(first: 100, filter: { type: "image", createdBefore: "2026-03-15T00:00:00Z" }) { nodes { kojiId nvr tags { name } } } }',
  );
  expect(errors).toBeUndefined();
  // The builds, and the tags of all of them.
  expect(gateway.requests).toHaveLength(2);
  const builds: (Built & { kojiId: number })[] = data.builds.nodes;
  for (const { kojiId, nvr, tags } of builds) {
    const listed = await rows("listTags", named({ build: kojiId }));
    expect(tags, nvr).toEqual(listed.map(({ name }) => ({ name })));
  }
  expect(new Set(builds.map(({ tags }) => Math.min(2, tags.length)))).toEqual(new Set([0, 1, 2]));
});

test("a build of rpms is an OtherBuild, by whichever way it is found", async () => {
  const FIELDS =
    "__typename id kojiId nvr name version release epoch state owner { name } createdAt completedAt duration task { method } tags { name } kojiUrl hub { name } ... on OtherBuild { type }";
  const { data, errors } = await gateway.ask(
    `{ builds(first: 40, filter: { type: "rpm", state: [COMPLETE] }) { nodes { ${FIELDS} } } }`,
  );
  expect(errors).toBeUndefined();
  const [build] = data.builds.nodes;
  expect(build).toMatchObject({ __typename: "OtherBuild", type: "rpm", state: "COMPLETE", hub: { name: "sample" } });
  expect(build.nvr).toBe(`${build.name}-${build.version}-${build.release}`);
  expect(build.kojiUrl).toContain(String(build.kojiId));

  const { data: again } = await gateway.ask(
    `query ($id: ID!, $nvr: String!, $koji: Int!) { node(id: $id) { ... on Build { ${FIELDS} } } byNvr: build(by: { nvr: $nvr }) { ${FIELDS} } byId: build(by: { kojiId: $koji }) { ${FIELDS} } }`,
    { id: build.id, nvr: build.nvr, koji: build.kojiId },
  );
  expect(again).toEqual({ node: build, byNvr: build, byId: build });
  // Imported builds have no task, built ones have.
  const methods = data.builds.nodes.map(({ task }: { task: { method: string } | null }) => task?.method ?? null);
  expect(new Set(methods)).toEqual(new Set([null, "build"]));
});
