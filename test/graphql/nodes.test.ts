import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { encodeGlobalId } from "../../model/global-id.ts";
import { gatewayOverSample, type TestGateway } from "../support/gateway.ts";
import { startAlteringProxy } from "../support/altering-proxy.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample();
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.forget();
});

const NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Build { nvr } } }";

async function buildIds(count: number): Promise<string[]> {
  const { data } = await gateway.ask("query ($n: Int!) { builds(first: $n) { nodes { id } } }", { n: count });
  return data.builds.nodes.map(({ id }: { id: string }) => id);
}

test("100 builds by id are one request to the hub, types and all", async () => {
  const ids = await buildIds(100);
  gateway.forget();
  const { data, errors } = await gateway.ask(NODES, { ids });
  expect(errors).toBeUndefined();
  expect(data.nodes.map(({ id }: { id: string }) => id)).toEqual(ids);
  expect(gateway.requests).toHaveLength(1);
});

test("a missing build among 50 is null, and the others are there", async () => {
  const ids = await buildIds(49);
  const missing = encodeGlobalId("Build", "sample", 99_999_999);
  const { data, errors } = await gateway.ask(NODES, { ids: [...ids.slice(0, 20), missing, ...ids.slice(20)] });
  expect(errors).toBeUndefined();
  expect(data.nodes[20]).toBeNull();
  expect(data.nodes.filter(Boolean)).toHaveLength(49);
});

test("a build that the hub answers wrongly among 50 is one error at its place, and 49 are there", async () => {
  const proxy = await startAlteringProxy(gateway.hub.hubUrl);
  const altered = await gatewayOverSample({ hubUrl: () => proxy.url });
  try {
    const ids = await buildIds(50);
    const { data } = await gateway.ask(NODES, { ids: [ids[7]] });
    const nvr: string = data.nodes[0].nvr;
    // The state of just this build becomes a number that Koji does not have.
    proxy.alter = (body) => {
      const at = body.indexOf(nvr);
      return at < 0
        ? body
        : body.slice(0, at) + body.slice(at).replace(/(<name>state<\/name>\s*<value><int>)\d/u, "$19");
    };
    const answer = await altered.ask(NODES, { ids });
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions?.["code"]])).toEqual([
      [["nodes", 7], "HUB_UNAVAILABLE"],
    ]);
    expect(answer.data.nodes[7]).toBeNull();
    expect(answer.data.nodes.filter(Boolean)).toHaveLength(49);
  } finally {
    await altered.close();
    await proxy.close();
  }
});

test("everything with an id is found again by it, under its own type", async () => {
  const { data } = await gateway.ask(`{
    images(first: 1) { nodes { id __typename } }
    builds(first: 1, filter: { type: "image", state: [COMPLETE] }) {
      nodes { id __typename ... on ImageBuild { artifacts { id __typename } target { id __typename destinationTag { id __typename } }
        task { id __typename channel { id __typename } children { id __typename host { id __typename } } } } }
    }
    other: builds(first: 1, filter: { type: "rpm" }) { nodes { id __typename } }
  }`);
  const found = collect(data);
  const { data: again, errors } = await gateway.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }", {
    ids: found.map(({ id }) => id),
  });
  expect(errors).toBeUndefined();
  expect(again.nodes).toEqual(found);
  expect(new Set(found.map(({ __typename }) => __typename))).toEqual(
    new Set(["Image", "ImageBuild", "ImageArtifact", "BuildTarget", "Tag", "Task", "Channel", "Host", "OtherBuild"]),
  );
});

test.each(["", "nonsense", encodeGlobalId("Build", "sample", 1).slice(0, -2), "x".repeat(10_000)])(
  "an id that is none of ours (%#) is a bad argument, not a crash",
  async (id) => {
    const { data, errors } = await gateway.ask("query ($id: ID!) { node(id: $id) { id } }", { id });
    expect(data.node).toBeNull();
    expect(errors?.[0]?.extensions?.["code"]).toBe("BAD_ARGUMENT");
    expect(gateway.requests).toHaveLength(0);
  },
);

test("an id of a hub that is not served names nothing, and no hub is asked", async () => {
  const { data, errors } = await gateway.ask("query ($id: ID!) { node(id: $id) { id } }", {
    id: encodeGlobalId("Build", "elsewhere", 5),
  });
  expect([data.node, errors]).toEqual([null, undefined]);
  expect(gateway.requests).toHaveLength(0);
});

test("more ids than a page holds are refused with the limit named", async () => {
  const { errors } = await gateway.ask(NODES, { ids: Array.from({ length: 101 }, () => "x") });
  expect(errors?.[0]?.message).toBe("ids holds 101 ids; give 100 at most and ask for the others after.");
});

type Found = { id: string; __typename: string };

/** Every object with an id in an answer, each once. */
function collect(value: unknown, found = new Map<string, Found>()): Found[] {
  if (typeof value === "object" && value !== null) {
    if ("id" in value && "__typename" in value) {
      const { id, __typename } = value as Found;
      found.set(id, { id, __typename });
    }
    for (const member of Object.values(value)) collect(member, found);
  }
  return [...found.values()];
}
