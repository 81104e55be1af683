import { readFileSync } from "node:fs";
import { pino } from "pino";
import { expect, test, vi } from "vitest";
import { createGateway } from "../../../server/gateway.ts";
import { hubService, NOW } from "../../support/gateway.ts";
import { servedOverSample } from "../../support/served.ts";

const BOARD = readFileSync("bench/board.graphql", "utf8");
/** Of a task that has ended: what it is made of lives for a day. */
const TASK = "{ task(kojiId: 21022867) { state method } }";
const TASK_DATA = { data: { task: { state: "FAILED", method: "livemedia" } } };

const served = servedOverSample();

const headersOf = ({ headers }: Response, ...names: string[]) => names.map((name) => headers.get(name));

test("an answer that is known leaves byte for byte, and the hub is not asked", async () => {
  const { post, requests } = await served();
  const first = await post({ query: BOARD });
  expect(first.status).toBe(200);
  const text = await first.text();
  expect(JSON.parse(text).errors).toBeUndefined();
  expect(requests.length).toBeGreaterThan(0);
  requests.length = 0;
  const again = await post({ query: BOARD });
  expect(await again.text()).toBe(text);
  expect(requests).toEqual([]);
});

test("the bytes are those that Yoga answers with", async () => {
  const { post, hub } = await served();
  const service = hubService("sample", hub);
  const yoga = createGateway({ hubs: [service], now: () => NOW, log: pino({ level: "silent" }) });
  for (const query of [BOARD, TASK, "{ __schema { types { name } } }", "{ hubs { version } }"]) {
    const asked = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query }) };
    const expected = await (await yoga.fetch("http://gateway/graphql", asked)).text();
    expect(await (await post({ query })).text()).toBe(expected);
    expect(await (await post({ query })).text()).toBe(expected);
  }
  await Promise.all([service.client.close(), service.files.close()]);
});

test("it says how long it stays fresh, how old it is, and what it depends on", async () => {
  const { post, later } = await served();
  const names = ["cache-control", "age", "vary", "content-type"];
  const vary = "Accept, Accept-Encoding, Authorization, Cookie, X-Koji-Image-Trace";
  const json = "application/json; charset=utf-8";
  expect(headersOf(await post({ query: TASK }), ...names)).toEqual(["public, max-age=10", "0", vary, json]);
  later(3_200);
  expect(headersOf(await post({ query: TASK }), ...names)).toEqual(["public, max-age=10", "4", vary, json]);
});

test("it stays fresh for as long as all that it is made of", async () => {
  const { post } = await served();
  // Builds that run are on it.
  expect((await post({ query: BOARD })).headers.get("cache-control")).toBe("public, max-age=5");
});

test("a caller who has it gets nothing but its tag", async () => {
  const { get, post, requests, later } = await served();
  const first = await get({ query: TASK });
  const etag = first.headers.get("etag") ?? "";
  expect(etag).toMatch(/^W\/"[\w-]{22}"$/u);
  expect(await first.json()).toEqual(TASK_DATA);
  requests.length = 0;
  later(1_000);
  for (const tags of [etag, etag.replace("W/", ""), `"other", ${etag}`, "*"]) {
    const again = await get({ query: TASK }, { "if-none-match": tags });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect(headersOf(again, "etag", "cache-control", "age")).toEqual([etag, "public, max-age=10", "1"]);
  }
  expect((await get({ query: TASK }, { "if-none-match": '"other"' })).status).toBe(200);
  // A condition on a POST is none on what is read.
  expect((await post({ query: TASK }, { "if-none-match": etag })).status).toBe(200);
  expect(requests).toEqual([]);
});

test("a caller who has what is just being made gets nothing but its tag, too", async () => {
  const { get, later } = await served();
  const etag = (await get({ query: TASK })).headers.get("etag") ?? "";
  later(60_000);
  const again = await get({ query: TASK }, { "if-none-match": etag });
  expect([again.status, again.headers.get("age")]).toEqual([304, "0"]);
});

test("HEAD tells what GET would, without the body", async () => {
  const { url } = await served();
  const address = `${url}?${new URLSearchParams({ query: TASK }).toString()}`;
  for (const _ of ["made", "stored"]) {
    const head = await fetch(address, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const get = await fetch(address);
    expect(headersOf(head, "etag", "content-length")).toEqual(headersOf(get, "etag", "content-length"));
  }
});

test.each(["gzip", "br"])("packed by %s it is the same", async (encoding) => {
  const { post } = await served();
  const plain = await (await post({ query: BOARD }, { "accept-encoding": "identity" })).text();
  // Nobody waits for the packing of what is there already.
  await vi.waitFor(async () => {
    const packed = await post({ query: BOARD }, { "accept-encoding": encoding });
    // Unpacked by fetch.
    expect(await packed.text()).toBe(plain);
    expect(packed.headers.get("content-encoding")).toBe(encoding);
    expect(Number(packed.headers.get("content-length"))).toBeLessThan(plain.length / 4);
  });
});

test("it is packed for the first who asks, and once", async () => {
  const { post } = await served();
  const first = await post({ query: BOARD }, { "accept-encoding": "br, gzip" });
  expect(first.headers.get("content-encoding")).toBe("br");
  const again = await post({ query: BOARD }, { "accept-encoding": "br" });
  expect(headersOf(again, "content-encoding", "content-length")).toEqual(["br", first.headers.get("content-length")]);
  const plain = await post({ query: BOARD }, { "accept-encoding": "identity" });
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(await plain.text()).toBe(await first.text());
});

test("what is small is not packed", async () => {
  const { post } = await served();
  const answer = await post({ query: TASK }, { "accept-encoding": "br, gzip" });
  expect(answer.headers.get("content-encoding")).toBeNull();
});

test("both names of JSON are answered with the same bytes, each under its own", async () => {
  const { post, requests } = await served();
  const types = ["application/json", "application/graphql-response+json"];
  const answers = [];
  for (const accept of types) answers.push(await post({ query: TASK }, { accept }));
  expect(answers.map(({ headers }) => headers.get("content-type"))).toEqual(
    types.map((type) => `${type}; charset=utf-8`),
  );
  expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
  expect(requests).toHaveLength(1);
});

test("GET and POST, other spaces and another order of variables get the same answer", async () => {
  const { get, post, later } = await served();
  const query = "query ($id: Int!, $hub: String) { task(kojiId: $id, hub: $hub) { state method } }";
  await post({ query, variables: { id: 21022867, hub: "sample" } });
  later(2_000);
  const others = [
    await post({ query, variables: { hub: "sample", id: 21022867 } }),
    await post({ query: query.replaceAll(" ", "\n "), variables: { id: 21022867, hub: "sample" } }),
    await get({ query, variables: '{"hub":"sample","id":21022867}' }),
  ];
  expect(others.map(({ headers }) => headers.get("age"))).toEqual(["2", "2", "2"]);
});

test.each([
  ["authorization", "Bearer sample-sig", "private, no-store"],
  ["cookie", "someone", "no-store"],
])("who sends %s shares with nobody", async (name, value, kept) => {
  const { get, later } = await served();
  const own = { [name]: value };
  const theirs = await get({ query: TASK }, own);
  expect(await theirs.json()).toEqual(TASK_DATA);
  expect(headersOf(theirs, "cache-control", "etag", "age")).toEqual([kept, null, null]);
  later(1_000);
  // Not made of theirs.
  expect((await get({ query: TASK })).headers.get("age")).toBe("0");
  later(1_000);
  expect((await get({ query: TASK })).headers.get("age")).toBe("1");
  // Nor theirs of ours.
  expect(headersOf(await get({ query: TASK }, own), "cache-control", "age")).toEqual([kept, null]);
});

test.each([
  ["a name that cannot be", '{ image(name: "") { name } }', 200],
  ["a field that is not there", "{ nothing }", 200],
  ["no GraphQL", "{", 200],
])("an answer with errors is for who asked: %s", async (_what, query, status) => {
  const { post } = await served();
  for (const _ of [1, 2]) {
    const answer = await post({ query });
    expect([answer.status, answer.headers.get("cache-control"), answer.headers.get("etag")]).toEqual([
      status,
      "no-store",
      null,
    ]);
    expect(Object.keys(await answer.json())).toContain("errors");
  }
});

test("what may not be kept of the hub is not kept of the answer", async () => {
  const { post, later } = await served();
  const query = "{ hubs { health { state } } }";
  await post({ query });
  later(1_000);
  expect(headersOf(await post({ query }), "cache-control", "age")).toEqual(["no-store", null]);
});

test("a change at the hub is in the next answer", async () => {
  const { post, cache, requests, later } = await served();
  await post({ query: TASK });
  later(1_000);
  requests.length = 0;
  await cache.drop(["task:1", "build:21022867"]);
  expect((await post({ query: TASK })).headers.get("age")).toBe("1");
  expect(requests).toEqual([]);
  await cache.drop(["task:21022867"]);
  expect((await post({ query: TASK })).headers.get("age")).toBe("0");
  expect(requests).toHaveLength(1);
});

test("who wants to know what an answer cost hears the truth", async () => {
  const { post, requests, later } = await served();
  const trace = { "x-koji-image-trace": "1" };
  const cold = await post({ query: TASK }, trace);
  expect(cold.headers.get("cache-control")).toBe("no-store");
  expect(await cold.json()).toMatchObject({ ...TASK_DATA, extensions: { hubCalls: { requests: 1, calls: 1 } } });
  await post({ query: TASK });
  requests.length = 0;
  const warm = await post({ query: TASK }, trace);
  expect(headersOf(warm, "cache-control", "etag")).toEqual(["no-store", null]);
  expect(await warm.json()).toEqual({
    ...TASK_DATA,
    extensions: { hubCalls: expect.objectContaining({ requests: 0, calls: 0, bytes: 0, milliseconds: 0, cache: {} }) },
  });
  later(11_000);
  expect(await (await post({ query: TASK }, trace)).json()).toMatchObject({
    extensions: { age: 11, hubCalls: { requests: 0 } },
  });
  expect(requests).toEqual([]);
});
