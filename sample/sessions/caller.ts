import { FAULT, HubFault } from "../fault.ts";
import { permissionsOf, type User } from "../world/people.ts";
import type { Session } from "./session-table.ts";

/** What the web server in front of Koji says of who is at the other end of the connection. */
export type Peer = {
  readonly address: string;
  readonly identity: Identity;
};

export type Identity =
  /** `verify`: as mod_ssl has it, `NONE` for no certificate, `None` where it was not asked. */
  | { readonly kind: "nobody"; readonly verify: "NONE" | "None" }
  | { readonly kind: "certificate"; readonly name: string | null; readonly dn: string }
  | { readonly kind: "kerberos"; readonly principal: string };

type Signed = { readonly session: Session; readonly user: User; readonly exclusive: boolean };

type Parts = {
  readonly peer: Peer;
  readonly signed?: Signed | null;
  readonly expired?: Session | null;
  readonly callnum?: number | null;
  readonly message?: string;
};

/** Who makes a request, in a session or nobody; what koji.auth.Session is to the hub. */
export class Caller {
  readonly peer: Peer;
  readonly callnum: number | null;
  /** The session that came with the request but has expired: logging in may renew it. */
  readonly expired: Session | null;
  readonly message: string;
  #signed: Signed | null;
  /** Whether the request changed anything so far: only then its number is kept. */
  #committed = false;

  constructor({ peer, signed = null, expired = null, callnum = null, message = "" }: Parts) {
    this.peer = peer;
    this.#signed = signed;
    this.expired = expired;
    this.callnum = callnum;
    this.message = message;
  }

  get user(): User | null {
    return this.#signed?.user ?? null;
  }

  get session(): Session | null {
    return this.#signed?.session ?? null;
  }

  /** It or the session it was made in is the only one that its user may use. */
  get exclusive(): boolean {
    return this.#signed?.exclusive ?? false;
  }

  get committed(): boolean {
    return this.#committed;
  }

  commit(): void {
    this.#committed = true;
    if (this.session !== null && this.callnum !== null) this.session.callnum = this.callnum;
  }

  /** What is left of the request is nobody's. */
  leave(): void {
    this.#signed = null;
  }

  get perms(): readonly string[] {
    return this.user === null ? [] : [...permissionsOf(this.user).keys()];
  }

  may(permission: string): boolean {
    return this.perms.includes(permission);
  }

  assertPermission(name: string): void {
    if (this.may(name) || this.may("admin")) return;
    const who = this.user === null ? "(user not logged in)" : `(logged in as ${this.user.name})`;
    throw new HubFault(FAULT.notAllowed, `${name} permission required ${who}`);
  }

  /** The user; whoever is nobody is refused. */
  assertLogin(): User {
    if (this.user === null) throw new HubFault(FAULT.notAllowed, "you must be logged in for this operation");
    return this.user;
  }
}
