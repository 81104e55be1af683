import { afterAll, expect, test } from "vitest";
import { actingGateway } from "../../support/acting-gateway.ts";
import { BUILD_IMAGE, RESUBMIT_TASK } from "../../support/mutations.ts";

const gateway = await actingGateway();
afterAll(gateway.close);

const TRIED = `{ tasks(first: 100, filter: { imageMethod: [IMAGE], state: [FAILED], parentsOnly: true }) {
  nodes { kojiId scratch request }
} }`;
type Tried = { readonly kojiId: number; readonly scratch: boolean; readonly request: { readonly inst_tree?: string } };

test("what lies at a host that the hub's configuration knows may be built once more", async () => {
  const { data } = await gateway.askAs<{ tasks: { nodes: Tried[] } }>(null, TRIED);
  const failed = data.tasks.nodes.find(
    ({ scratch, request }) => !scratch && JSON.stringify(request).includes("compose"),
  );
  expect(failed).toBeDefined();
  gateway.clear();
  const again = await gateway.askAs("sample-releng", RESUBMIT_TASK, { input: { taskId: failed?.kojiId } });
  expect(again.data.resubmitTask).toMatchObject({ __typename: "TaskSuccess" });
  expect(gateway.writes()).toEqual(["resubmitTask by releng"]);
});

test("what lies elsewhere is refused with the host to be added, and the hub hears nothing", async () => {
  gateway.clear();
  const input = {
    image: "Aurora-Plasma-Live",
    target: "main-compose",
    version: "45",
    arches: ["x86_64"],
    scratch: false,
    repos: ["https://elsewhere.example.net/repo"],
    method: { livemedia: { kickstart: "k.ks", kickstartUrl: "git+https://git.aurora.example.org/k.git?#main" } },
  };
  const { data } = await gateway.askAs("sample-releng", BUILD_IMAGE, { input });
  expect(data.buildImage).toMatchObject({
    __typename: "PolicyProblem",
    message: expect.stringMatching(/known-repos.*add their host to the hub's `knownHosts`\.$/u),
    decision: { determinedBy: [{ id: "known-repos" }] },
  });
  expect(gateway.writes()).toEqual([]);
});
