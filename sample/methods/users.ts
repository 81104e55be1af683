import { genericFault } from "../fault.ts";
import { queryOpts, runQuery } from "../query.ts";
import type { Row } from "../values.ts";
import { HOSTS } from "../world/hosts.ts";
import { PERMISSIONS, permissionsOf, type User, USERS } from "../world/people.ts";
import type { Handler, Methods } from "./hub.ts";
import { needUser, userOf } from "./lookups.ts";

/** Hosts are users of type 1. */
const EVERYBODY: readonly User[] = [
  ...USERS,
  ...HOSTS.map(({ userId, name }): User => ({
    id: userId,
    name,
    status: 0,
    usertype: 1,
    principals: [],
    groups: [],
    perms: [],
  })),
];

const userRow = ({ id, name, principals, status, usertype }: User): Row => ({
  id,
  krb_principals: principals,
  name,
  status,
  usertype,
});

const listUsers: Handler = (_, args) => {
  const { userType, prefix, perm, inherited_perm: inherited } = args;
  const found = EVERYBODY.filter(
    (user) =>
      (userType === null || user.usertype === userType) &&
      (typeof prefix !== "string" || user.name.toLowerCase().startsWith(prefix.toLowerCase())) &&
      (typeof perm !== "string" || (inherited === true ? permissionsOf(user).has(perm) : user.perms.includes(perm))),
  );
  return runQuery(found, { row: userRow }, queryOpts(args["queryOpts"]));
};

const getUser: Handler = (_, args) => {
  const user = args["strict"] === true ? needUser(args["userInfo"]) : userOf(args["userInfo"]);
  if (user === null) return null;
  const { id, name, status, usertype, principals, groups } = user;
  return {
    id,
    name,
    status,
    usertype,
    ...(args["krb_princs"] === false ? {} : { krb_principals: principals }),
    ...(args["groups"] === true ? { groups } : {}),
  };
};

const getUserPermsInheritance: Handler = (_, args) =>
  Object.fromEntries(
    [...permissionsOf(needUser(args["userID"]))].map(([perm, groups]) => [perm, groups.length === 0 ? [null] : groups]),
  );

const groupId = (name: string): number | null =>
  USERS.find((user) => user.usertype === 2 && user.name === name)?.id ?? null;

const getGroupMembers: Handler = (_, args) => {
  const group = userOf(args["group"]);
  if (group === null || group.usertype !== 2) throw genericFault(`No such group: ${String(args["group"])}`);
  return USERS.filter(({ groups }) => groups.includes(group.name)).map(({ id, name, principals, usertype }) => ({
    id,
    krb_principals: principals,
    name,
    usertype,
  }));
};

export const USER_METHODS: Methods = {
  listUsers,
  getUser,
  getUserPermsInheritance,
  getGroupMembers,
  getUserPerms: (_, args) => {
    const user = needUser(args["userID"]);
    return args["with_groups"] === false ? user.perms : [...permissionsOf(user).keys()];
  },
  getUserGroups: (_, args) => needUser(args["user"]).groups.map((name) => ({ id: groupId(name), name })),
  getAllPerms: () => PERMISSIONS.map(({ description, id, name }) => ({ description, id, name })),
  getLoggedInUser: () => null,
  getPerms: () => [],
  hasPerm: () => false,
  showSession: () => "session: not logged in (no session header or session args)",
  getSessionInfo: () => null,
};
