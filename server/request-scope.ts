import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";

/** What is known of the HTTP request under way, for errors and log lines that are made far from it. */
type RequestScope = { readonly requestId: string };

const storage = new AsyncLocalStorage<RequestScope>();

export const inRequest = <T>(scope: RequestScope, run: () => T): T => storage.run(scope, run);

export const currentRequestId = (): string => storage.getStore()?.requestId ?? "none";

/** The caller's own id where it is a plain word, so that it can be followed through proxies; else a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === "string" && /^[\w.:-]{1,64}$/u.test(header) ? header : randomUUID();
}
