import type { Context } from "../context/context.ts";
import type { Failure } from "../loaders/failure.ts";
import type { LogFile } from "../model/artifact.ts";
import { BadArgumentError } from "../model/errors.ts";

type Lines = { readonly lines?: number | null | undefined };

export const TAIL_LINES = 50;
export const EXCERPT_LINES = 20;
const MAX_LINES = 1000;

/** Throws BadArgumentError for a number of lines out of bounds. */
export async function logTail(log: LogFile, { lines }: Lines, context: Context): Promise<readonly string[]> {
  return context.hub(log.hub).logs.tail(log, checked(lines ?? TAIL_LINES));
}

/** Throws BadArgumentError for a number of lines out of bounds. */
export async function failureExcerpt({ log }: Failure, { lines }: Lines, context: Context): Promise<readonly string[]> {
  const count = checked(lines ?? EXCERPT_LINES);
  return log === null ? [] : context.hub(log.hub).logs.excerpt(log, count);
}

function checked(lines: number): number {
  if (lines >= 1 && lines <= MAX_LINES) return lines;
  throw new BadArgumentError(
    `lines is ${lines}; give a number from 1 to ${MAX_LINES}, and read all of a log at its url.`,
  );
}
