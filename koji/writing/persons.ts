import { z } from "zod";
import { HubRefusedError } from "../../model/errors.ts";
import { checked } from "../checked.ts";
import type { HubClient } from "../wire/hub-client.ts";
import { AUTH_ERROR } from "./fault-codes.ts";

/** The rows of getUser, and Koji's numbers in them (koji.USERTYPES, koji.USER_STATUS). */
const UserRow = z.object({ name: z.string(), usertype: z.number().nullable(), status: z.number().nullable() });
const PERSON = 0;
const NORMAL = 0;

/** The column's length; what does not print has no place in a name. */
const NAME = /^(?=.{1,255}$)[^\s\p{C}](?:[^\p{C}\p{Zl}\p{Zp}]*[^\s\p{C}])?$/u;

/**
 * Rejects with HubRefusedError unless the hub has a person of exactly this name who may log in, and it is not the
 * gateway itself; else as HubClient.call does. A login would create a user whom the hub does not know
 * (LoginCreatesUser), and getUser finds people by their Kerberos names too.
 */
export async function checkPerson(
  user: string,
  { client, own, signal }: { client: HubClient; own: readonly string[]; signal?: AbortSignal | undefined },
): Promise<void> {
  const shown = JSON.stringify(user);
  if (!NAME.test(user)) refuse(`${shown} cannot be the name of a user of the hub.`);
  if (own.includes(user)) refuse(`${shown} is the gateway's own account at the hub: it acts for people only.`);
  const row = checked(UserRow.nullable(), "getUser", await client.call("getUser", [user], { signal, fresh: true }));
  if (row === null) refuse(`The hub knows no user ${shown}. Its administrators add people: koji add-user.`);
  if (row.name !== user)
    refuse(`The hub knows no user ${shown}; the one it finds by that is ${JSON.stringify(row.name)}.`);
  if (row.usertype !== PERSON) refuse(`${shown} is no person at the hub, but a build host or a group.`);
  if (row.status !== NORMAL) refuse(`The hub does not let ${shown} log in: its administrators have disabled the user.`);
}

function refuse(message: string): never {
  throw new HubRefusedError(message, AUTH_ERROR);
}
