import type { z } from "zod";
import { HubUnavailableError } from "../model/errors.ts";

/** The hub's answer as its type has it. Throws HubUnavailableError for one that is not. */
export function checked<T>(type: z.ZodType<T>, methodName: string, value: unknown): T {
  const result = checkedSlot(type, methodName, value);
  if (result instanceof Error) throw result;
  return result;
}

export function checkedSlot<T>(type: z.ZodType<T>, methodName: string, value: unknown): T | Error {
  const result = type.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  return new HubUnavailableError(
    `The hub's answer to ${methodName} is not what Koji sends: ${issue?.path.join(".") || "the answer"}: ${issue?.message}.`,
  );
}
