import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pino } from "pino";
import type { Configuration } from "../../config/configuration.ts";
import { loadConfiguration } from "../../config/load-configuration.ts";
import { serve, type Served } from "../../server/serve.ts";
import { type SampleHub, startSampleHub } from "../../sample/sample-hub.ts";

const log = pino({ level: "silent" });
let hub: SampleHub;
let gateway: Served;
beforeAll(async () => {
  hub = await startSampleHub({ seed: 1 });
  gateway = await serve({ configuration: configurationFor(hub.hubUrl), catalogue: [], log });
});
afterAll(async () => {
  await gateway.close();
  await hub.close();
});

const ask = (url: string, query: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query }),
  });

test("it is alive, and ready while a hub can be reached", async () => {
  const alive = await fetch(`${gateway.url}/healthz`);
  expect([alive.status, await alive.json()]).toEqual([200, { status: "alive" }]);
  const ready = await fetch(`${gateway.url}/readyz`);
  expect([ready.status, await ready.json()]).toMatchObject([
    200,
    { status: "ready", hubs: [{ name: "koji", state: "UP" }] },
  ]);
});

test("it is not ready when no hub can be reached, and says of each why", async () => {
  const lonely = await serve({ configuration: configurationFor("http://127.0.0.1:1/kojihub"), catalogue: [], log });
  try {
    const response = await fetch(`${lonely.url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ status: "not ready", hubs: [{ state: "DOWN" }] });
    expect((await fetch(`${lonely.url}/healthz`)).status).toBe(200);
  } finally {
    await lonely.close();
  }
});

test("no browser takes an answer for anything but what it says it is", async () => {
  for (const path of ["healthz", "graphql?query={hubs{name}}", "nowhere"]) {
    expect((await fetch(`${gateway.url.replace(/\/$/u, "")}/${path}`)).headers.get("x-content-type-options")).toBe(
      "nosniff",
    );
  }
});

test("a request keeps its caller's id when that is a plain word, and gets one otherwise", async () => {
  const own = await ask(gateway.url, "{ viewer { anonymous } }", { "x-request-id": "nightly-42" });
  expect(own.headers.get("x-request-id")).toBe("nightly-42");
  const strange = await ask(gateway.url, "{ viewer { anonymous } }", { "x-request-id": "<b>" });
  expect(strange.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/u);
});

test("what an answer cost its hub stands in it only when asked for", async () => {
  const plain = await (await ask(gateway.url, "{ hubs { version } }")).json();
  expect(plain).toEqual({ data: { hubs: [{ version: expect.stringMatching(/^1\./u) }] } });
  const traced = await (await ask(gateway.url, "{ hubs { apiVersion } }", { "x-koji-image-trace": "1" })).json();
  expect(traced).toMatchObject({ extensions: { hubCalls: { requests: 1, calls: 1, bytes: expect.any(Number) } } });
});

test("GraphQL is asked by GET too, but only a browser gets a page", async () => {
  const answer = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent("{ viewer { anonymous } }")}`);
  expect(await answer.json()).toEqual({ data: { viewer: { anonymous: true } } });
});

test("GraphiQL comes packed, once, and loads nothing from elsewhere", async () => {
  const page = await fetch(`${gateway.url}/graphql`, { headers: { accept: "text/html", "accept-encoding": "gzip" } });
  expect(page.headers.get("content-encoding")).toBe("gzip");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'self'");
  expect(Number(page.headers.get("content-length"))).toBeLessThan(4_000_000);
  const html = await page.text();
  expect(html.match(/<(?:script|link)[^>]+(?:src|href)="https?:/gu)).toBeNull();
  const again = await fetch(`${gateway.url}/graphql`, {
    headers: { accept: "text/html", "if-none-match": page.headers.get("etag") ?? "" },
  });
  expect(again.status).toBe(304);
});

test("an address where nothing is says where something is", async () => {
  const response = await fetch(`${gateway.url}/graphq`);
  expect([response.status, await response.text()]).toEqual([404, 'Nothing is at "/graphq"; the API is at /graphql.\n']);
});

test("told to stop, it answers what is under way and takes nothing new", async () => {
  let release = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    release = resolve;
  });
  let answer = (): void => undefined;
  const slow = await listen(
    createServer((_request, response) => {
      release();
      answer = () =>
        response.end("<methodResponse><params><param><value><int>1</int></value></param></params></methodResponse>");
    }),
  );
  const stopping = await serve({ configuration: configurationFor(`${slow.url}/kojihub`), catalogue: [], log });
  const underWay = ask(stopping.url, "{ hubs { apiVersion } }");
  await asked;
  const closed = stopping.close();
  await expect(ask(stopping.url, "{ viewer { anonymous } }")).rejects.toThrow("fetch failed");
  answer();
  expect(await (await underWay).json()).toEqual({ data: { hubs: [{ apiVersion: 1 }] } });
  await closed;
  slow.server.close();
});

test("a caller who leaves takes the question to the hub along", async () => {
  const silent = createServer();
  const left = new Promise<void>((resolve) => {
    silent.on("request", (_request, response) => response.on("close", resolve));
  });
  const asked = new Promise<void>((resolve) => {
    silent.once("request", () => resolve());
  });
  const { url } = await listen(silent);
  const patient = await serve({ configuration: configurationFor(`${url}/kojihub`), catalogue: [], log });
  const caller = new AbortController();
  const answer = fetch(`${patient.url}/graphql?query=${encodeURIComponent("{ targets { name } }")}`, {
    signal: caller.signal,
  });
  await asked;
  caller.abort();
  await expect(answer).rejects.toThrow("aborted");
  // The hub never answers: only the gateway can have ended this, and the test fails by its time limit where it does not.
  await left;
  await patient.close();
  silent.close();
});

function configurationFor(url: string): Configuration {
  const configured = loadConfiguration({ config: null, host: null, port: "0", logLevel: null }, { KOJI_HUB_URL: url });
  if ("problems" in configured) throw new Error(JSON.stringify(configured.problems));
  return configured.configuration;
}

async function listen(server: Server): Promise<{ server: Server; url: string }> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // A server that listens on a port has an address of this shape.
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
