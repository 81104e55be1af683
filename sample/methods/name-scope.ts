import type { BuildScope } from "../world/build-scope.ts";
import { COMPONENTS } from "../world/components.ts";
import type { World } from "../world/world.ts";

type Names = Pick<BuildScope, "images" | "streams" | "bulk">;

/** Whose builds' names may begin with a prefix, and whose name-version-release with what a glob begins with. */
export function namesMatching(world: World, { prefix, pattern }: { prefix: unknown; pattern: unknown }): Names {
  const begin = typeof prefix === "string" ? prefix.toLowerCase() : "";
  const head = typeof pattern === "string" ? (/^[^*?]*/.exec(pattern)?.[0] ?? "").toLowerCase() : "";
  if (begin === "" && head === "") return { images: "all", streams: "all", bulk: "all" };
  const may = (name: string) => name.startsWith(begin) && meets(`${name}-`, head);
  const components = new Set(COMPONENTS.filter(({ name }) => may(name.toLowerCase())).map(({ index }) => index));
  return {
    images: new Set(world.images.all.filter(({ name }) => may(name.toLowerCase())).map(({ id }) => id)),
    streams: world.streams.filter(({ component }) => components.has(component.index)),
    bulk: bulkMatching(world, begin, head),
  };
}

/** One of them begins with the other. */
const meets = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

function bulkMatching(world: World, begin: string, head: string): Names["bulk"] {
  if (!maybeBulk(begin) || !maybeBulk(head)) return "none";
  const named = BULK_NAME.exec(begin) ?? BULK_NAME.exec(head);
  if (named === null) return "all";
  const index = Number(named[1]);
  return index < (world.bulk?.packages ?? 0) ? index : "none";
}

const BULK_NAME = /^package-(\d{5})/u;

/** May a name-version-release of the bulk begin so? */
const maybeBulk = (begin: string): boolean =>
  "package-".startsWith(begin) || /^package-(?:\d{0,5}$|\d{5}-)/u.test(begin);
