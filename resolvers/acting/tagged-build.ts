import type { Context } from "../../context/context.ts";
import type { PromoteBuildSuccess, Tagging } from "./tagging-input.ts";

/** Forgets what was known of a build and its tags, and reads both again. */
export async function taggedBuild(
  { hub, build, tag, fromTag }: Tagging,
  context: Context,
): Promise<PromoteBuildSuccess> {
  const { kojiId: id, nvr, taskId, name } = build;
  await hub.forget([
    { type: "build", id, nvr, taskId },
    { type: "image", name },
    ...[tag, ...(fromTag === null ? [] : [fromTag])].map((one) => ({
      type: "tag" as const,
      id: one.kojiId,
      name: one.name,
    })),
  ]);
  const { loaders } = context.hub(hub.name);
  const [newBuild, newTag] = await Promise.all([
    loaders.builds.byId.load(id).catch(() => null),
    loaders.targets.tag.load(tag.name).catch(() => null),
  ]);
  return { build: newBuild ?? build, tag: newTag ?? tag };
}
