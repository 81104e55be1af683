import type { Context } from "../context/context.ts";
import { BadArgumentError } from "../model/errors.ts";
import type { Build } from "../model/build.ts";
import type { Page } from "../model/page.ts";
import type { BuildTarget, Tag } from "../model/target.ts";

type ByName = { readonly name: string; readonly hub?: string | null | undefined };

export const targets = (
  _root: unknown,
  { hub }: { hub?: string | null | undefined },
  context: Context,
): Promise<readonly BuildTarget[]> => context.hub(hub).loaders.targets.targets();

export const target = (_root: unknown, { name, hub }: ByName, context: Context): Promise<BuildTarget | null> =>
  context.hub(hub).loaders.targets.target.load(name);

export const tag = (_root: unknown, { name, hub }: ByName, context: Context): Promise<Tag | null> =>
  context.hub(hub).loaders.targets.tag.load(name);

export const targetBuildTag = ({ hub, buildTag }: BuildTarget, _args: unknown, context: Context): Promise<Tag> =>
  tagOf(hub, buildTag.name, context);

export const targetDestinationTag = (
  { hub, destinationTag }: BuildTarget,
  _args: unknown,
  context: Context,
): Promise<Tag> => tagOf(hub, destinationTag.name, context);

/** What the target's build tag, with what it inherits, builds for. */
export const targetArches = (
  { hub, buildTag }: BuildTarget,
  _args: unknown,
  context: Context,
): Promise<readonly string[]> => context.hub(hub).loaders.targets.buildArches.load(buildTag.kojiId);

/** Image builds in the tag; `latest`: of each image the one tagged last. */
export const tagImages = (
  { hub, name }: Tag,
  {
    latest,
    ...page
  }: { latest?: boolean | null | undefined; first?: number | null | undefined; after?: string | null | undefined },
  context: Context,
): Promise<Page<Build>> => {
  const { buildList } = context.hub(hub).loaders;
  return buildList({ tag: name, type: "image", latestInTag: latest ?? true }, page);
};

async function tagOf(hub: string, name: string, context: Context): Promise<Tag> {
  const found = await context.hub(hub).loaders.targets.tag.load(name);
  if (found === null)
    throw new BadArgumentError(`Tag "${name}" was deleted from hub "${hub}" while it was asked for; ask again.`);
  return found;
}
