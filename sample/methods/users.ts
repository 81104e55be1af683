import { genericFault } from "../fault.ts";
import { queryOpts, runQuery } from "../query.ts";
import type { Row } from "../values.ts";
import { PERMISSIONS, permissionsOf, type User, USERS } from "../world/people.ts";
import type { Handler, Hub, Methods } from "./hub.ts";
import { noSuchUser, userOf } from "./lookups.ts";

const userRow = ({ id, name, principals, status, usertype }: User): Row => ({
  id,
  krb_principals: principals,
  name,
  status,
  usertype,
});

const listUsers: Handler = ({ accounts }, args) => {
  const { userType, prefix, perm, inherited_perm: inherited } = args;
  const found = accounts
    .all()
    .filter(
      (user) =>
        (userType === null || user.usertype === userType) &&
        (typeof prefix !== "string" || user.name.toLowerCase().startsWith(prefix.toLowerCase())) &&
        (typeof perm !== "string" || (inherited === true ? permissionsOf(user).has(perm) : user.perms.includes(perm))),
    );
  return runQuery(found, { row: userRow }, queryOpts(args["queryOpts"]));
};

/** Where nobody is told, whoever is logged in. */
const someUser = ({ caller, accounts }: Hub, value: unknown): User | null =>
  userOf(value ?? caller.user?.id ?? null, (key) => accounts.find(key));

function needUserOf(hub: Hub, value: unknown): User {
  const user = someUser(hub, value);
  if (user === null) throw noSuchUser(value);
  return user;
}

const getUser: Handler = (hub, args) => {
  const user = args["strict"] === true ? needUserOf(hub, args["userInfo"]) : someUser(hub, args["userInfo"]);
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

const getUserPermsInheritance: Handler = (hub, args) =>
  Object.fromEntries(
    [...permissionsOf(needUserOf(hub, args["userID"]))].map(([perm, groups]) => [
      perm,
      groups.length === 0 ? [null] : groups,
    ]),
  );

const groupId = (name: string): number | null =>
  USERS.find((user) => user.usertype === 2 && user.name === name)?.id ?? null;

const getGroupMembers: Handler = (hub, args) => {
  const group = someUser(hub, args["group"]);
  if (group === null || group.usertype !== 2) throw genericFault(`No such group: ${String(args["group"])}`);
  return hub.accounts
    .all()
    .filter(({ groups }) => groups.includes(group.name))
    .map(({ id, name, principals, usertype }) => ({
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
  getUserPerms: (hub, args) => {
    const user = needUserOf(hub, args["userID"]);
    return args["with_groups"] === false ? user.perms : [...permissionsOf(user).keys()];
  },
  getUserGroups: (hub, args) => needUserOf(hub, args["user"]).groups.map((name) => ({ id: groupId(name), name })),
  getAllPerms: () => PERMISSIONS.map(({ description, id, name }) => ({ description, id, name })),
};
