import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import type { Args } from "../arguments.ts";
import type { Accounts } from "../sessions/accounts.ts";
import type { Caller } from "../sessions/caller.ts";
import type { SessionTable } from "../sessions/session-table.ts";
import type { World } from "../world/world.ts";

/** What a hub is, whoever calls. */
export type HubParts = {
  readonly world: World;
  readonly accounts: Accounts;
  readonly sessions: SessionTable;
  /** Ids of the users who uploaded first to a folder: it is theirs. */
  readonly folderOwners: Map<string, number>;
};

/** What a method may use. */
export type Hub = HubParts & {
  readonly caller: Caller;
  /** Calls another method of the hub, as count and filterResults do. */
  readonly call: (method: string, params: readonly unknown[]) => XmlRpcValue;
};

export type Handler = (hub: Hub, args: Args["named"], rest: Args["rest"]) => XmlRpcValue;

/** A noun's methods by Koji's names. */
export type Methods = Readonly<Record<string, Handler>>;
