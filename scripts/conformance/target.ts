import type { Check } from "./check.ts";
import type { Expected } from "./compare.ts";
import { named } from "./hub.ts";
import { number, rowOrNull, rows, text, words } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { tagMembers } from "./tag.ts";
import { nodeOf, withNode } from "./with-node.ts";

export const targetCheck = (sides: Sides, name: string): Check => ({
  kind: "target",
  thing: name,
  hub: () => expectedTarget(sides, name),
  gateway: async () => withNode(sides.ask, (await sides.ask("target", { name }))["target"]),
});

/** Every target of the hub, by name. */
export const targetsCheck = ({ hub, ask }: Sides): Check => ({
  kind: "targets",
  thing: "all",
  hub: async () => {
    const all = rows(await hub("getBuildTargets")).map((row) => ({
      kojiId: number(row, "id"),
      name: text(row, "name"),
    }));
    return all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  },
  gateway: async () => (await ask("targets", {}))["targets"] ?? null,
});

async function expectedTarget({ hub }: Sides, name: string): Promise<Expected> {
  const row = rowOrNull(await hub("getBuildTarget", name));
  if (row === null) return null;
  const tag = async (id: number) => tagMembers(rowOrNull(await hub("getTag", id)) ?? {});
  const configuration = rowOrNull(await hub("getBuildConfig", number(row, "build_tag"), named({}))) ?? {};
  return {
    node: nodeOf("BuildTarget", number(row, "id")),
    kojiId: number(row, "id"),
    name,
    arches: words(configuration["arches"]),
    buildTag: await tag(number(row, "build_tag")),
    destinationTag: await tag(number(row, "dest_tag")),
  };
}
