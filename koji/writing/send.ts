import { HubUnavailableError } from "../../model/errors.ts";
import { HubWireError, RequestTooLargeError } from "../wire/hub-wire-error.ts";
import type { Transport } from "../wire/transport.ts";
import { decodeResponse } from "../xmlrpc/decode.ts";
import { encodeCall } from "../xmlrpc/encode.ts";
import { XmlRpcFault, XmlRpcSyntaxError } from "../xmlrpc/errors.ts";
import type { XmlRpcValue } from "../xmlrpc/value.ts";
import type { SessionKeys } from "./hub-login.ts";

/** What goes to the hub in a session, but for its number. */
export type WriteRequest = {
  readonly body: Uint8Array;
  /** Of an upload's chunk, which is no XML-RPC. */
  readonly query?: Readonly<Record<string, string>>;
};

/** A request of a session. The same again has the same number. */
export type Numbered = { readonly keys: SessionKeys; readonly number: number; readonly deadlineMs?: number };

/** `unsent`: no hub got it whole, so nothing came of it. `lost`: it may have arrived, and was not answered. */
export type Sent =
  | { readonly kind: "answered"; readonly value: XmlRpcValue }
  | { readonly kind: "fault"; readonly fault: XmlRpcFault }
  | { readonly kind: "unsent"; readonly error: Error }
  | { readonly kind: "lost"; readonly error: Error };

/** Never rejects, and never asks twice. */
export type Send = (request: WriteRequest, numbered: Numbered) => Promise<Sent>;

/** Throws XmlRpcEncodeError. */
export const callRequest = (methodName: string, params: readonly XmlRpcValue[]): WriteRequest => ({
  body: encodeCall(methodName, params),
});

export const createSend =
  (transport: Transport): Send =>
  async ({ body, query }, { keys, number, deadlineMs }) => {
    try {
      const { chunks } = await transport.post(body, {
        headers: { ...sessionHeaders(keys, number), ...(query === undefined ? {} : UPLOAD) },
        ...(query === undefined ? {} : { query }),
        ...(deadlineMs === undefined ? {} : { deadlineMs }),
      });
      return { kind: "answered", value: decodeResponse(chunks) };
    } catch (error) {
      return failed(error, transport.address);
    }
  };

const UPLOAD = { "content-type": "application/octet-stream" };

/** Hubs before 1.35 look for the number where its second name is (kojihub/auth.py, Session): without, they would not check it. */
const sessionHeaders = ({ id, key }: SessionKeys, number: number) => ({
  "koji-session-id": String(id),
  "koji-session-key": key,
  "koji-session-callnum": String(number),
  "koji-callnum": String(number),
});

function failed(error: unknown, hub: string): Sent {
  if (error instanceof XmlRpcFault) return { kind: "fault", fault: error };
  if (error instanceof RequestTooLargeError) return { kind: "unsent", error };
  if (error instanceof HubWireError) return { kind: error.arrived ? "lost" : "unsent", error };
  if (error instanceof XmlRpcSyntaxError) {
    const message = `The Koji hub at ${hub} sent an answer that is not whole XML-RPC: ${error.message}.`;
    return { kind: "lost", error: new HubUnavailableError(message, { cause: error }) };
  }
  return { kind: "lost", error: error instanceof Error ? error : new Error(String(error)) };
}
