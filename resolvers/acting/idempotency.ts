import { createHash } from "node:crypto";
import type { Context } from "../../context/context.ts";
import type { HeldKey, Json } from "../../ledger/ledger.ts";
import { invalidField, type CommonProblem } from "../../model/problem.ts";
import { unlessUnwritten } from "./failures.ts";
import type { Wanted } from "./find-task.ts";

/** What stands in the ledger under a key. */
export type KeyRecord = {
  /** Of what was asked for under it. */
  readonly input: string;
  /** `SENT`: it has left or is about to, and no answer is known. `NOT_DONE`: nothing came of it, so it may be tried again. */
  readonly state: "SENT" | "DONE" | "NOT_DONE";
  readonly wanted: Wanted;
  readonly task: number | null;
  /** The id of what the ledger says of it; null where nothing was about to be sent. */
  readonly entry: string | null;
  /** What else the answer said. */
  readonly said: { readonly [name: string]: Json };
};

/** A key that is held, or none: then nothing is remembered. */
export type OwnKey = {
  /** What was done under it before; null for nothing. */
  readonly known: KeyRecord | null;
  /** Durable once it resolves; rejects with LedgerError. */
  readonly remember: (record: Omit<KeyRecord, "input">) => Promise<void>;
};

export type Keyed = {
  readonly key: string | null | undefined;
  readonly hub: string;
  /** With the name of the mutation, and without the key. */
  readonly input: { readonly [name: string]: unknown };
};

export const NO_KEY: OwnKey = { known: null, remember: () => Promise.resolve() };

const FIT = /^[\u0021-\u007E]{1,128}$/u;

/** Runs `work` while nobody else does under the same key of the same viewer at the same hub. */
export async function underKey<T>(
  { key, hub, input }: Keyed,
  context: Context,
  work: (own: OwnKey) => Promise<T | CommonProblem>,
): Promise<T | CommonProblem> {
  if (key === null || key === undefined) return work(NO_KEY);
  if (!FIT.test(key)) {
    return invalidField(
      ["idempotencyKey"],
      "idempotencyKey is no word of 1 to 128 letters, digits and signs without blanks; give one, as a UUID.",
    );
  }
  const own = hashOf([context.viewer.name, hub, key]);
  const hash = hashOf(input);
  return context.ledger.withKey(`idempotency:${own}`, (held) => {
    const known = recordIn(held.known);
    if (known !== null && known.input !== hash) {
      return Promise.resolve(
        invalidField(
          ["idempotencyKey"],
          "idempotencyKey has been used with another input; give a new one, or that input once more.",
        ),
      );
    }
    return work({ known, remember: (record) => held.write({ ...record, input: hash } satisfies Record<string, Json>) });
  });
}

/** What was done was done, whether that can be remembered or not: whoever asks again will find it. */
export const rememberIfPossible = (own: OwnKey, record: Omit<KeyRecord, "input">): Promise<void> =>
  own.remember(record).catch(unlessUnwritten);

/** Runs `work` while nobody else does for the same words, with a key or without. */
export const alone = <T>(words: readonly string[], context: Context, work: () => Promise<T>): Promise<T> =>
  context.ledger.withKey(`alone:${hashOf(words)}`, work);

/** Of another version of the gateway there may be other records; a key that holds one was used. */
function recordIn(known: HeldKey["known"]): KeyRecord | null {
  if (known === null) return null;
  // Written by `remember`.
  return known as unknown as KeyRecord;
}

/** The same for the same value, in whatever order its members stand; what is null is as good as not given. */
function hashOf(value: unknown): string {
  const text = JSON.stringify(value, (_, member: unknown) => {
    if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
    const given = Object.entries(member).filter(([, one]) => one !== null && one !== undefined);
    return Object.fromEntries(given.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  return createHash("sha256").update(text).digest("base64url");
}
