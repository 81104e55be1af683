import { LRUCache } from "lru-cache";
import type { Answer } from "./answer.ts";

/** A board of 36 images has 180 KB. */
const MAX_BYTES = 32 * 1_048_576;
/** What a key of what it was made of takes, in two directions. */
const KEY_BYTES = 300;

/** Answers in the memory of this process, those least used forgotten first. */
export type AnswerStore = {
  readonly get: (key: string) => Answer | undefined;
  readonly put: (key: string, answer: Answer) => void;
  /** Forgets every answer that was made of one of those, and is not spared. */
  readonly drop: (madeOf: readonly string[], spared: (key: string) => boolean) => void;
};

export function createAnswerStore(): AnswerStore {
  /** Keys of answers, by what they were made of. */
  const uses = new Map<string, Set<string>>();
  const answers = new LRUCache<string, Answer>({
    maxSize: MAX_BYTES,
    // Packed, and in both encodings, it is less than once more as long.
    sizeCalculation: ({ body, madeOf }) => 1_000 + body.plain.length * 2 + madeOf.keys().size * KEY_BYTES,
    dispose: ({ madeOf }, key) => {
      for (const one of madeOf.keys()) {
        const users = uses.get(one);
        if (users?.delete(key) && users.size === 0) uses.delete(one);
      }
    },
  });
  return {
    get: (key) => answers.get(key),
    put: (key, answer) => {
      answers.delete(key);
      // Too big a one is not taken.
      if (!answers.set(key, answer).has(key)) return;
      for (const one of answer.madeOf.keys()) uses.set(one, (uses.get(one) ?? new Set()).add(key));
    },
    drop: (madeOf, spared) => {
      for (const one of madeOf) for (const key of uses.get(one) ?? []) if (!spared(key)) answers.delete(key);
    },
  };
}
