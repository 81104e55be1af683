import type { Ask } from "../ask.ts";
import type { MediaType } from "../request/media-type.ts";
import type { Question } from "../request/question.ts";
import { type Answer, createAnswer } from "./answer.ts";
import { createExecution, type Execution } from "./execution.ts";

/** A question that has a key. */
export type Answerable = Question & { readonly key: string };

/** What came of it. `answer`: null for what may not be kept. */
export type Executed = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: Buffer;
  readonly answer: Answer | null;
};

type Options = {
  readonly mediaType: MediaType;
  /** Takes nothing old. */
  readonly current: boolean;
  readonly signal: AbortSignal;
};

export type Begun = { readonly execution: Execution; readonly executed: Promise<Executed> };

export type Executor = {
  readonly begin: (question: Answerable, options: Options) => Begun;
  /** What is under way and has used one of those is outdated. */
  readonly changed: (keys: readonly string[]) => void;
};

/** Answers questions through GraphQL. `keep` gets the answers that may be given to others. */
export function createExecutor(parts: {
  readonly ask: Ask;
  readonly now: () => number;
  readonly keep: (key: string, answer: Answer) => void;
}): Executor {
  const { ask, now, keep } = parts;
  const underWay = new Set<Execution>();
  const run = async (question: Answerable, execution: Execution, { mediaType, signal }: Options): Promise<Executed> => {
    const madeAt = now();
    const headers = { accept: mediaType, "content-type": "application/json" };
    const response = await ask(question, { headers, signal, execution });
    const text = Buffer.from(await response.text());
    const answer = response.status === 200 ? answerOf(execution, text, madeAt) : null;
    if (answer !== null) keep(question.key, answer);
    return { status: response.status, headers: Object.fromEntries(response.headers), text, answer };
  };
  return {
    begin: (question, options) => {
      const execution = createExecution(options.current);
      underWay.add(execution);
      const executed = run(question, execution, options).finally(() => underWay.delete(execution));
      return { execution, executed };
    },
    changed: (keys) => {
      for (const execution of underWay) if (execution.madeOf?.uses(keys)) execution.outdated = true;
    },
  };
}

function answerOf({ madeOf, plain, outdated }: Execution, text: Buffer, madeAt: number): Answer | null {
  if (madeOf === null || !plain || outdated || !madeOf.cacheable()) return null;
  return createAnswer(text, madeOf, madeAt);
}
