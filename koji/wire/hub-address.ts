import { BadArgumentError } from "../../model/errors.ts";

/** A hub's URL, taken apart as its transport needs it. `address` is what messages and logs show. */
export type HubAddress = {
  readonly origin: string;
  readonly path: string;
  readonly address: string;
  readonly tls: boolean;
};

/** Throws BadArgumentError where a request to `url` could not work; no message repeats a password. */
export function parseHubAddress(url: string): HubAddress {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new BadArgumentError(
      "A hub's URL must be an http or https address, such as https://koji.example.org/kojihub.",
    );
  }
  const address = `${parsed.origin}${parsed.pathname}`;
  if (parsed.username !== "" || parsed.password !== "") {
    throw new BadArgumentError(
      `The hub URL ${address} holds a user name or password: remove them, Koji does not read them and logs would show them.`,
    );
  }
  // Koji takes any query string for a URL session and answers fault 1002 to every call.
  if (parsed.search !== "") {
    throw new BadArgumentError(
      `The hub URL ${address} has a query string: remove it, a hub refuses every call with one.`,
    );
  }
  return { origin: parsed.origin, path: parsed.pathname, address, tls: parsed.protocol === "https:" };
}
