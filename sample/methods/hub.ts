import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import type { Args } from "../arguments.ts";
import type { World } from "../world/world.ts";

/** What a method may use. */
export type Hub = {
  readonly world: World;
  /** Calls another method of the hub, as count and filterResults do. */
  readonly call: (method: string, params: readonly unknown[]) => XmlRpcValue;
};

export type Handler = (hub: Hub, args: Args["named"], rest: Args["rest"]) => XmlRpcValue;

/** A noun's methods by Koji's names. */
export type Methods = Readonly<Record<string, Handler>>;
