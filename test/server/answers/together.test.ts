import { readFileSync } from "node:fs";
import { expect, onTestFinished, test, vi } from "vitest";
import { type GatedProxy, startGatedProxy } from "../../support/gated-proxy.ts";
import { servedOverSample, type ServedGateway } from "../../support/served.ts";

const BOARD = readFileSync("bench/board.graphql", "utf8");
const TASK = "{ task(kojiId: 21022867) { state method } }";
const TASK_DATA = { data: { task: { state: "FAILED", method: "livemedia" } } };

const served = servedOverSample();

/** Over a hub whose answers wait until the test lets them through. */
async function servedGated(): Promise<ServedGateway & { readonly gate: GatedProxy }> {
  let gate: GatedProxy | undefined;
  const gateway = await served({ hubUrl: async (hub) => (gate = await startGatedProxy(hub.hubUrl)).url });
  if (gate === undefined) throw new Error("no gate");
  onTestFinished(gate.close);
  return { ...gateway, gate };
}

test("a thousand who ask the same at once are one, with one set of hub calls", async () => {
  const alone = await served();
  await (await alone.post({ query: BOARD })).text();
  const cost = alone.requests.map(({ calls }) => calls.length);

  const { post, requests } = await served();
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, async () => {
      const answer = await post({ query: BOARD });
      return { status: answer.status, etag: answer.headers.get("etag"), text: await answer.text() };
    }),
  );
  expect(requests.map(({ calls }) => calls.length)).toEqual(cost);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(new Set(answers.map(({ etag }) => etag)).size).toBe(1);
});

test("one who leaves does not take the answer from the others", async () => {
  const { url, post, gate } = await servedGated();
  gate.shut();
  const leaving = new AbortController();
  const body = JSON.stringify({ query: TASK });
  const headers = { "content-type": "application/json" };
  const first = fetch(url, { method: "POST", headers, body, signal: leaving.signal });
  await vi.waitFor(() => expect(gate.arrived()).toBe(1));
  const second = post({ query: TASK });
  // The second is with the first once the server has its request: one that came later on the same way was answered.
  await post({ query: "{ viewer { anonymous } }" });
  leaving.abort();
  await expect(first).rejects.toThrow("aborted");
  await post({ query: "{ viewer { anonymous } }" });
  gate.open();
  expect(await (await second).json()).toEqual(TASK_DATA);
  expect([gate.arrived(), gate.left()]).toEqual([1, 0]);
});

test("when all have left the hub is not asked any longer", async () => {
  const { url, gate } = await servedGated();
  gate.shut();
  const leaving = new AbortController();
  const address = `${url}?${new URLSearchParams({ query: TASK }).toString()}`;
  const all = [1, 2, 3].map(() => fetch(address, { signal: leaving.signal }));
  await vi.waitFor(() => expect(gate.arrived()).toBe(1));
  leaving.abort();
  await Promise.allSettled(all);
  await vi.waitFor(() => expect(gate.left()).toBe(1));
});

test("errors are told to each in the places of their own text, and in the status of their own media type", async () => {
  const { post } = await served();
  const [first, second, third] = await Promise.all([
    post({ query: '{ image(name: "") { name } }' }),
    post({ query: '\n\n{ image(name: "") { name } }' }),
    post({ query: "{ image { name } }" }, { accept: "application/graphql-response+json" }),
  ]);
  expect((await first.json()).errors[0].locations).toEqual([{ line: 1, column: 3 }]);
  expect((await second.json()).errors[0].locations).toEqual([{ line: 3, column: 3 }]);
  expect([third.status, (await post({ query: "{ image { name } }" })).status]).toEqual([400, 200]);
});

test("a change while an answer is made keeps that answer from being stored, and from those who ask later", async () => {
  const { post, gate, cache, later } = await servedGated();
  // The task is read first, its children with the gate shut.
  await post({ query: TASK });
  later(500);
  gate.shut();
  const query = "{ task(kojiId: 21022867) { state children { state } } }";
  const before = gate.arrived();
  const first = post({ query });
  await vi.waitFor(() => expect(gate.arrived()).toBe(before + 1));
  await cache.drop(["task:21022867"]);
  const second = post({ query });
  await vi.waitFor(() => expect(gate.arrived()).toBe(before + 2));
  gate.open();
  expect((await first).headers.get("cache-control")).toBe("no-store");
  expect((await second).headers.get("cache-control")).toMatch(/^public/u);
  expect(await (await first).text()).toBe(await (await second).text());
  later(1_000);
  expect((await post({ query })).headers.get("age")).toBe("1");
});
