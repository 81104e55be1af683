import { readFile } from "node:fs/promises";
import { HubWriteError, HubRefusedError } from "../../model/errors.ts";
import { createTransport, type TransportOptions } from "../wire/transport.ts";
import { AUTH_ERROR } from "./fault-codes.ts";
import type { HubLogin } from "./hub-login.ts";
import { requestSession } from "./session-request.ts";

/**
 * For hubs to test with: a person logs in with a password of their own, from a file of lines `name:password`, read anew
 * for each login. Real hubs rarely take passwords, and none lets one account act for another by them.
 */
export function createPasswordLogin(options: TransportOptions & { readonly passwordFile: string }): HubLogin {
  const transport = createTransport({ ...options, connections: 1 });
  return {
    async login(user, { signal }) {
      const password = passwordOf(user, await textOf(options.passwordFile));
      const params = [user, password];
      return (await requestSession(transport, { methodName: "login", params, user, signal })).keys;
    },
    close: () => transport.close(),
  };
}

function passwordOf(user: string, text: string): string {
  const line = text.split(/\r?\n/u).find((candidate) => candidate.startsWith(`${user}:`));
  const password = line?.slice(user.length + 1) ?? "";
  if (password !== "") return password;
  throw new HubRefusedError(
    `The gateway has no password of ${user} for this hub: its passwordFile has no line for them.`,
    AUTH_ERROR,
  );
}

/** Its path stays out of messages, which people read who do not run the gateway; the cause has it. */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const message = "The passwordFile of the hub's `auth` cannot be read any more. Nothing was changed.";
    throw new HubWriteError(message, { outcome: "NOT_SENT", cause });
  }
}
