import { afterAll, beforeEach, expect, test } from "vitest";
import { actingGateway, type Someone } from "../../support/acting-gateway.ts";
import { BUILD_IMAGE, CANCEL_TASK, RESUBMIT_TASK } from "../../support/mutations.ts";

const gateway = await actingGateway();
afterAll(gateway.close);
beforeEach(gateway.clear);

const act = async (someone: Someone | null, mutation: string, input: object) => {
  const { data, errors } = await gateway.askAs(someone, mutation, { input });
  expect(errors).toBeUndefined();
  // One field each.
  return Object.values<Record<string, unknown>>(data)[0] ?? {};
};

type Task = { readonly kojiId: number; readonly request: Record<string, unknown> };
const taskOf = ({ task }: Record<string, unknown>) => task as Task;

const ORDER = {
  target: "main-compose",
  version: "45",
  arches: ["x86_64"],
  method: { livemedia: { kickstart: "k.ks", kickstartUrl: "git+https://git.aurora.example.org/k.git?#main" } },
};

async function begun(someone: Someone, image: string, more: object = {}): Promise<number> {
  const answer = await act(someone, BUILD_IMAGE, { ...ORDER, image, ...more });
  gateway.clear();
  return taskOf(answer).kojiId;
}

const newest = async () => (await gateway.ledger.page({}, { first: 1, olderThan: null })).entries[0];

const STATE = "query State($id: Int!) { task(kojiId: $id) { state children { state } } }";

test("who started a task cancels it, and everybody sees that at once", async () => {
  const taskId = await begun("sample-releng", "To-Cancel");
  await gateway.askAs(null, STATE, { id: taskId });
  expect(await act("sample-releng", CANCEL_TASK, { taskId })).toMatchObject({
    __typename: "TaskSuccess",
    task: { kojiId: taskId, state: "CANCELED" },
  });
  expect(gateway.writes()).toEqual(["cancelTask by releng"]);
  expect((await gateway.askAs(null, STATE, { id: taskId })).data.task.state).toBe("CANCELED");
  expect(await newest()).toMatchObject({
    action: "CANCEL_TASK",
    subject: `task ${taskId}`,
    outcome: "DONE",
    task: taskId,
  });
});

test("the image of a task that does not name it is written down as the catalogue has it", async () => {
  const taskId = await begun("sample-releng", "Aurora-Cloud-EC2", {
    version: null,
    arches: null,
    method: null,
    allowDuplicate: true,
  });
  await act("sample-releng", CANCEL_TASK, { taskId });
  expect(await newest()).toMatchObject({ subject: `task ${taskId}`, image: "Aurora-Cloud-EC2", outcome: "DONE" });
});

test("a task that has ended is not cancelled: its state is told, and the hub hears nothing", async () => {
  const taskId = await begun("sample-releng", "Cancelled-Already");
  await act("sample-releng", CANCEL_TASK, { taskId });
  gateway.clear();
  const answer = await act("sample-releng", CANCEL_TASK, { taskId });
  expect(answer).toMatchObject({ __typename: "InvalidInputProblem", fields: [{ path: ["taskId"] }] });
  expect(answer["message"]).toBe(
    `Task ${taskId} has ended already (CANCELED); only one that waits or runs can be cancelled.`,
  );
  expect(gateway.writes()).toEqual([]);
});

test.each([CANCEL_TASK, RESUBMIT_TASK])("a task that is not there, or a hub: %#", async (mutation) => {
  for (const taskId of [999_999_999, 0, -1]) {
    expect(await act("sample-releng", mutation, { taskId })).toMatchObject({
      __typename: "InvalidInputProblem",
      fields: [{ path: ["taskId"] }],
    });
  }
  const elsewhere = await act("sample-releng", mutation, { taskId: 1, hub: "nowhere" });
  expect(elsewhere).toMatchObject({ __typename: "InvalidInputProblem", fields: [{ path: ["hub"] }] });
  expect(await act(null, mutation, { taskId: 1 })).toMatchObject({ __typename: "NotSignedInProblem" });
  expect(gateway.writes()).toEqual([]);
});

test("another's task is not cancelled: the rules say so before the hub could", async () => {
  const taskId = await begun("sample-releng", "Of-Releng");
  expect(await act("sample-sig", CANCEL_TASK, { taskId })).toMatchObject({
    __typename: "PolicyProblem",
    decision: { allowed: false, action: "CANCEL_TASK" },
  });
  expect(gateway.writes()).toEqual([]);
  expect(await newest()).toMatchObject({ viewer: "alice", action: "CANCEL_TASK", allowed: false, outcome: "REFUSED" });
});

test("what the rules permit the hub may refuse", async () => {
  const taskId = await begun("sample-sig", "Aurora-Plasma-Live", { allowDuplicate: true });
  expect(await act("sample-releng", CANCEL_TASK, { taskId })).toMatchObject({
    __typename: "HubRefusedProblem",
    fault: 1004,
    message: "Cannot cancel task, not owner",
  });
  expect(await newest()).toMatchObject({ viewer: "releng", outcome: "REFUSED_BY_HUB", allowed: true });
});

test("a part of a task is cancelled, too", async () => {
  const { data } = await gateway.askAs(
    null,
    `{ tasks(filter: { method: ["createLiveMedia"], state: [OPEN], owner: "releng" }, first: 1) { nodes { kojiId parent { kojiId } } } }`,
  );
  const { kojiId, parent } = data.tasks.nodes[0];
  expect(parent.kojiId).toBeLessThan(kojiId);
  const answer = await act("sample-releng", CANCEL_TASK, { taskId: kojiId });
  expect(answer).toMatchObject({ __typename: "TaskSuccess", task: { kojiId, state: "CANCELED" } });
  expect(gateway.writes()).toEqual(["cancelTask by releng"]);
  const after = await gateway.askAs(null, STATE, { id: parent.kojiId });
  const states = after.data.task.children.map(({ state }: { state: string }) => state);
  expect(states).toContain("CANCELED");
});

test("a cancelled build is started again as it was", async () => {
  const taskId = await begun("sample-releng", "Again");
  const cancelled = taskOf(await act("sample-releng", CANCEL_TASK, { taskId }));
  gateway.clear();
  const answer = await act("sample-releng", RESUBMIT_TASK, { taskId });
  expect(answer).toMatchObject({ __typename: "TaskSuccess", task: { state: "FREE", method: "livemedia" } });
  expect(taskOf(answer).kojiId).toBeGreaterThan(taskId);
  expect(taskOf(answer).request).toEqual(cancelled.request);
  expect(gateway.writes()).toEqual(["resubmitTask by releng"]);
  expect(await newest()).toMatchObject({ action: "RESUBMIT_TASK", outcome: "DONE", task: taskOf(answer).kojiId });
});

test("only what failed or was cancelled is resubmitted, and only a task of its own", async () => {
  const taskId = await begun("sample-releng", "Waits");
  const waits = await act("sample-releng", RESUBMIT_TASK, { taskId });
  expect(waits["message"]).toBe(`Task ${taskId} is FREE; only one that failed or was cancelled can be resubmitted.`);
  const { data } = await gateway.askAs(
    null,
    '{ tasks(filter: { method: ["createLiveMedia"] }, first: 1) { nodes { kojiId parent { kojiId } } } }',
  );
  const { kojiId, parent } = data.tasks.nodes[0];
  const part = await act("sample-releng", RESUBMIT_TASK, { taskId: kojiId });
  expect(part["message"]).toBe(`Task ${kojiId} is part of task ${parent.kojiId}; that is the one to resubmit.`);
  expect(gateway.writes()).toEqual([]);
});

test("who may resubmit a task, as its owner, must be permitted to build what it builds", async () => {
  // The hub lets alice build for production, the gateway's rules do not; and the hub looks at nothing when she resubmits.
  const opts = { ksurl: "git+https://git.aurora.example.org/k.git?#main" };
  const params = [
    "Aurora-Plasma-Live",
    "45",
    ["x86_64"],
    "main-compose",
    "k.ks",
    "livemedia",
    { opts, __starstar: true },
  ];
  const taskId = Number(await gateway.writer.call("alice", { methodName: "buildImage", params }));
  await gateway.writer.call("alice", { methodName: "cancelTask", params: [taskId] });
  gateway.clear();
  const answer = await act("sample-sig", RESUBMIT_TASK, { taskId });
  expect(answer).toMatchObject({ __typename: "PolicyProblem", decision: { allowed: false, action: "BUILD_IMAGE" } });
  expect(gateway.writes()).toEqual([]);
  expect(await newest()).toMatchObject({
    viewer: "alice",
    action: "RESUBMIT_TASK",
    allowed: false,
    outcome: "REFUSED",
  });
});
