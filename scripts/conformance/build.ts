import type { Check } from "./check.ts";
import { AnyOrder, type Expected } from "./compare.ts";
import { HUB_NAME } from "./gateway.ts";
import { named, type Row } from "./hub.ts";
import { imageMembers, taskIdOf } from "./image-build.ts";
import { buildPage } from "./paths.ts";
import { number, numberOrNull, rowOrNull, rows, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { BUILD_STATES, stateOf } from "./states.ts";
import { tagMembers } from "./tag.ts";
import { instant, instantOrNull, secondsBetween } from "./times.ts";
import { nodeOf, withNode } from "./with-node.ts";

/** A build of any kind by its number, or by its name-version-release. */
export const buildCheck = (sides: Sides, kojiId: number, nvr: string | null): Check => ({
  kind: "build",
  thing: `${kojiId}${nvr === null ? "" : ` ${nvr}`}`,
  hub: () => expectedBuild(sides, kojiId),
  gateway: async () => {
    const { build } = await sides.ask("build", { by: nvr === null ? { kojiId } : { nvr } });
    return withNode(sides.ask, build);
  },
});

async function expectedBuild(sides: Sides, id: number): Promise<Expected> {
  const row = rowOrNull(await sides.hub("getBuild", id));
  if (row === null) return null;
  const types = Object.keys(rowOrNull(await sides.hub("getBuildType", id)) ?? {});
  const isImage = types.includes("image");
  const typeName = isImage ? "ImageBuild" : "OtherBuild";
  return {
    __typename: typeName,
    node: nodeOf(typeName, id),
    ...rowMembers(sides, row),
    hub: { name: HUB_NAME },
    tags: await tagsOf(sides, id),
    task: await taskOf(sides, row),
    ...(isImage ? await imageMembers(sides, row) : { type: types[0] ?? "unknown" }),
  };
}

/** What stands in the build's own row. */
export function rowMembers({ urls }: Sides, row: Row): { readonly [name: string]: Expected } {
  const [name, version, release] = [text(row, "package_name"), text(row, "version"), text(row, "release")];
  const epoch = numberOrNull(row, "epoch");
  const createdAt = instant(text(row, "creation_time"));
  const startedAt = instantOrNull(textOrNull(row, "start_time"));
  const completedAt = instantOrNull(textOrNull(row, "completion_time"));
  return {
    kojiId: number(row, "build_id"),
    nvr: `${name}-${version}-${release}`,
    name,
    version,
    release,
    epoch: epoch === null ? null : `${epoch}`,
    state: stateOf(BUILD_STATES, number(row, "state")),
    createdAt,
    startedAt,
    completedAt,
    duration: completedAt === null ? null : secondsBetween(startedAt ?? createdAt, completedAt),
    kojiUrl: buildPage(urls, row),
    owner: { kojiId: number(row, "owner_id"), name: text(row, "owner_name") },
  };
}

async function tagsOf({ hub }: Sides, build: number): Promise<AnyOrder> {
  return new AnyOrder(rows(await hub("listTags", named({ build }))).map(tagMembers), "kojiId");
}

async function taskOf({ hub }: Sides, build: Row): Promise<Expected> {
  const id = taskIdOf(build);
  const row = id === null ? null : rowOrNull(await hub("getTaskInfo", id));
  return row === null ? null : { kojiId: number(row, "id"), method: text(row, "method") };
}
