import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPolicyStore } from "../../policies/policy-store.ts";
import { type SampleHub, startSampleHub } from "../../sample/sample-hub.ts";
import { createGateway, type Gateway } from "../../server/gateway.ts";
import { policyFolder, rule } from "../policies/policy-folder.ts";
import { hubService, NOW } from "../support/gateway.ts";

const RULES = [
  rule("all", "permit (principal, action, resource);"),
  rule("from-somewhere", "forbid (principal, action, resource) unless { context has sourceHost };"),
];

let hub: SampleHub;
let gateway: Gateway;
const disk = policyFolder({ "rules.cedar": RULES.join("\n") });

beforeAll(async () => {
  hub = await startSampleHub({ seed: 1, now: () => NOW.getTime() });
  const set = openPolicyStore({ folder: disk.folder, everyMs: null, log: () => undefined }).current();
  const service = hubService("sample", hub);
  const log = pino({ level: "silent" });
  gateway = createGateway({ hubs: [service], policies: { current: () => set }, log, now: () => NOW });
});
afterAll(async () => {
  await hub.close();
  disk.remove();
});

const decisionOn = async (method: object | null) => {
  const input = { image: "Aurora-Plasma-Live", target: "main-compose", version: "45", arches: ["x86_64"], method };
  const body = JSON.stringify({
    query: "query ($input: BuildImageInput!) { preflight(input: $input) { decision { allowed determinedBy { id } } } }",
    variables: { input },
  });
  const init = { method: "POST", headers: { "content-type": "application/json" }, body };
  const viewer = { name: "alice", groups: [], actions: null };
  const answer = await (await gateway.fetch("http://gateway/graphql", init, { viewer })).json();
  const { allowed, determinedBy } = answer.data.preflight.decision;
  return [allowed, ...determinedBy.map(({ id }: { id: string }) => id)];
};

test("for the rules, a kickstart that comes along is from nowhere, whatever the catalogue says of the image", async () => {
  const kickstartUrl = "git+https://git.example.org/kickstarts.git#main";
  expect(await decisionOn({ livemedia: { kickstart: "a.ks", kickstartUrl } })).toEqual([true, "all"]);
  const kickstartSource = "%packages\n%end\n";
  expect(await decisionOn({ livemedia: { kickstart: "a.ks", kickstartSource } })).toEqual([false, "from-somewhere"]);
});
