import { createHash } from "node:crypto";
import type { Provenance } from "../../loaders/provenance.ts";
import { type Body, createBody } from "./body.ts";

/** However long what it was made of stays as it is, an answer tells of ends to come and of ages: those move. */
const MAX_FRESH_MS = 10_000;
/** So much later it is still given, with its age, while a new one is made behind it. */
const OLD_MS = 10_000;

/** An answer without errors and extensions, as the bytes it leaves as. Times in milliseconds since the epoch. */
export type Answer = {
  readonly body: Body;
  /** Weak: the same for every packing and media type of the same data. */
  readonly etag: string;
  readonly madeOf: Provenance;
  readonly madeAt: number;
  readonly freshUntil: number;
  /** From then on it is not given any more. */
  readonly goneAt: number;
  /** What is told of it once it is fresh no more. */
  readonly old: (now: number) => OldAnswer;
};

/** `age`: seconds since it was made, or since something in it was read that grew old; `body` tells it as `extensions.age`. */
export type OldAnswer = { readonly age: number; readonly body: Body };

/** Null where something old is in it already. */
export function createAnswer(text: Buffer, madeOf: Provenance, madeAt: number): Answer | null {
  const freshUntil = Math.min(madeOf.freshUntil(), madeAt + MAX_FRESH_MS);
  if (freshUntil <= madeAt) return null;
  const etag = `W/"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  // All who ask within a second get the same bytes, packed once.
  let last: (OldAnswer & { readonly since: number }) | null = null;
  const old = (now: number): OldAnswer => {
    const since = ageOf({ madeAt }, now);
    if (last?.since === since) return last;
    const age = Math.max(since, madeOf.age(now));
    last = { since, age, body: createBody(withExtensions(text, { age })) };
    return last;
  };
  return { body: createBody(text), etag, madeOf, madeAt, freshUntil, goneAt: freshUntil + OLD_MS, old };
}

/** Whole seconds since it was made, rather one too many than one too few. */
export const ageOf = ({ madeAt }: Pick<Answer, "madeAt">, now: number): number =>
  Math.max(0, Math.ceil((now - madeAt) / 1000));

/** Bodies have no `extensions` of their own, so that these can stand before the last brace. */
export const withExtensions = (text: Buffer, extensions: Readonly<Record<string, unknown>>): Buffer =>
  Buffer.concat([text.subarray(0, -1), Buffer.from(`,"extensions":${JSON.stringify(extensions)}}`)]);
