import { expect, test } from "vitest";
import { createProvenance } from "../../../loaders/provenance.ts";
import { createAnswer } from "../../../server/answers/answer.ts";
import { createExecution, type Execution } from "../../../server/answers/execution.ts";
import type { Begun, Executed } from "../../../server/answers/executor.ts";
import { createRenewals } from "../../../server/answers/renewals.ts";

const QUESTION = { method: "POST", text: "{}", key: "k" } as const;
const TO = { mediaType: "application/json" } as const;

function anOldAnswer() {
  const answer = createAnswer(Buffer.from("{}"), createProvenance(), 0);
  if (answer === null) throw new Error("It is fresh.");
  return answer;
}

/** Renewals whose executions never end by themselves; `signals` of those that were begun. */
function endless() {
  let moment = 20_000;
  const signals: AbortSignal[] = [];
  const executions: Execution[] = [];
  const begin = (_question: object, { signal, current }: { signal: AbortSignal; current: boolean }): Begun => {
    signals.push(signal);
    const execution = createExecution(current);
    executions.push(execution);
    const executed = new Promise<Executed>((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(new Error("ended")));
    });
    return { execution, executed };
  };
  const renewals = createRenewals({ begin, changed: () => undefined }, () => moment);
  return { renewals, signals, executions, later: (milliseconds: number) => (moment += milliseconds) };
}

test("an old answer is made anew once, of nothing old, however many ask and however long it takes", () => {
  const { renewals, signals, executions, later } = endless();
  const old = anOldAnswer();
  for (let n = 0; n < 10; n += 1) {
    renewals.renew(QUESTION, TO, old);
    later(500);
  }
  expect(signals).toHaveLength(1);
  expect(executions.map(({ current }) => current)).toEqual([true]);
  renewals.close();
});

test("what failed is tried again a second later, not before", async () => {
  const { renewals, signals, later } = endless();
  const old = anOldAnswer();
  renewals.renew(QUESTION, TO, old);
  renewals.close();
  // Ended, and told.
  await new Promise(setImmediate);
  later(999);
  renewals.renew(QUESTION, TO, old);
  expect(signals).toHaveLength(1);
  later(1);
  renewals.renew(QUESTION, TO, old);
  expect(signals).toHaveLength(2);
  renewals.close();
});

test("closing ends what is under way", () => {
  const { renewals, signals } = endless();
  renewals.renew(QUESTION, TO, anOldAnswer());
  expect(signals[0]?.aborted).toBe(false);
  renewals.close();
  expect(signals[0]?.aborted).toBe(true);
});

test("a new answer comes as long as one is made that has used nothing that changed since", async () => {
  const { renewals, executions } = endless();
  expect(renewals.comes("k")).toBe(false);
  renewals.renew(QUESTION, TO, anOldAnswer());
  expect([renewals.comes("k"), renewals.comes("other")]).toEqual([true, false]);
  for (const execution of executions) execution.outdated = true;
  expect(renewals.comes("k")).toBe(false);
  renewals.close();
  await new Promise(setImmediate);
  renewals.renew(QUESTION, TO, anOldAnswer());
  expect(renewals.comes("k")).toBe(true);
  renewals.close();
});
