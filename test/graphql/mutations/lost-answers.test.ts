import { afterEach, expect, test } from "vitest";
import type { SampleHubRequest } from "../../../sample/sample-hub.ts";
import { type ActingGateway, actingGateway } from "../../support/acting-gateway.ts";
import { BUILD_IMAGE, CANCEL_TASK, PROMOTE_BUILD, RESUBMIT_TASK, UNTAG_BUILD } from "../../support/mutations.ts";

const started: ActingGateway[] = [];
afterEach(async () => {
  for (const gateway of started.splice(0)) await gateway.close();
});

/** The answer to the first call of the method is lost, once. */
async function losing(method: string, speed = 0): Promise<ActingGateway> {
  let lost = false;
  const gateway = await actingGateway({
    speed,
    beforeAnswer: ({ writes }: SampleHubRequest) => {
      if (lost || !writes.some(({ methodName }) => methodName === method)) return "send";
      lost = true;
      return "lose";
    },
  });
  started.push(gateway);
  return gateway;
}

async function act(gateway: ActingGateway, mutation: string, input: object) {
  const { data, errors } = await gateway.askAs("sample-releng", mutation, { input });
  expect(errors).toBeUndefined();
  // One field each; a test says what it expects of it.
  // oxlint-disable-next-line typescript/no-explicit-any
  return Object.values<any>(data)[0];
}

const outcome = async ({ ledger }: ActingGateway) =>
  (await ledger.page({}, { first: 1, olderThan: null })).entries[0]?.outcome;

const ORDER = {
  image: "Lost",
  target: "main-compose",
  version: "45",
  arches: ["x86_64"],
  method: { livemedia: { kickstart: "k.ks", kickstartUrl: "git+https://git.aurora.example.org/k.git?#main" } },
};

test("a task whose cancelling got no answer is seen to be cancelled", async () => {
  const gateway = await losing("cancelTask");
  const { task } = await act(gateway, BUILD_IMAGE, ORDER);
  const answer = await act(gateway, CANCEL_TASK, { taskId: task.kojiId });
  expect(answer).toMatchObject({ __typename: "TaskSuccess", task: { state: "CANCELED" } });
  expect(await outcome(gateway)).toBe("DONE");
});

test("a resubmission that got no answer is found by its request", async () => {
  const gateway = await losing("resubmitTask");
  const { task } = await act(gateway, BUILD_IMAGE, ORDER);
  await act(gateway, CANCEL_TASK, { taskId: task.kojiId });
  const answer = await act(gateway, RESUBMIT_TASK, { taskId: task.kojiId });
  expect(answer).toMatchObject({ __typename: "TaskSuccess", task: { state: "FREE", request: task.request } });
  expect(answer.task.kojiId).toBeGreaterThan(task.kojiId);
  expect(gateway.writes().filter((write) => write.startsWith("resubmit"))).toEqual(["resubmitTask by releng"]);
});

const BUILDS = `{ builds(filter: { image: "Aurora-MATE-Live", state: [COMPLETE] }, first: 5) { nodes { nvr tags { name } } } }`;

async function candidate(gateway: ActingGateway): Promise<string> {
  const { data } = await gateway.askAs(null, BUILDS);
  const nodes: readonly { nvr: string; tags: readonly { name: string }[] }[] = data.builds.nodes;
  return nodes.find(({ tags }) => tags.length === 1 && tags[0]?.name === "main-compose")?.nvr ?? "";
}

test("a promotion that got no answer is found, and waited for", async () => {
  const gateway = await losing("tagBuild", 600);
  const nvr = await candidate(gateway);
  const answer = await act(gateway, PROMOTE_BUILD, { build: { nvr }, tag: "main" });
  expect(answer).toMatchObject({ __typename: "PromoteBuildSuccess", build: { nvr } });
  expect(gateway.writes()).toEqual(["tagBuild by releng"]);
}, 40_000);

test("a build that was untagged without an answer is seen to be", async () => {
  const gateway = await losing("untagBuild");
  const nvr = await candidate(gateway);
  const answer = await act(gateway, UNTAG_BUILD, { build: { nvr }, tag: "main-compose" });
  expect(answer).toMatchObject({ __typename: "PromoteBuildSuccess", build: { nvr, tags: [] } });
  expect(await outcome(gateway)).toBe("DONE");
});
