import type { IncomingMessage } from "node:http";
import type { Identity } from "../../identity/identity.ts";
import { IdentityUnavailableError, SignInError } from "../../model/errors.ts";
import { ANONYMOUS, type Viewer } from "../../model/viewer.ts";
import { callerOf } from "./caller.ts";
import { Refusal } from "./refusal.ts";

/** Who sent the request. Rejects with a Refusal. */
export async function signIn(request: IncomingMessage, identity: Identity): Promise<Viewer> {
  // Most say nothing of it, and need not be looked at any further.
  if (request.headers.authorization === undefined) return ANONYMOUS;
  try {
    return await identity.viewerOf(callerOf(request));
  } catch (error) {
    if (error instanceof SignInError) throw notSignedIn(error);
    if (error instanceof IdentityUnavailableError) throw unavailable(error);
    throw error;
  }
}

/** As RFC 6750 (section 3) tells it, so that a client of OAuth asks for a new token. */
const notSignedIn = ({ message, code }: SignInError) =>
  new Refusal(message, {
    status: 401,
    code,
    headers: { "www-authenticate": `Bearer realm="koji-image-gateway", error="invalid_token"`, vary: "Authorization" },
  });

const unavailable = ({ message, code, retryAfter }: IdentityUnavailableError) =>
  new Refusal(message, { status: 503, code, headers: { "retry-after": String(retryAfter), vary: "Authorization" } });
