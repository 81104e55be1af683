import type { Context } from "../../context/context.ts";
import { invalidField, isProblem, type CommonProblem } from "../../model/problem.ts";
import { decide } from "../policy.ts";
import { carryOut } from "./carry-out.ts";
import { forSomebody } from "./for-somebody.ts";
import { taggedBuild } from "./tagged-build.ts";
import { type PromoteBuildSuccess, readTagging, type Tagging, type TaggingInput } from "./tagging-input.ts";

/** Koji does it at once, without a task. */
export async function untagBuild(
  _root: unknown,
  { input }: { readonly input: TaggingInput },
  context: Context,
): Promise<PromoteBuildSuccess | CommonProblem> {
  return forSomebody(input.hub, context, async () => {
    const tagging = await readTagging(input, context);
    if (isProblem(tagging)) return tagging;
    const { build, tag, tags } = tagging;
    if (!tags.includes(tag.name)) {
      const has = tags.length === 0 ? "has none" : `has ${tags.join(", ")}`;
      return invalidField(["tag"], `tag is "${tag.name}", which ${build.nvr} does not have; it ${has}.`);
    }
    return untag(tagging, context);
  });
}

async function untag(tagging: Tagging, context: Context): Promise<PromoteBuildSuccess | CommonProblem> {
  const { hub, build, tag } = tagging;
  const { kojiId, nvr } = build;
  const decision = await decide({ action: "UNTAG_BUILD", hub: hub.name, build: { kojiId }, tag: tag.name }, context);
  const result = await carryOut(
    {
      hub,
      action: "UNTAG_BUILD",
      subject: `${nvr} out of ${tag.name}`,
      image: build.name,
      decision,
      prepare: () => Promise.resolve({ methodName: "untagBuild", params: [tag.name, nvr] }),
      taskOf: () => null,
      find: async () => ((await hub.present.tagsOf(kojiId)).includes(tag.name) ? null : { task: null }),
      howToFindOut: `Look which tags ${nvr} has: ${hub.addresses.buildPage(kojiId)} .`,
    },
    context,
  );
  return isProblem(result) ? result : taggedBuild(tagging, context);
}
