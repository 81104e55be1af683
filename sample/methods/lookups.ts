import { genericFault, type HubFault, parameterFault, sqlFault } from "../fault.ts";
import { isStruct, repr, text, typeName } from "../values.ts";
import { buildNamed } from "../world/build-named.ts";
import type { Package } from "../world/packages.ts";
import { findUser, type User } from "../world/people.ts";
import type { Build, Task } from "../world/plan.ts";
import { findTag, type Tag } from "../world/releases.ts";
import type { World } from "../world/world.ts";

/** kojihub.lookup_name takes a name, an id, or a struct with either. Throws what it says of anything else. */
export function nameOrId(value: unknown): string | number {
  if (typeof value === "string" || typeof value === "number") return value;
  if (isStruct(value)) {
    const { id, name } = value;
    if (typeof id === "number") return id;
    if (typeof name === "string") return name;
  }
  throw parameterFault(`Invalid name or id value: ${repr(value)}`);
}

/** What PostgreSQL adds when it is asked to compare what cannot be compared. */
export const NO_OPERATOR =
  "HINT:  No operator matches the given name and argument types. You might need to add explicit type casts.\n";

/** kojihub.get_build: id, name-version-release, or struct of these. Null when there is none. */
export function findBuild(world: World, info: unknown): Build | null {
  if (typeof info === "number") return world.build(info);
  if (typeof info === "boolean")
    throw sqlFault(
      "UndefinedFunction",
      `operator does not exist: integer = boolean\nLINE 9:  WHERE (build.id = ${info})\n${NO_OPERATOR}`,
    );
  if (isStruct(info)) {
    const { name, version, release } = info;
    if (name === undefined || version === undefined || release === undefined)
      throw genericFault("did not provide name, version, and release");
    return buildNamed(world, `${text(name)}-${text(version)}-${text(release)}`);
  }
  if (typeof info !== "string") throw genericFault(`Invalid type for argument: ${typeName(info)}`);
  if (!/^.+-[^-]+-[^-]+$/.test(info)) throw genericFault(`invalid format: ${info}`);
  return buildNamed(world, info.replace(/^\d+:/, ""));
}

export function needBuild(world: World, info: unknown): Build {
  const build = findBuild(world, info);
  if (build === null) throw genericFault(`No such build: ${text(info)}`);
  return build;
}

/** As the hub's convert_value does: whole numbers and text that reads as one. */
export function taskIdOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "string" && /^\s*-?\d+\s*$/.test(value)) return Number(value);
  if (value === null) throw parameterFault("Invalid type, expected type <class 'int'>");
  throw parameterFault(`Invalid type for value ${repr(value)}: ${typeName(value)}, expected type <class 'int'>`);
}

/** The hub's "query returned no rows". */
export function needTask(world: World, value: unknown): Task {
  const task = world.task(taskIdOf(value));
  if (task === null) throw genericFault("query returned no rows");
  return task;
}

export function needTag(value: unknown): Tag {
  const key = nameOrId(value);
  const tag = findTag(key);
  if (tag === null) throw genericFault(`No such tagInfo: ${repr(key)}`);
  return tag;
}

/** The other wording Koji has for the same. */
export function tagInTable(value: unknown): Tag {
  const key = nameOrId(value);
  const tag = findTag(key);
  if (tag === null) throw genericFault(`No such entry in table tag: ${text(key)}`);
  return tag;
}

/** kojihub.get_user; `find`: those of the world, or of all who ever signed in. */
export function userOf(value: unknown, find: (key: string | number) => User | null = findUser): User | null {
  if (value === null || value === undefined) throw genericFault("No user provided");
  const key = isStruct(value) ? (value["id"] ?? value["name"] ?? value["krb_principal"]) : value;
  if (typeof key !== "string" && typeof key !== "number")
    throw genericFault(`Invalid type for userInfo: ${typeName(value)}`);
  return find(key);
}

export const noSuchUser = (value: unknown): HubFault => genericFault(`No such user: ${repr(value)}`);

export function needUser(value: unknown): User {
  const user = userOf(value);
  if (user === null) throw noSuchUser(value);
  return user;
}

export const findPackage = (world: World, value: unknown): Package | null => world.packages.find(nameOrId(value));

/** A glob of Koji's as a test: `*` and `?`, whatever the case. */
export function globTest(glob: string): (name: string) => boolean {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const regexp = new RegExp(`^${source}$`, "is");
  return (name) => regexp.test(name);
}
