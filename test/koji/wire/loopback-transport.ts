import { onTestFinished } from "vitest";
import { createTransport } from "../../../koji/wire/transport.ts";
import type { Transport, TransportOptions } from "../../../koji/wire/transport.ts";
import { encodeCall, encodeResponse } from "../../../koji/xmlrpc/encode.ts";
import { sendXml, startHub } from "./loopback-hub.ts";
import type { Answer } from "./loopback-hub.ts";

export const CALL = encodeCall("getKojiVersion", []);
export const ANSWER = encodeResponse("1.35.3");
export const answerWell: Answer = (_request, response) => sendXml(response, ANSWER);

/** Closed with the test. */
export function transportTo(options: TransportOptions): Transport {
  const transport = createTransport(options);
  onTestFinished(() => transport.close());
  return transport;
}

export async function hubAndTransport(answer: Answer, options: Partial<TransportOptions> = {}) {
  const hub = await startHub(answer);
  return { hub, transport: transportTo({ url: hub.url, ...options }) };
}

/** What a promise rejects with; a promise that is kept fails the test. */
export async function failureOf(
  promise: Promise<unknown>,
): Promise<Error & { retryAfter?: unknown; passing?: unknown }> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error(`rejected with no Error: ${String(error)}`);
  return error;
}
