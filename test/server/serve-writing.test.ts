import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { parseCatalogue } from "../../catalogue/parse-catalogue.ts";
import { sampleConfiguration } from "../../cli/sample-configuration.ts";
import { SAMPLE_TOKENS } from "../../cli/sample-tokens.ts";
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
