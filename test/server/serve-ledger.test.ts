import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseCatalogue } from "../../catalogue/parse-catalogue.ts";
import { sampleConfiguration } from "../../cli/sample-configuration.ts";
import { SAMPLE_TOKENS } from "../../cli/sample-tokens.ts";
import type { Configuration } from "../../config/configuration.ts";
import { createKnownTokens } from "../../identity/known-tokens.ts";
import { type SampleHub, type SampleHubRequest, startSampleHub } from "../../sample/sample-hub.ts";
import { serve, type Served } from "../../server/serve.ts";
import { configurationOf } from "../config/given.ts";
import { BUILD_IMAGE } from "../support/mutations.ts";
import { startRedis, WITH_REDIS } from "../support/redis-server.ts";

let folder: string;
let sample: SampleHub;
let requests: SampleHubRequest[];
let logged: string[];
let gateways: Served[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "serve-ledger-"));
  requests = [];
  logged = [];
  gateways = [];
  sample = await startSampleHub({ onRequest: (request) => requests.push(request) });
});
afterEach(async () => {
  for (const gateway of gateways) await gateway.close();
  await sample.close();
  rmSync(folder, { recursive: true });
});

/** That cannot write to its hub. */
const readingOnly = () =>
  configurationOf({ yaml: `listen: { port: 0 }\nhubs: { koji: { url: '${sample.hubUrl}' } }\n` });
const writing = () => sampleConfiguration(readingOnly(), { sample, folder, settings: [] });

async function served(configuration: Configuration, ledger: Partial<Configuration["ledger"]>): Promise<string> {
  const listed = parseCatalogue(sample.catalogue, "images.yaml");
  if ("problems" in listed) throw new Error(JSON.stringify(listed.problems));
  const log = pino({ level: "warn" }, { write: (line: string) => void logged.push(JSON.parse(line).msg) });
  const gateway = await serve({
    configuration: { ...configuration, ledger: { redis: null, folder: join(folder, "ledger"), ...ledger } },
    catalogue: listed.catalogue,
    identity: createKnownTokens(SAMPLE_TOKENS),
    log,
  });
  gateways.push(gateway);
  return `${gateway.url}/graphql`;
}

async function ask(url: string, query: string, variables: object = {}) {
  const headers = { "content-type": "application/json", authorization: "Bearer sample-releng" };
  return (await fetch(url, { method: "POST", headers, body: JSON.stringify({ query, variables }) })).json();
}

const build = (url: string) =>
  ask(url, BUILD_IMAGE, { input: { image: "Aurora-Plasma-Live", target: "main-compose" } });
const AUDIT = "{ auditLog { nodes { viewer action outcome } } }";
const writes = () => requests.flatMap(({ calls }) => calls).filter(({ methodName }) => methodName === "buildImage");

test("where no hub can be written to, nothing is made, and nothing is said of it", async () => {
  const url = await served(readingOnly(), {});
  expect(await ask(url, "{ hub { name } }")).toEqual({ data: { hub: { name: "koji" } } });
  expect(existsSync(join(folder, "ledger"))).toBe(false);
  expect(logged).toEqual([]);
});

test("what is built stands in the ledger, which the gateway gives back when it ends", async () => {
  const url = await served(await writing(), {});
  expect(await build(url)).toMatchObject({ data: { buildImage: { __typename: "BuildImageSuccess" } } });
  const entry = { viewer: "releng", action: "BUILD_SCRATCH_IMAGE", outcome: "DONE" };
  expect(await ask(url, AUDIT)).toEqual({ data: { auditLog: { nodes: [entry] } } });
  for (const gateway of gateways.splice(0)) await gateway.close();
  expect(readdirSync(join(folder, "ledger"))).toEqual(["acts-000000000001.jsonl", "keys.jsonl"]);
  const again = await served(await writing(), {});
  expect(await ask(again, AUDIT)).toEqual({ data: { auditLog: { nodes: [entry] } } });
});

test("a ledger that cannot be opened: the gateway reads, sends nothing to the hub, and says why", async () => {
  writeFileSync(join(folder, "ledger"), "");
  const url = await served(await writing(), {});
  expect(await ask(url, "{ hub { name } }")).toEqual({ data: { hub: { name: "koji" } } });
  const answer = JSON.stringify(await build(url));
  expect(answer).toMatch(/The ledger in .* cannot be used, so nothing is sent to a hub: E/u);
  expect(answer).not.toContain("BuildImageSuccess");
  expect(writes()).toEqual([]);
  expect(await ask(url, AUDIT)).toMatchObject({ errors: [{ extensions: { code: "LEDGER_UNAVAILABLE" } }] });
  expect(logged).toContainEqual(expect.stringMatching(/^The ledger in .* cannot be used.*name another folder/u));
  // Cured, it needs no new start.
  rmSync(join(folder, "ledger"));
  expect(await build(url)).toMatchObject({ data: { buildImage: { __typename: "BuildImageSuccess" } } });
  expect(writes()).toHaveLength(1);
});

test("a second gateway on the folder reads, sends nothing to the hub, and says why", async () => {
  await served(await writing(), {});
  // It is up before it has its ledger.
  await expect.poll(() => existsSync(join(folder, "ledger", "keys.jsonl"))).toBe(true);
  const url = await served(await writing(), {});
  expect(JSON.stringify(await build(url))).toMatch(/is kept by another gateway.*in Redis/u);
  expect(writes()).toEqual([]);
  await gateways.shift()?.close();
  expect(await build(url)).toMatchObject({ data: { buildImage: { __typename: "BuildImageSuccess" } } });
});

test.skipIf(!WITH_REDIS.there)(`gateways share a ledger in Redis${WITH_REDIS.note}`, async () => {
  const server = await startRedis();
  try {
    const redis = { kind: "single", url: server.url } as const;
    const [url, other] = [await served(await writing(), { redis }), await served(await writing(), { redis })];
    expect(await build(url)).toMatchObject({ data: { buildImage: { __typename: "BuildImageSuccess" } } });
    expect(await ask(other, AUDIT)).toMatchObject({ data: { auditLog: { nodes: [{ outcome: "DONE" }] } } });
    expect(existsSync(join(folder, "ledger"))).toBe(false);
    expect(logged).toContainEqual(expect.stringContaining("appendonly is no"));
    await server.kill();
    const sent = writes().length;
    expect(JSON.stringify(await build(url))).toMatch(/The ledger in Redis \(127\.0\.0\.1:\d+\) cannot be used/u);
    expect(writes()).toHaveLength(sent);
    await build(url);
    const said = () => logged.filter((sentence) => /cannot be used|used again/u.test(sentence));
    expect(said()).toEqual([expect.stringContaining("cannot be used, so nothing is sent to a hub")]);
    await server.start();
    await expect.poll(async () => (await ask(url, AUDIT)).errors).toBeUndefined();
    expect(said()).toEqual([expect.stringContaining("cannot be used"), "The ledger can be used again."]);
    for (const gateway of gateways.splice(0)) await gateway.close();
  } finally {
    await server.stop();
  }
});
