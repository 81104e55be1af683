import { z } from "zod";
import { HubRefusedError, HubUnavailableError } from "../../model/errors.ts";
import { checked } from "../checked.ts";
import { faultMessage } from "../wire/faults.ts";
import { HubWireError } from "../wire/hub-wire-error.ts";
import type { Transport, TransportAnswer } from "../wire/transport.ts";
import { decodeResponse } from "../xmlrpc/decode.ts";
import { encodeCall } from "../xmlrpc/encode.ts";
import { XmlRpcFault, XmlRpcSyntaxError } from "../xmlrpc/errors.ts";
import type { XmlRpcValue } from "../xmlrpc/value.ts";
import { OFFLINE } from "./fault-codes.ts";
import type { SessionKeys } from "./hub-login.ts";

export type LoginRequest = {
  readonly methodName: "login" | "sslLogin";
  readonly params: readonly XmlRpcValue[];
  readonly user: string;
  readonly signal: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
};

export type LoginAnswer = { readonly keys: SessionKeys; readonly challenge: string | null };

/** Koji 1.30 and newer; older hubs take sessions in the address only, where logs would show them. */
const SessionRow = z.object({
  "session-id": z.number().int(),
  "session-key": z.string().regex(/^[\x21-\x7e]+$/),
  "header-auth": z.literal(true),
});

/**
 * Asks for a session; a second time where the first try broke off, as nothing but another session can come of it.
 * Rejects with HubRefusedError, HubUnavailableError or the signal's reason.
 */
export async function requestSession(transport: Transport, login: LoginRequest): Promise<LoginAnswer> {
  const { signal, headers = {} } = login;
  const body = encodeCall(login.methodName, login.params);
  const post = () => transport.post(body, { signal, headers });
  const answer = await post().catch((error: unknown) => {
    // A header that proves something works once.
    if (error instanceof HubWireError && error.passing && login.headers === undefined) return post();
    throw error;
  });
  return { keys: keysIn(answer, login, transport.address), challenge: answer.challenge };
}

function keysIn({ chunks }: TransportAnswer, { methodName, user }: LoginRequest, hub: string): SessionKeys {
  try {
    const row = checked(SessionRow, methodName, decodeResponse(chunks));
    return { id: row["session-id"], key: row["session-key"] };
  } catch (error) {
    if (error instanceof XmlRpcFault) throw errorForLogin(error, user);
    if (!(error instanceof XmlRpcSyntaxError)) throw error;
    throw new HubUnavailableError(`The Koji hub at ${hub} sent an answer that is not whole XML-RPC: ${error.message}.`);
  }
}

function errorForLogin(fault: XmlRpcFault, user: string): Error {
  const message = faultMessage(fault);
  if (fault.code === OFFLINE) return new HubUnavailableError(`The hub says that it is offline: ${message}.`);
  const cure = /not authorized to login other users/u.test(message)
    ? " Its administrators have to allow the gateway to act for others: ProxyDNs for certificates, ProxyPrincipals for Kerberos."
    : "";
  return new HubRefusedError(`The hub gives no session for ${user}: ${message}.${cure}`, fault.code);
}
