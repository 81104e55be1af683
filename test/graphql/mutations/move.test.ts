import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PolicyAction } from "../../../model/policy-action.ts";
import { type SampleHub, startSampleHub } from "../../../sample/sample-hub.ts";
import { createGateway, type Gateway } from "../../../server/gateway.ts";
import { hubService, NOW } from "../../support/gateway.ts";
import { PROMOTE_BUILD } from "../../support/mutations.ts";
import { defaultPolicies } from "../../support/policies.ts";

let hub: SampleHub;
let gateway: Gateway;
let nvr: string;

beforeAll(async () => {
  hub = await startSampleHub({ seed: 1, now: () => NOW.getTime() });
  const log = pino({ level: "silent" });
  const policies = { current: defaultPolicies };
  gateway = createGateway({ hubs: [hubService("sample", hub)], policies, log, now: () => NOW });
  const query = `{ builds(filter: { image: "Aurora-MATE-Live", state: [COMPLETE] }, first: 5) { nodes { nvr tags { name } } } }`;
  const { builds } = (await ask(query, {}, null)).data;
  const only = (tags: readonly { name: string }[]) => tags.length === 1 && tags[0]?.name === "main-compose";
  nvr = builds.nodes.find(({ tags }: { tags: readonly { name: string }[] }) => only(tags)).nvr;
});
afterAll(() => hub.close());

async function ask(query: string, variables: object, actions: readonly PolicyAction[] | null) {
  const body = JSON.stringify({ query, variables });
  const init = { method: "POST", headers: { "content-type": "application/json" }, body };
  const viewer = { name: "releng", groups: ["releng"], actions };
  return (await gateway.fetch("http://gateway/graphql", init, { viewer })).json();
}

/** Nothing can be written in this gateway: what is permitted is told that. */
const promote = async (actions: readonly PolicyAction[], fromTag: string | null) =>
  (await ask(PROMOTE_BUILD, { input: { build: { nvr }, tag: "main", fromTag } }, actions)).data.promoteBuild;

test("who may promote a build, and not take it out of its tag, does not move it", async () => {
  expect(await promote(["PROMOTE_BUILD"], null)).toMatchObject({ __typename: "HubUnavailableProblem" });
  expect(await promote(["PROMOTE_BUILD"], "main-compose")).toMatchObject({
    __typename: "PolicyProblem",
    decision: { action: "UNTAG_BUILD", allowed: false },
  });
  expect(await promote(["UNTAG_BUILD"], "main-compose")).toMatchObject({ decision: { action: "PROMOTE_BUILD" } });
  expect(await promote(["PROMOTE_BUILD", "UNTAG_BUILD"], "main-compose")).toMatchObject({
    __typename: "HubUnavailableProblem",
  });
});
