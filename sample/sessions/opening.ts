import type { IncomingHttpHeaders } from "node:http";
import { FAULT, HubFault, pythonFault } from "../fault.ts";
import { Caller, type Peer } from "./caller.ts";
import type { Accounts } from "./accounts.ts";
import type { Session, SessionTable } from "./session-table.ts";

/** What comes with a request of a session; `callnum` is read later, where the hub does. */
export type Credentials = {
  readonly id: number;
  readonly key: string;
  readonly callnum: number | null;
};

const auth = (text: string): HubFault => new HubFault(FAULT.auth, text);

/** From the headers, or else from the query. Null for a request of nobody; throws what the hub says of half of them. */
export function credentialsOf(headers: IncomingHttpHeaders, query: string): Credentials | null {
  const { "koji-session-id": id, "koji-session-key": key } = headers;
  if (id !== undefined) {
    const number = integer(String(id));
    if (key === undefined) throw pythonFault("KeyError", "'HTTP_KOJI_SESSION_KEY'");
    const callnum = headers["koji-session-callnum"] ?? headers["koji-callnum"];
    return { id: number, key: String(key), callnum: callnum === undefined ? null : integer(String(callnum)) };
  }
  return query === "" ? null : fromQuery(fieldsOf(query));
}

/** What Python's int() takes. */
export function integer(text: string): number {
  if (/^\s*[+-]?\d+\s*$/.test(text)) return Number(text);
  throw pythonFault("ValueError", `invalid literal for int() with base 10: '${text}'`);
}

/** urllib's parse_qs with strict_parsing. */
export function fieldsOf(query: string): URLSearchParams {
  const bad = query === "" ? undefined : query.split("&").find((field) => !field.includes("="));
  if (bad !== undefined) throw pythonFault("ValueError", `bad query field: '${bad}'`);
  return new URLSearchParams(query);
}

function fromQuery(fields: URLSearchParams): Credentials {
  const need = (name: string): string => {
    const value = fields.get(name);
    if (value === null || value === "") throw auth(`'${name}' not specified in session args`);
    return value;
  };
  const [id, key, callnum] = [integer(need("session-id")), need("session-key"), fields.get("callnum")];
  if (callnum !== null && !/^\s*[+-]?\d+\s*$/.test(callnum)) throw auth(`Invalid callnum: '${callnum}'`);
  return { id, key, callnum: callnum === null ? null : Number(callnum) };
}

type Door = {
  readonly sessions: SessionTable;
  readonly accounts: Accounts;
  readonly world: { now(): number };
};

type Entrance = {
  readonly credentials: Credentials | null;
  readonly peer: Peer;
  /** Null for an upload. */
  readonly method: string | null;
};

const LOGIN_METHODS: readonly (string | null)[] = ["login", "sslLogin"];
/** An exclusive session of the same user does not keep these out. */
const UNLOCKED: readonly (string | null)[] = ["exclusiveSession", "login", "logout"];
/** What Koji lets a client repeat although it was done. */
const REPEATABLE: readonly (string | null)[] = ["repoExpire", "repoDelete", "repoProblem"];

/** Who it is that calls. Throws what the hub answers to a session it does not take, whatever is called. */
export function enter(door: Door, { credentials, peer, method }: Entrance): Caller {
  if (credentials === null) return new Caller({ peer, message: "no session header or session args" });
  const { callnum } = credentials;
  const session = door.sessions.find({ ...credentials, address: peer.address });
  if (session === null) throw auth("Invalid session or bad credentials");
  if (session.expired && !LOGIN_METHODS.includes(method))
    throw new HubFault(FAULT.authExpired, `session "${session.id}" has expired`);
  if (callnum !== null) checkNumber(session, callnum, method);
  if (session.expired) return new Caller({ peer, expired: session });
  const user = door.accounts.find(session.userId);
  if (user === null || user.status !== 0) throw auth(`logins by ${user?.name ?? ""} are not allowed`);
  const exclusive = mayUse(door.sessions, session, method);
  session.updateMs = door.world.now();
  return new Caller({ peer, signed: { session, user, exclusive }, callnum });
}

/** A number that is stored is that of a call which changed something: it must not be carried out again. */
function checkNumber({ id, callnum: last }: Session, callnum: number, method: string | null): void {
  if (last === null) return;
  if (last > callnum) throw new HubFault(FAULT.sequence, `${last} > ${callnum} (session ${id})`);
  if (last < callnum || REPEATABLE.includes(method)) return;
  throw new HubFault(FAULT.retry, `unable to retry call ${callnum} (method ${method ?? "None"}) for session ${id}`);
}

/** Whether it is the exclusive one of its user; throws when another is. */
function mayUse(sessions: SessionTable, { id, userId, master }: Session, method: string | null): boolean {
  const exclusive = sessions.ofUser(userId).find((one) => one.exclusive && !one.closed);
  if (exclusive === undefined) return false;
  if (exclusive.id === id || exclusive.id === master) return true;
  if (UNLOCKED.includes(method)) return false;
  throw new HubFault(FAULT.authLock, "User locked by another session");
}
