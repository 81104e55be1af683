export type User = {
  readonly id: number;
  readonly name: string;
  /** 0 normal, 1 blocked. */
  readonly status: 0 | 1;
  /** 0 person, 1 host, 2 group. */
  readonly usertype: 0 | 1 | 2;
  readonly principals: readonly string[];
  readonly groups: readonly string[];
  readonly perms: readonly string[];
};

const REALM = "AURORA.EXAMPLE.ORG";

type Person = {
  readonly name: string;
  readonly groups?: readonly string[];
  readonly perms?: readonly string[];
  readonly blocked?: true;
  readonly principal?: false;
};

const ALL_IMAGES = ["image", "livemedia", "livecd", "appliance"] as const;

const PEOPLE: readonly Person[] = [
  { name: "kojiadmin", perms: ["admin"] },
  { name: "releng", perms: [...ALL_IMAGES, "releng", "tag", "target", "repo"], groups: ["releng-team"] },
  { name: "desktop-wg", perms: ["livemedia"], groups: ["desktop-sig"], principal: false },
  { name: "alice", perms: ["image", "livemedia"], groups: ["desktop-sig", "kde-sig"] },
  { name: "bob", perms: ["livemedia", "livecd"], groups: ["labs-sig"] },
  { name: "carol", perms: ["image"], groups: ["cloud-sig"] },
  { name: "dave", perms: ["appliance", "image"], groups: ["arm-sig"] },
  { name: "erin", groups: ["labs-sig"] },
  { name: "frank", perms: ["image"], groups: ["cloud-sig", "atomic-sig"] },
  { name: "grace", groups: [] },
  { name: "gone", blocked: true },
  { name: "image-gateway", principal: false },
  { name: "kojira", perms: ["repo"], principal: false },
];

/** What a group gives to its members. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  "releng-team": [],
  "desktop-sig": ["livemedia"],
  "kde-sig": ["livemedia"],
  "labs-sig": ["livemedia", "livecd"],
  "cloud-sig": ["image"],
  "arm-sig": ["appliance"],
  "atomic-sig": ["image"],
};

const FIRST_GROUP_ID = PEOPLE.length + 1;
const GROUP_NAMES = Object.keys(GROUPS);

/** Hosts are users too; theirs begin here. */
export const FIRST_HOST_USER_ID = FIRST_GROUP_ID + GROUP_NAMES.length;

export const USERS: readonly User[] = [
  ...PEOPLE.map((person, index): User => ({
    id: index + 1,
    name: person.name,
    status: person.blocked === true ? 1 : 0,
    usertype: 0,
    principals: person.principal === false ? [] : [`${person.name}@${REALM}`],
    groups: person.groups ?? [],
    perms: person.perms ?? [],
  })),
  ...GROUP_NAMES.map((name, index): User => ({
    id: FIRST_GROUP_ID + index,
    name,
    status: 0,
    usertype: 2,
    principals: [],
    groups: [],
    perms: GROUPS[name] ?? [],
  })),
];

export type Permission = { readonly id: number; readonly name: string; readonly description: string };

export const PERMISSIONS: readonly Permission[] = [
  { id: 1, name: "admin", description: "Full administrator access." },
  { id: 2, name: "appliance", description: "May build appliances." },
  { id: 3, name: "dist-repo", description: "May create dist repos." },
  { id: 4, name: "host", description: "May manage hosts and channels." },
  { id: 5, name: "image", description: "May build disk images." },
  { id: 6, name: "image-import", description: "May import image archives." },
  { id: 7, name: "livecd", description: "May build live CDs." },
  { id: 8, name: "repo", description: "May manage repos." },
  { id: 9, name: "sign", description: "May import signatures." },
  { id: 10, name: "tag", description: "May change tags and their packages." },
  { id: 11, name: "target", description: "May change targets." },
  { id: 12, name: "livemedia", description: "May build live media." },
  { id: 13, name: "releng", description: "Release engineering." },
];

const BY_NAME = new Map(USERS.flatMap((user) => [user.name, ...user.principals].map((name) => [name, user] as const)));
const BY_ID = new Map(USERS.map((user) => [user.id, user]));

/** By name, Kerberos principal or id. */
export const findUser = (nameOrId: string | number): User | null =>
  (typeof nameOrId === "number" ? BY_ID.get(nameOrId) : BY_NAME.get(nameOrId)) ?? null;

export function userNamed(name: string): User {
  const user = BY_NAME.get(name);
  if (user === undefined) throw new Error(`The sample has no user ${name}: add it to world/people.ts.`);
  return user;
}

export const findPermission = (nameOrId: string | number): Permission | null =>
  PERMISSIONS.find((perm) => perm.id === nameOrId || perm.name === nameOrId) ?? null;

/** Those of the user and those of its groups, each with the groups that give it (none: the user's own). */
export function permissionsOf(user: User): ReadonlyMap<string, readonly string[]> {
  const perms = new Map<string, string[]>(user.perms.map((perm) => [perm, []]));
  for (const group of user.groups)
    for (const perm of GROUPS[group] ?? []) {
      const from = perms.get(perm);
      if (from === undefined) perms.set(perm, [group]);
      else if (!user.perms.includes(perm)) from.push(group);
    }
  return perms;
}
