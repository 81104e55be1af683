import {
  BadArgumentError,
  ExpectedError,
  HubRefusedError,
  HubUnavailableError,
  HubWriteError,
  LedgerError,
} from "../../model/errors.ts";
import { type HubUnavailableProblem, invalidField, type CommonProblem, type SendOutcome } from "../../model/problem.ts";

export const unavailable = (
  message: string,
  { outcome, retryAfter = null }: { readonly outcome: SendOutcome; readonly retryAfter?: number | null },
): HubUnavailableProblem => ({ code: "HUB_UNAVAILABLE", message, outcome, retryAfter });

/** For what went wrong before anything was sent; a bug stays one. */
export async function beforeAnything<T>(work: () => Promise<T>): Promise<T | CommonProblem> {
  try {
    return await work();
  } catch (error) {
    return problemBefore(error);
  }
}

/** For what stays so whether it can be written down or not. Throws what is no failure of the ledger. */
export function unlessUnwritten(error: unknown): void {
  if (!(error instanceof LedgerError)) throw error;
}

/** Throws what nobody expects. */
export function problemBefore(error: unknown): CommonProblem {
  if (!(error instanceof ExpectedError)) throw error;
  const { message } = error;
  if (error instanceof HubRefusedError) return { code: "HUB_REFUSED", message, fault: error.fault };
  if (error instanceof BadArgumentError) return invalidField([], message);
  if (error instanceof HubWriteError || error instanceof HubUnavailableError) {
    return unavailable(message, { outcome: "NOT_SENT", retryAfter: error.retryAfter });
  }
  if (error instanceof LedgerError) return unavailable(`Nothing was done. ${message}`, { outcome: "NOT_SENT" });
  return unavailable(message, { outcome: "NOT_SENT" });
}
