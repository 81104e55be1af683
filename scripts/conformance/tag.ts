import type { Check } from "./check.ts";
import type { Expected } from "./compare.ts";
import { named, type Row } from "./hub.ts";
import { flag, number, rowOrNull, rows, text, words } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { comparable } from "./times.ts";
import { nodeOf, withNode } from "./with-node.ts";

const FIRST = 100;

export const tagCheck = (sides: Sides, name: string): Check => ({
  kind: "tag",
  thing: name,
  hub: () => expectedTag(sides, name),
  gateway: async () => withNode(sides.ask, (await sides.ask("tag", { name, first: FIRST }))["tag"]),
});

async function expectedTag({ hub }: Sides, name: string): Promise<Expected> {
  const row = rowOrNull(await hub("getTag", name));
  if (row === null) return null;
  const builds = rows(await hub("listTagged", name, named({ type: "image" })));
  return {
    node: nodeOf("Tag", number(row, "id")),
    ...tagMembers(row),
    newest: page(taggedLast(builds)),
    all: page(builds),
  };
}

export const tagMembers = (row: Row): { readonly [name: string]: Expected } => ({
  kojiId: number(row, "id"),
  name: text(row, "name"),
  arches: words(row["arches"]),
  locked: flag(row, "locked"),
});

/** Of each package the build that was tagged last. */
export function taggedLast(builds: readonly Row[]): readonly Row[] {
  const last = new Map<string, Row>();
  for (const build of builds) {
    const known = last.get(text(build, "package_name"));
    if (known === undefined || number(known, "create_event") < number(build, "create_event")) {
      last.set(text(build, "package_name"), build);
    }
  }
  return [...last.values()];
}

const page = (builds: readonly Row[]): Expected => ({
  totalCount: builds.length,
  nodes: newestFirst(builds)
    .slice(0, FIRST)
    .map((build) => ({ kojiId: number(build, "build_id") })),
  pageInfo: { hasNextPage: builds.length > FIRST },
});

/** By when the hub made a record of them. */
export function newestFirst(builds: readonly Row[]): readonly Row[] {
  const key = (row: Row) => comparable(text(row, "creation_time"));
  return builds.toSorted((a, b) => {
    if (key(a) === key(b)) return number(b, "build_id") - number(a, "build_id");
    return key(a) < key(b) ? 1 : -1;
  });
}
