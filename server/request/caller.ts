import type { IncomingMessage } from "node:http";
import type { Caller } from "../../identity/identity.ts";
import { SignInError } from "../../model/errors.ts";

/** Who a request says it is from. Throws SignInError where it says that twice: Node would take the first. */
export function callerOf(request: IncomingMessage): Caller {
  const [authorization, ...more] = request.headersDistinct["authorization"] ?? [];
  if (more.length > 0) throw new SignInError("The request has several Authorization headers; send one.");
  return { authorization, local: isLocal(request) };
}

const LOOPBACK_ADDRESS = /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/u;
const LOOPBACK_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/iu;
const ADDED_BY_PROXIES = ["forwarded", "via", "x-forwarded-for", "x-real-ip"];

/**
 * Both ends of the connection are on loopback, and nobody stands between: no proxy that passes others on, and no page
 * in a browser whose name was made to point here.
 */
function isLocal({ socket, headers }: IncomingMessage): boolean {
  return (
    LOOPBACK_ADDRESS.test(socket.remoteAddress ?? "") &&
    LOOPBACK_ADDRESS.test(socket.localAddress ?? "") &&
    LOOPBACK_HOST.test(headers.host ?? "") &&
    ADDED_BY_PROXIES.every((name) => headers[name] === undefined)
  );
}
