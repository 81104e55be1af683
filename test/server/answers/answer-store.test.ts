import { expect, test } from "vitest";
import { createProvenance } from "../../../loaders/provenance.ts";
import { createAnswer } from "../../../server/answers/answer.ts";
import { createAnswerStore } from "../../../server/answers/answer-store.ts";

function answerOf(keys: readonly string[], bytes = 100) {
  const provenance = createProvenance();
  const found = { fetchedAt: 0, freshUntil: 1e9, from: "source" } as const;
  for (const key of keys) provenance.of("hub").note(key, "kind", found);
  const answer = createAnswer(Buffer.alloc(bytes), provenance, 0);
  if (answer === null) throw new Error("It is fresh.");
  return answer;
}

test("an answer goes with anything that it is made of, and with nothing else", () => {
  const store = createAnswerStore();
  const [one, two] = [answerOf(["build:1", "task:1"]), answerOf(["build:2", "task:1"])];
  store.put("one", one);
  store.put("two", two);
  store.drop(["build:1", "build:3"], () => false);
  store.drop(["hub build:3"], () => false);
  expect([store.get("one"), store.get("two")]).toEqual([one, two]);
  store.drop(["hub build:1"], () => false);
  expect([store.get("one"), store.get("two")]).toEqual([undefined, two]);
  store.drop(["hub task:1"], () => false);
  expect(store.get("two")).toBeUndefined();
});

test("what is spared stays", () => {
  const store = createAnswerStore();
  store.put("one", answerOf(["task:1"]));
  store.put("two", answerOf(["task:1"]));
  store.drop(["hub task:1"], (key) => key === "two");
  expect([store.get("one"), store.get("two")].map((one) => one !== undefined)).toEqual([false, true]);
});

test("a new answer goes with what it is made of, not with what the one before was made of", () => {
  const store = createAnswerStore();
  store.put("one", answerOf(["build:1"]));
  const next = answerOf(["build:2"]);
  store.put("one", next);
  store.drop(["hub build:1"], () => false);
  expect(store.get("one")).toBe(next);
  store.drop(["hub build:2"], () => false);
  expect(store.get("one")).toBeUndefined();
});

test("it holds so many bytes, and forgets those first that nobody asks for", () => {
  const store = createAnswerStore();
  const mebibytes = (count: number) => answerOf(["build:1"], count * 1_048_576);
  // Half of its 32 MiB is for them packed.
  store.put("first", mebibytes(6));
  store.put("second", mebibytes(6));
  expect(store.get("first")).toBeDefined();
  store.put("third", mebibytes(6));
  expect([store.get("first"), store.get("second"), store.get("third")].map((one) => one !== undefined)).toEqual([
    true,
    false,
    true,
  ]);
  store.put("too big", mebibytes(20));
  expect(store.get("too big")).toBeUndefined();
  expect(store.get("first")).toBeDefined();
});
