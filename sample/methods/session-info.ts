import { FAULT, genericFault, HubFault } from "../fault.ts";
import type { Session } from "../sessions/session-table.ts";
import { type Row, text, timestamp, timeText } from "../values.ts";
import { findPermission } from "../world/people.ts";
import type { Handler, Methods } from "./hub.ts";

const getLoggedInUser: Handler = ({ caller: { user, session } }) => {
  if (user === null || session === null) return null;
  const { id, name, status, usertype, principals } = user;
  const [first = null] = principals;
  const { authtype } = session;
  return { id, name, status, usertype, krb_principals: principals, authtype, krb_principal: first };
};

/** A session as of the call before this one: its number is stored later. */
function sessionRow(session: Session, now: number): Row {
  const { userId, startMs, updateMs, renewMs, exclusive, ...row } = session;
  return {
    authtype: row.authtype,
    callnum: row.callnum,
    exclusive: exclusive ? true : null,
    expired: row.expired,
    master: row.master,
    renew_time: renewMs === null ? null : timeText(renewMs, now),
    renew_ts: renewMs === null ? null : timestamp(renewMs, now),
    start_time: timeText(startMs, now),
    start_ts: timestamp(startMs, now),
    update_time: timeText(updateMs, now),
    update_ts: timestamp(updateMs, now),
    user_id: userId,
  };
}

const getSessionInfo: Handler = ({ caller, sessions, accounts, world }, args) => {
  const { details, user_id: of } = args;
  if (caller.session === null) return null;
  const now = world.now();
  const row = (session: Session): Row =>
    details === true
      ? { ...sessionRow(session, now), hostip: session.address, id: session.id }
      : sessionRow(session, now);
  if (of === null || of === 0 || of === "") return row(caller.session);
  const user = typeof of === "string" || typeof of === "number" ? accounts.find(of) : null;
  if (user === null) throw genericFault(`No such user: ${typeof of === "string" ? `'${of}'` : text(of)}`);
  if (!caller.may("admin") && user.id !== caller.session.userId)
    throw new HubFault(FAULT.notAllowed, "only admins or owners may see all active sessions");
  return sessions
    .ofUser(user.id)
    .filter(({ expired }) => !expired)
    .map(row);
};

/** As Python shows the object; its inner life is the hub's own affair and left out. */
const showSession: Handler = ({ caller: { session, user, callnum, message } }) => {
  if (session === null || user === null) return `session: not logged in${message === "" ? "" : ` (${message})`}`;
  const { id, key, authtype, address, master } = session;
  const nameless = { name: user.name, status: user.status, usertype: user.usertype };
  const members = { logged_in: true, id, master, key, user_id: user.id, authtype, hostip: address };
  return `session ${id}: ${text({ ...members, user_data: nameless, message, callnum })}`;
};

export const SESSION_METHODS: Methods = {
  getLoggedInUser,
  getSessionInfo,
  showSession,
  getPerms: ({ caller }) => caller.perms,
  hasPerm: ({ caller }, args) => {
    const { perm, strict } = args;
    const known = typeof perm === "string" || typeof perm === "number" ? findPermission(perm) : null;
    if (strict === true && known === null) throw genericFault(`No such permission ${text(perm)} defined`);
    return caller.may(text(perm));
  },
};
