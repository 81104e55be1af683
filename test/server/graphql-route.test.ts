import { request as httpRequest } from "node:http";
import { pino } from "pino";
import { expect, test } from "vitest";
import { createGateway } from "../../server/gateway.ts";
import { hubService, NOW } from "../support/gateway.ts";
import { servedOverSample } from "../support/served.ts";

const served = servedOverSample();
const JSON_TYPE = { "content-type": "application/json" };
const QUERY = "{ viewer { anonymous } }";

test.each(["PUT", "DELETE", "PATCH", "OPTIONS"])("%s is not how GraphQL is asked", async (method) => {
  const { url } = await served();
  const answer = await fetch(url, { method });
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
  expect(await answer.json()).toEqual({
    errors: [
      { message: `GraphQL is asked by GET or POST, not by ${method}.`, extensions: { code: "METHOD_NOT_ALLOWED" } },
    ],
  });
});

test.each([
  undefined,
  "text/plain",
  "text/plain; charset=utf-8, application/json",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/graphql",
  "application/jsonp",
])("a page elsewhere cannot ask: a POST of %s is refused", async (type) => {
  const { url } = await served();
  const body = new TextEncoder().encode(JSON.stringify({ query: QUERY }));
  const answer = await fetch(url, { method: "POST", body, ...(type ? { headers: { "content-type": type } } : {}) });
  expect(answer.status).toBe(415);
  expect((await answer.json()).errors[0].message).toBe(
    "A POST must be JSON, and say so: content-type: application/json.",
  );
});

test.each(["application/json", "Application/JSON;charset=utf-8", "application/graphql+json"])(
  "a POST of %s is answered",
  async (type) => {
    const { post } = await served();
    expect(await (await post({ query: QUERY }, { "content-type": type })).json()).toEqual({
      data: { viewer: { anonymous: true } },
    });
  },
);

test("a request of more than a mebibyte is refused, however it comes", async () => {
  const { url, post } = await served();
  const refused = {
    errors: [
      {
        message: "The request is longer than 1048576 bytes; ask in several requests.",
        extensions: { code: "REQUEST_ENTITY_TOO_LARGE" },
      },
    ],
  };
  const whole = await post({ query: QUERY, variables: { x: "x".repeat(2_000_000) } });
  expect([whole.status, await whole.json()]).toEqual([413, refused]);
  const piece = new TextEncoder().encode("x".repeat(100_000));
  const body = new ReadableStream({
    pull: (controller) => {
      controller.enqueue(piece);
      sent += piece.length;
      if (sent > 3_000_000) controller.close();
    },
  });
  let sent = 0;
  // Undici wants it said that the body is sent while the answer is awaited; the types do not know.
  const streamed: RequestInit & { duplex: "half" } = { method: "POST", headers: JSON_TYPE, body, duplex: "half" };
  const pieces = await fetch(url, streamed);
  expect([pieces.status, await pieces.json()]).toEqual([413, refused]);
  // A little less is none too many.
  expect((await post({ query: QUERY, variables: { x: "x".repeat(1_000_000) } })).status).toBe(200);
});

test("characters may come in two pieces", async () => {
  const { url } = await served();
  const body = Buffer.from(JSON.stringify({ query: '{ image(name: "Zürich") { name } }' }));
  const cut = body.indexOf("ü") + 1;
  const text = await new Promise<string>((resolve, reject) => {
    const request = httpRequest(url, { method: "POST", headers: JSON_TYPE }, (response) => {
      let answer = "";
      response.on("data", (chunk) => (answer += String(chunk)));
      response.on("end", () => resolve(answer));
    });
    request.on("error", reject);
    request.write(body.subarray(0, cut), () => setTimeout(() => request.end(body.subarray(cut)), 20));
  });
  expect(JSON.parse(text)).toEqual({ data: { image: null } });
});

test.each([
  ["an empty body", ""],
  ["no JSON", "{"],
  ["null", "null"],
  ["a number", "7"],
  ["a list", "[]"],
  ["several at once", `[${JSON.stringify({ query: QUERY })}]`],
  ["nothing to ask", "{}"],
  ["no text", '{"query":7}'],
  ["an unknown member", '{"query":"{ x }","other":1}'],
  ["variables of a wrong kind", '{"query":"{ x }","variables":[]}'],
  ["an operation that is not there", '{"query":"query A { viewer { anonymous } }","operationName":"B"}'],
  ["several operations and no name", '{"query":"query A { viewer { anonymous } } query B { x }"}'],
  ["no GraphQL", '{"query":"{"}'],
  ["an unknown field", '{"query":"{ x }"}'],
  ["a variable too few", '{"query":"query ($n: String!) { image(name: $n) { name } }"}'],
  ["a wrong variable", '{"query":"query ($n: String!) { image(name: $n) { name } }","variables":{"n":7}}'],
])("%s is refused as Yoga refuses it", async (_what, body) => {
  const { url, hub } = await served();
  const service = hubService("sample", hub);
  const yoga = createGateway({ hubs: [service], now: () => NOW, log: pino({ level: "silent" }) });
  for (const accept of ["application/json", "application/graphql-response+json"]) {
    const asked = () => ({ method: "POST", headers: { ...JSON_TYPE, accept }, body });
    const expected = await yoga.fetch("http://gateway/graphql", asked());
    const answer = await fetch(url, asked());
    const typeOf = ({ headers }: Response) => headers.get("content-type");
    expect([answer.status, typeOf(answer), await answer.text()]).toEqual([
      expected.status,
      typeOf(expected),
      await expected.text(),
    ]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  }
  await Promise.all([service.client.close(), service.files.close()]);
});

test("an address without a question says what is missing", async () => {
  const { url } = await served();
  const answer = await fetch(url);
  expect([answer.status, (await answer.json()).errors[0].message]).toEqual([200, "Must provide query string."]);
});

test("variables in an address are JSON", async () => {
  const { get } = await served();
  const query = "query ($n: String!) { image(name: $n) { name } }";
  const good = await get({ query, variables: '{"n":"Aurora-Plasma-Live"}' });
  expect(await good.json()).toEqual({ data: { image: { name: "Aurora-Plasma-Live" } } });
  const bad = await get({ query, variables: "n=Aurora-Plasma-Live" });
  expect([bad.status, (await bad.json()).errors[0].message]).toEqual([
    400,
    "variables is no JSON object; give one, encoded for a URL.",
  ]);
});

test("who takes events alone gets the answer as an event", async () => {
  const { get } = await served();
  const answer = await get({ query: QUERY }, { accept: "text/event-stream" });
  expect(answer.headers.get("content-type")).toMatch(/^text\/event-stream/u);
  expect(answer.headers.get("cache-control")).toBe("no-cache");
  expect(await answer.text()).toContain('event: next\ndata: {"data":{"viewer":{"anonymous":true}}}\n');
});

test("an unknown answer type is refused", async () => {
  const { get } = await served();
  expect((await get({ query: QUERY }, { accept: "text/plain" })).status).toBe(406);
});
