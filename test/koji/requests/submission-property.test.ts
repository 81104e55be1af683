import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readBuildDraft } from "../../../koji/requests/build-draft.ts";
import { submissionOf } from "../../../koji/requests/submission.ts";
import { readTaskRequest } from "../../../koji/requests/task-request.ts";
import { createHubClient } from "../../../koji/wire/hub-client.ts";
import { completed } from "../../../model/build-draft.ts";
import type { BuildOrder } from "../../../model/build-order.ts";
import { imageMethodOfTask } from "../../../model/image-method.ts";
import { orderProblems } from "../../../model/order-problems.ts";
import { actingGateway } from "../../support/acting-gateway.ts";
import { orderBy, ORDERED_METHODS } from "../../support/order-arbitrary.ts";

const NOTHING = { uploadedTo: null };

/** The order that its task's request tells, with what each build decides anew. */
function readBack(order: BuildOrder): BuildOrder {
  const { task } = submissionOf(order, NOTHING);
  const request = readTaskRequest(task.method, task.params);
  const draft = readBuildDraft(imageMethodOfTask(task.method) ?? "OTHER", request);
  if (draft === null) throw new Error("It is no image's request.");
  const { scratch, background, skipTag, release } = order;
  return { ...completed(draft, order.name).order, scratch, background, skipTag, release };
}

test.each(ORDERED_METHODS)("an order for %s is read back from the task that comes of it", (method) => {
  fc.assert(
    fc.property(orderBy(method), (order) => {
      expect(orderProblems(order)).toEqual([]);
      const again = readBack(order);
      expect(submissionOf(again, NOTHING).task).toEqual(submissionOf(order, NOTHING).task);
      const { scratch, target, version } = readTaskRequest(...taskOf(order)).image ?? {};
      expect({ scratch, target, version }).toEqual({
        scratch: order.scratch,
        target: order.target,
        version: order.version,
      });
    }),
    { numRuns: 60 },
  );
});

const taskOf = (order: BuildOrder) => {
  const { task } = submissionOf(order, NOTHING);
  return [task.method, [...task.params]] as const;
};

test("a hub keeps of an order what it is said to keep", async () => {
  const gateway = await actingGateway();
  const client = createHubClient({ url: gateway.hub.hubUrl });
  try {
    for (const method of ORDERED_METHODS) {
      for (const made of fc.sample(orderBy(method), { numRuns: 3, seed: 7 })) {
        const order = { ...made, target: "main-compose" };
        const { call, task } = submissionOf(order, NOTHING);
        const id = await gateway.writer.call("releng", call);
        expect(await client.call("getTaskRequest", [id])).toEqual(task.params);
      }
    }
  } finally {
    await client.close();
    await gateway.close();
  }
}, 30_000);
