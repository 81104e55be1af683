import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { parseCatalogue } from "../../catalogue/parse-catalogue.ts";
import { sampleConfiguration } from "../../cli/sample-configuration.ts";
import { SAMPLE_TOKENS } from "../../cli/sample-tokens.ts";
import { NOBODY } from "../../identity/identity.ts";
import { createKnownTokens } from "../../identity/known-tokens.ts";
import { type SampleHub, type SampleHubRequest, startSampleHub } from "../../sample/sample-hub.ts";
import { serve } from "../../server/serve.ts";
import { configurationOf } from "../config/given.ts";
import { BUILD_IMAGE } from "../support/mutations.ts";

async function gatewayOver(sample: SampleHub) {
  const folder = mkdtempSync(join(tmpdir(), "serve-writing-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const given = configurationOf({ yaml: `listen: { port: 0 }\nhubs: { koji: { url: '${sample.hubUrl}' } }\n` });
  const configuration = await sampleConfiguration(given, { sample, folder, settings: [] });
  const listed = parseCatalogue(sample.catalogue, "images.yaml");
  if ("problems" in listed) throw new Error(JSON.stringify(listed.problems));
  const identity = createKnownTokens(SAMPLE_TOKENS);
  return serve({ configuration, catalogue: listed.catalogue, identity, log: pino({ level: "silent" }) });
}

test("a hub to which nobody can sign in is told in the log, and read all the same", async () => {
  const folder = mkdtempSync(join(tmpdir(), "serve-writing-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "gateway.pem"), "nothing");
  const sample = await startSampleHub();
  onTestFinished(() => sample.close());
  const logged: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => void logged.push(JSON.parse(line).msg) });
  const given = configurationOf({ yaml: `listen: { port: 0 }\nhubs: { koji: { url: '${sample.hubUrl}' } }\n` });
  const auth = { type: "ssl", authority: null, certificate: join(folder, "gateway.pem"), key: null } as const;
  const configuration = {
    ...given,
    hubs: given.hubs.map((hub) => ({ ...hub, auth })),
    ledger: { redis: null, folder: join(folder, "ledger") },
  };
  const gateway = await serve({ configuration, catalogue: [], identity: NOBODY, log });
  onTestFinished(() => gateway.close());
  expect(logged).toEqual([
    "Nothing can be changed at the hub koji: the certificate of its `auth` is no certificate in PEM.",
  ]);
  expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
});

test("whoever built something is logged out of the hub when the gateway stops", async () => {
  const requests: SampleHubRequest[] = [];
  const sample = await startSampleHub({ onRequest: (request) => requests.push(request) });
  onTestFinished(() => sample.close());
  const gateway = await gatewayOver(sample);
  const headers = { "content-type": "application/json", authorization: "Bearer sample-sig" };
  const input = { image: "Aurora-Plasma-Live", target: "next-compose" };
  const body = JSON.stringify({ query: BUILD_IMAGE, variables: { input } });
  const answer = await fetch(`${gateway.url}/graphql`, { method: "POST", headers, body });
  expect(await answer.json()).toMatchObject({ data: { buildImage: { __typename: "BuildImageSuccess" } } });
  const inSession = () =>
    requests
      .filter(({ user }) => user !== null)
      .map(({ user, calls }) => [user, ...calls.map((call) => call.methodName)]);
  expect(inSession()).toEqual([["alice", "buildImage"]]);
  await gateway.close();
  expect(inSession()).toEqual([
    ["alice", "buildImage"],
    ["alice", "logout"],
  ]);
});
