import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { actingGateway } from "../../support/acting-gateway.ts";
import { PROMOTE_BUILD } from "../../support/mutations.ts";

// Time stands still: a task that tags waits until somebody cancels it.
const gateway = await actingGateway();
afterAll(gateway.close);

const CANDIDATE = `{ builds(filter: { image: "Aurora-MATE-Live", state: [COMPLETE] }, first: 5) {
  nodes { nvr tags { name } }
} }`;
type Candidate = { readonly nvr: string; readonly tags: readonly { readonly name: string }[] };

async function tagTask(): Promise<number> {
  for (;;) {
    const [entry] = (await gateway.ledger.page({}, { first: 1, olderThan: null })).entries;
    if (entry?.task) return entry.task;
    await sleep(20);
  }
}

test("a promotion whose task is cancelled says so, and under a key that another one is needed", async () => {
  const { data } = await gateway.askAs<{ builds: { nodes: Candidate[] } }>(null, CANDIDATE);
  const nvr = data.builds.nodes.find(({ tags }) => tags.length === 1)?.nvr;
  const input = { build: { nvr }, tag: "main", idempotencyKey: "promote-once" };
  const promote = async () => (await gateway.askAs("sample-releng", PROMOTE_BUILD, { input })).data.promoteBuild;
  gateway.clear();
  const promoting = promote();
  const task = await tagTask();
  await gateway.writer.call("releng", { methodName: "cancelTask", params: [task] });
  const problem = {
    __typename: "HubRefusedProblem",
    message: expect.stringMatching(
      /^Cancelled .* Under this key that is how it stays; try again under another one\.$/u,
    ),
  };
  expect(await promoting).toMatchObject(problem);
  expect(await promote()).toMatchObject(problem);
  expect(gateway.writes()).toEqual(["tagBuild by releng", "cancelTask by releng"]);
});
