import type { Ask } from "../ask.ts";
import type { Answer } from "./answer.ts";
import { createAnswerStore } from "./answer-store.ts";
import { type Answerable, createExecutor } from "./executor.ts";
import { createFlights } from "./flights.ts";
import { createRenewals } from "./renewals.ts";
import { type Recipient, sendAnswer, sendExecuted, sendNewAnswer, sendOldAnswer, sendTraced } from "./send-answer.ts";

/** Answers that everybody may hear. */
export type Answers = {
  /** Answers from what is stored, or through GraphQL: once for all who ask the same at the same time. */
  readonly give: (question: Answerable, to: Recipient) => Promise<void>;
  /** Answers from what is stored, and says that it cost nothing; false where nothing is. */
  readonly giveTraced: (question: Answerable, to: Recipient) => boolean;
  /** Forgets answers that were made of one of those; keys as loaders/provenance.ts has them. */
  readonly changed: (keys: readonly string[]) => void;
  /** Ends what is made behind answers. */
  readonly close: () => void;
};

/** `now`: milliseconds since the epoch. */
export function createAnswers(ask: Ask, now: () => number): Answers {
  const store = createAnswerStore();
  const executor = createExecutor({ ask, now, keep: store.put });
  const renewals = createRenewals(executor, now);
  const flights = createFlights();

  const find = (question: Answerable, to: Recipient): Answer | null => {
    const answer = store.get(question.key);
    if (answer === undefined || now() >= answer.goneAt) return null;
    if (now() >= answer.freshUntil) renewals.renew(question, to, answer);
    return answer;
  };
  const make = async (question: Answerable, to: Recipient): Promise<void> => {
    const options = { mediaType: to.mediaType, current: false };
    const { executed, leave } = flights.join(flightOf(question, to), (signal) =>
      executor.begin(question, { ...options, signal }),
    );
    to.response.once("close", leave);
    const done = await executed;
    if (done.answer === null) sendExecuted(to, done);
    else await sendNewAnswer(to, done.answer, now());
  };
  return {
    give: async (question, to) => {
      const answer = find(question, to);
      if (answer === null) return make(question, to);
      if (now() < answer.freshUntil) sendAnswer(to, answer, now());
      else sendOldAnswer(to, answer, now());
    },
    giveTraced: (question, to) => {
      const answer = find(question, to);
      if (answer !== null) sendTraced(to, answer, now());
      return answer !== null;
    },
    changed: (keys) => {
      executor.changed(keys);
      // What is found anew behind an old answer is such a change: the old one serves until the new one is there.
      store.drop(keys, renewals.comes);
    },
    close: renewals.close,
  };
}

/** Errors tell places in the very text that was sent, and their status depends on the media type. */
const flightOf = ({ key, text }: Answerable, { mediaType }: Recipient): string => `${mediaType} ${key} ${text}`;
