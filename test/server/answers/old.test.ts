import { readFileSync } from "node:fs";
import { expect, onTestFinished, test, vi } from "vitest";
import { type GatedProxy, startGatedProxy } from "../../support/gated-proxy.ts";
import { servedOverSample, type ServedGateway } from "../../support/served.ts";

/** A task that runs: what is known of it serves five seconds. */
const query =
  "{ tasks(first: 1, filter: { parentsOnly: true, state: [OPEN] }) { nodes { kojiId state ran children { state } } } }";

const served = servedOverSample();

async function servedGated(): Promise<ServedGateway & { readonly gate: GatedProxy }> {
  let gate: GatedProxy | undefined;
  const gateway = await served({ hubUrl: async (hub) => (gate = await startGatedProxy(hub.hubUrl)).url });
  if (gate === undefined) throw new Error("no gate");
  onTestFinished(gate.close);
  return { ...gateway, gate };
}

test("past its time it is given with its age, and one new one is made behind it", async () => {
  const { post, gate, later } = await servedGated();
  const first = await (await post({ query })).json();
  const cold = gate.arrived();
  later(6_000);
  gate.shut();
  const old = await Promise.all(Array.from({ length: 50 }, () => post({ query })));
  for (const answer of old) {
    expect([answer.status, answer.headers.get("age"), answer.headers.get("cache-control")]).toEqual([
      200,
      "6",
      "no-store",
    ]);
    expect(answer.headers.get("etag")).toBeNull();
    expect(await answer.json()).toEqual({ ...first, extensions: { age: 6 } });
  }
  await vi.waitFor(() => expect(gate.arrived()).toBe(cold + 1));
  gate.open();
  await vi.waitFor(async () => expect((await post({ query })).headers.get("age")).toBe("0"));
  const renewed = await (await post({ query })).json();
  expect(renewed.extensions).toBeUndefined();
  expect(renewed.data.tasks.nodes[0].ran).toBe(first.data.tasks.nodes[0].ran + 6);
  expect(gate.arrived()).toBe(cold * 2);
});

test("an old one serves until the new one is there, although what it was made of is being replaced", async () => {
  const { post, gate, cache, later } = await servedGated();
  const { data } = await (await post({ query })).json();
  const [{ kojiId }] = data.tasks.nodes;
  later(6_000);
  gate.shut();
  const before = gate.arrived();
  await post({ query });
  await vi.waitFor(() => expect(gate.arrived()).toBe(before + 1));
  // The new one has not used it yet. Who had to wait would wait for ever: the hub answers nobody.
  await cache.drop([`task:${kojiId}`, `children:${kojiId}`]);
  expect((await post({ query })).headers.get("age")).toBe("6");
  gate.open();
  await vi.waitFor(async () => expect((await post({ query })).headers.get("age")).toBe("0"));
});

test("an old one has no tag: nobody is told that what they have is still right", async () => {
  const { get, later } = await served();
  const etag = (await get({ query })).headers.get("etag") ?? "";
  later(6_000);
  const answer = await get({ query }, { "if-none-match": etag });
  expect(answer.status).toBe(200);
  expect((await answer.json()).extensions).toEqual({ age: 6 });
});

test("an old one is packed as well", async () => {
  const { post, later } = await servedGated();
  const board = readFileSync("bench/board.graphql", "utf8");
  const fresh = await (await post({ query: board })).text();
  later(6_000);
  await vi.waitFor(async () => {
    const answer = await post({ query: board }, { "accept-encoding": "gzip" });
    const text = await answer.text();
    expect([text, answer.headers.get("content-encoding")]).toEqual([
      fresh.replace(/\}$/u, ',"extensions":{"age":6}}'),
      "gzip",
    ]);
  });
});

test("one that is too old is not given any more: its successor is waited for", async () => {
  const { post, requests, later } = await served();
  await post({ query });
  later(16_000);
  requests.length = 0;
  const answer = await post({ query });
  expect(answer.headers.get("age")).toBe("0");
  expect((await answer.json()).extensions).toBeUndefined();
  expect(requests.length).toBeGreaterThan(0);
});

test("where no new one can be had it is tried once a second, while the old one is given", async () => {
  const { post, gate, later } = await servedGated();
  await post({ query });
  gate.break();
  later(6_000);
  const before = gate.arrived();
  expect((await post({ query })).headers.get("age")).toBe("6");
  await vi.waitFor(() => expect(gate.arrived()).toBeGreaterThan(before));
  expect((await post({ query })).headers.get("age")).toBe("6");
  later(1_000);
  expect((await post({ query })).headers.get("age")).toBe("7");
});

test("when the hub is away for long, what the cache still holds is told with its age, and is not stored", async () => {
  const { post, gate, later } = await servedGated();
  await post({ query });
  gate.break();
  later(60_000);
  for (const _ of [1, 2]) {
    const answer = await post({ query });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect((await answer.json()).extensions).toEqual({ age: 60 });
  }
});
