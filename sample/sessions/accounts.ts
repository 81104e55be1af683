import { HOSTS } from "../world/hosts.ts";
import { type User, USERS } from "../world/people.ts";

/** What everybody who has a password signs in with. */
const PASSWORD = "sample";

/** Everybody the hub knows: the world's people, groups and hosts, and whom somebody signed in as first. */
export class Accounts {
  readonly #users: User[] = [...USERS, ...HOSTS.map(hostUser)];

  all(): readonly User[] {
    return this.#users;
  }

  /** By id, name or Kerberos principal. */
  find(key: string | number): User | null {
    return this.#users.find(({ id, name, principals }) => id === key || name === key || isIn(principals, key)) ?? null;
  }

  named(name: string): User | null {
    return this.#users.find((user) => user.name === name) ?? null;
  }

  withPrincipal(principal: string): User | null {
    return this.#users.find(({ principals }) => principals.includes(principal)) ?? null;
  }

  /** Null for a wrong password, and for whom there is none: groups, hosts, and who came by another way. */
  withPassword(name: unknown, password: unknown): User | null {
    const user = typeof name === "string" && password === PASSWORD ? this.named(name) : null;
    return user !== null && USERS.includes(user) && user.usertype === 0 ? user : null;
  }

  /** As a hub does with whom it does not know (LoginCreatesUser). */
  create(name: string, principals: readonly string[]): User {
    const id = Math.max(...this.#users.map((user) => user.id)) + 1;
    const user: User = { id, name, status: 0, usertype: 0, principals, groups: [], perms: [] };
    this.#users.push(user);
    return user;
  }

  /** `name@REALM` is who is called `name`, old or new. */
  createFrom(principal: string): User {
    const name = principal.slice(0, principal.indexOf("@"));
    const known = this.named(name);
    if (known === null) return this.create(name, [principal]);
    const user: User = { ...known, principals: [...known.principals, principal] };
    this.#users.splice(this.#users.indexOf(known), 1, user);
    return user;
  }
}

const isIn = (principals: readonly string[], key: string | number): boolean =>
  typeof key === "string" && principals.includes(key);

function hostUser({ userId, name }: { readonly userId: number; readonly name: string }): User {
  return { id: userId, name, status: 0, usertype: 1, principals: [], groups: [], perms: [] };
}

/** Who may sign in by name and password. */
export const ACCOUNTS: readonly { readonly name: string; readonly password: string }[] = USERS.filter(
  ({ status, usertype }) => status === 0 && usertype === 0,
).map(({ name }) => ({ name, password: PASSWORD }));
