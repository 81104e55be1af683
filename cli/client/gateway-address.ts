import { readClientEnvironment } from "../../config/environment.ts";
import { EXIT } from "../exit-status.ts";
import { NoAnswerError } from "./no-answer-error.ts";

/** Where a command asks, and as whom. */
export type GatewayAddress = {
  readonly url: URL;
  /** Null: as nobody. */
  readonly token: string | null;
};

const DEFAULT_URL = "http://127.0.0.1:4000/graphql";
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/iu;

/** As KOJI_IMAGE_URL and KOJI_IMAGE_TOKEN say. Throws NoAnswerError for an address that cannot be asked. */
export function gatewayAddress(): GatewayAddress {
  const { url: written, token } = readClientEnvironment();
  const url = URL.canParse(written ?? DEFAULT_URL) ? new URL(written ?? DEFAULT_URL) : null;
  if (url === null || !/^https?:$/u.test(url.protocol) || url.username !== "" || url.password !== "") {
    // It may hold a password: it is not repeated.
    const says = `KOJI_IMAGE_URL is no address of a gateway; give one as ${DEFAULT_URL}, without a name or password in it.`;
    throw new NoAnswerError(says, EXIT.wrongUsage);
  }
  if (token !== null && !/^[\x21-\x7e]+$/u.test(token)) {
    throw new NoAnswerError("KOJI_IMAGE_TOKEN holds what no token has; give the token alone.", EXIT.wrongUsage);
  }
  if (token !== null && url.protocol === "http:" && !LOOPBACK.test(url.hostname)) {
    const says = `KOJI_IMAGE_TOKEN would travel to ${url.host} for everybody to read; give an https:// address in KOJI_IMAGE_URL.`;
    throw new NoAnswerError(says, EXIT.wrongUsage);
  }
  // As the gateway itself says where it is up.
  if (url.pathname === "/") url.pathname = "/graphql";
  return { url, token };
}
