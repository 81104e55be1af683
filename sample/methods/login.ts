import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { bind, parseSignature } from "../arguments.ts";
import { FAULT, genericFault, HubFault, pythonFault } from "../fault.ts";
import type { Caller } from "../sessions/caller.ts";
import { AUTHTYPE, type Session } from "../sessions/session-table.ts";
import { isStruct, text } from "../values.ts";
import type { User } from "../world/people.ts";
import type { Handler, Hub, Methods } from "./hub.ts";

const auth = (reason: string): HubFault => new HubFault(FAULT.auth, reason);

/** The arguments of koji.auth.Session's method, to which the hub's own passes on whatever it is given. */
function passedOn(python: string, text: string, given: Given): Readonly<Record<string, unknown>> {
  try {
    return bind(parseSignature(python, text), [...given.rest, { ...given.args, __starstar: true }]).named;
  } catch (error) {
    throw error instanceof HubFault ? pythonFault("TypeError", error.message) : error;
  }
}

type Given = { readonly args: Readonly<Record<string, unknown>>; readonly rest: readonly unknown[] };

/** koji.auth.Session.createSession */
function sessionFor(hub: Hub, user: User, { authtype, address, renew }: Wanted): XmlRpcValue {
  const { caller, sessions } = hub;
  const old = renew === true ? caller.expired : null;
  if (old?.master !== undefined && old.master !== null && !sessions.isOpen(old.master)) return null;
  const session = old === null ? sessions.create({ userId: user.id, address, authtype }) : sessions.renew(old, user.id);
  caller.commit();
  return keysOf(session);
}

type Wanted = { readonly authtype: number; readonly address: string; readonly renew: unknown };

const keysOf = ({ id, key }: Session): XmlRpcValue => ({ "session-id": id, "session-key": key, "header-auth": true });

function assertAllowed(user: User): void {
  if (user.status !== 0) throw auth(`logins by ${user.name} are not allowed`);
}

const login: Handler = (hub, args, rest) => {
  const taken = passedOn("Session.login", "user password opts=null renew=false exclusive=false", { args, rest });
  const { user: name, password, opts, renew } = taken;
  if (typeof password !== "string" || password === "") throw auth("invalid username or password");
  if (hub.caller.session !== null) throw auth("Already logged in");
  const user = hub.accounts.withPassword(name, password);
  if (user === null) throw auth("invalid username or password");
  assertAllowed(user);
  const hostip = isStruct(opts) ? opts["hostip"] : null;
  const address = typeof hostip === "string" ? hostip : hub.caller.peer.address;
  return sessionFor(hub, user, { authtype: AUTHTYPE.NORMAL, address, renew });
};

type Known = { readonly name: string; readonly authtype: number; readonly dn: string; readonly mayProxy: boolean };

/** Who may act for others: its certificates' DNs and principals are in ProxyDNs and ProxyPrincipals. */
const PROXY = "image-gateway";

/** Whom the web server has verified. */
function verified({ peer: { identity } }: Caller): Known {
  if (identity.kind === "nobody") throw auth(`could not verify client: ${identity.verify}`);
  if (identity.kind === "kerberos") {
    const { principal } = identity;
    const mayProxy = principal.split(/[/@]/)[0] === PROXY;
    return { name: principal, dn: principal, authtype: AUTHTYPE.GSSAPI, mayProxy };
  }
  const { name, dn } = identity;
  if (name === null) throw auth("unable to get user information (CN) from client certificate");
  return { name, dn, authtype: AUTHTYPE.SSL, mayProxy: name === PROXY };
}

const PROXY_AUTHTYPE =
  "Proxy must use same auth mechanism as hub (behaviour can be overriden via AllowProxyAuthType hub option)";

const sslLogin: Handler = (hub, args, rest) => {
  const names = "proxyuser=null proxyauthtype=null renew=false exclusive=null";
  const { proxyuser, proxyauthtype, renew } = passedOn("Session.sslLogin", names, { args, rest });
  if (hub.caller.session !== null) throw auth("Already logged in");
  const { name, dn, authtype, mayProxy } = verified(hub.caller);
  const proxied = proxyuser !== null && proxyuser !== "";
  if (proxied && !mayProxy) throw auth(`${dn} is not authorized to login other users`);
  if (proxied && proxyauthtype !== null && proxyauthtype !== authtype) throw auth(PROXY_AUTHTYPE);
  const user = lookedUp(hub, proxied ? text(proxyuser) : name, authtype);
  assertAllowed(user);
  return sessionFor(hub, user, { authtype, address: hub.caller.peer.address, renew });
};

/** Over Kerberos a name with @ is a principal; everywhere else it is a name like any other. The unknown are created. */
function lookedUp({ accounts }: Hub, name: string, authtype: number): User {
  if (authtype === AUTHTYPE.GSSAPI && name.includes("@"))
    return accounts.withPrincipal(name) ?? accounts.createFrom(name);
  return accounts.named(name) ?? accounts.create(name, []);
}

function needSession({ session }: Caller): Session {
  if (session === null) throw auth("Not logged in");
  return session;
}

const logout: Handler = ({ caller, sessions }, args) => {
  const own = needSession(caller);
  const { session_id: other } = args;
  const given = other !== null && other !== 0;
  if (given && !caller.may("admin") && !sessions.ofUser(own.userId).some(({ id }) => id === other))
    throw genericFault("query returned no rows");
  const closing = given ? other : own.id;
  caller.commit();
  sessions.close(({ id, master }) => id === closing || master === closing);
  if (!given) caller.leave();
  return null;
};

const exclusiveSession: Handler = ({ caller, sessions }, args, rest) => {
  const { session } = caller;
  if (session === null) return null;
  if (session.master !== null) throw genericFault("subsessions cannot become exclusive");
  if (session.exclusive) throw genericFault("session is already exclusive");
  const { force } = passedOn("Session.makeExclusive", "force=false", { args, rest });
  const other = sessions.ofUser(session.userId).find(({ exclusive, closed }) => exclusive && !closed);
  if (other !== undefined && force !== true) throw new HubFault(FAULT.authLock, "Cannot get exclusive session");
  if (other !== undefined) sessions.close(({ id }) => id === other.id);
  session.exclusive = true;
  caller.commit();
  return null;
};

export const LOGIN_METHODS: Methods = {
  login,
  sslLogin,
  logout,
  exclusiveSession,
  sharedSession: ({ caller }) => {
    if (caller.session !== null) caller.session.exclusive = false;
    caller.commit();
    return null;
  },
  subsession: ({ caller, sessions }) => {
    const { id, userId, address, authtype, master } = needSession(caller);
    caller.commit();
    return keysOf(sessions.create({ userId, address, authtype, master: master ?? id }));
  },
  logoutChild: ({ caller, sessions }, args) => {
    const { id } = needSession(caller);
    caller.commit();
    sessions.close((session) => session.id === args["session_id"] && session.master === id);
    return null;
  },
};
