import type { Context, HubContext } from "../../context/context.ts";
import type { Build, BuildKey } from "../../model/build.ts";
import { type FieldProblem, shown } from "../../model/field-problem.ts";
import { line } from "../../model/order-checks.ts";
import { invalidInput, type InvalidInputProblem } from "../../model/problem.ts";
import type { Tag } from "../../model/target.ts";
import { buildTypeName } from "../build.ts";

export type TaggingInput = {
  readonly hub?: string | null | undefined;
  readonly build: BuildKey;
  readonly tag: string;
  readonly fromTag?: string | null | undefined;
};

export type PromoteBuildSuccess = { readonly build: Build; readonly tag: Tag };

export type Tagging = {
  readonly hub: HubContext;
  readonly build: Build;
  readonly tag: Tag;
  readonly fromTag: Tag | null;
  /** Names of the tags that the build has this moment. */
  readonly tags: readonly string[];
};

/** Finds what an input speaks of, as it is this moment; or tells all of it that is not there. */
export async function readTagging(input: TaggingInput, context: Context): Promise<Tagging | InvalidInputProblem> {
  const words = [
    ...line()(input.build.nvr ?? "0", ["build", "nvr"]),
    ...line()(input.tag, ["tag"]),
    ...line()(input.fromTag ?? "0", ["fromTag"]),
  ];
  if (words.length > 0) return invalidInput(words);
  const hub = context.hub(input.hub);
  const [found, tag, fromTag] = await Promise.all([
    buildOf(input.build, hub),
    hub.present.targets().tag.load(input.tag),
    input.fromTag ? hub.present.targets().tag.load(input.fromTag) : null,
  ]);
  const missing = [
    ...(found === null ? [noBuild(input.build, hub)] : await notAnImage(found, context)),
    ...(tag === null ? [noTag("tag", input.tag, hub)] : locked("tag", tag)),
    ...(input.fromTag ? (fromTag === null ? [noTag("fromTag", input.fromTag, hub)] : locked("fromTag", fromTag)) : []),
  ];
  if (found === null || tag === null || missing.length > 0) return invalidInput(missing);
  return { hub, build: found, tag, fromTag, tags: await hub.present.tagsOf(found.kojiId) };
}

function buildOf({ kojiId, nvr }: BuildKey, { present }: HubContext): Promise<Build | null> {
  const { byId, byNvr } = present.builds();
  return typeof kojiId === "number" ? byId.load(kojiId) : byNvr.load(nvr ?? "");
}

function noBuild({ kojiId, nvr }: BuildKey, { name }: HubContext): FieldProblem {
  const which = nvr ? shown(nvr) : String(kojiId);
  return { path: ["build"], message: `build is ${which}, which hub "${name}" does not have; give a build of it.` };
}

const noTag = (field: string, given: string, { name }: HubContext): FieldProblem => ({
  path: [field],
  message: `${field} is ${shown(given)}, which hub "${name}" does not have; give a tag of it.`,
});

/** assert_tag_access in kojihub.py. */
const locked = (field: string, { locked: isLocked, name }: Tag): readonly FieldProblem[] =>
  isLocked
    ? [{ path: [field], message: `${field} is "${name}", which is locked; release engineering can unlock it.` }]
    : [];

async function notAnImage(found: Build, context: Context): Promise<readonly FieldProblem[]> {
  if ((await buildTypeName(found, context)) === "ImageBuild") return [];
  return [{ path: ["build"], message: `build is ${found.nvr}, which is no image; give the build of an image.` }];
}
