import type { Context } from "../../context/context.ts";
import { once } from "../../loaders/each.ts";
import { kojiCommand } from "../../model/koji-command.ts";
import { isReady, type Preflight } from "../../model/preflight.ts";
import { decideOn, placesIn } from "../acting/build-image.ts";
import type { BuildImageInput } from "../build-order/build-image-input.ts";
import { readOrder } from "../build-order/read-order.ts";
import { decide } from "../policy.ts";
import { draftedOrder } from "./drafted.ts";
import { findKickstart } from "./found-kickstart.ts";
import { ruleOfChannel } from "./hub-checks.ts";
import type { Question } from "./question.ts";
import { runChecks } from "./run-checks.ts";

/** Sends nothing and asks nothing as the viewer: what the hub says of them, it says to anyone. */
export async function preflight(
  _root: unknown,
  { input }: { readonly input: BuildImageInput },
  context: Context,
): Promise<Preflight> {
  const shared = sharedParts(input, context);
  const isFit = isFitForHub(input);
  if (isFit) lookAhead(input, shared);
  const drafted = await draftedOrder(input, context);
  const { order } = drafted;
  const decision =
    drafted.known === "all"
      ? await decideOn(order, { hub: shared.hub, further: placesIn(input.method) }, context)
      : await decide(ofInputAlone(input), context);
  const parts = { ...shared, ...drafted, context };
  const question: Question = {
    ...parts,
    input,
    isFit,
    decision,
    fields: once(async () => {
      const read = await readOrder(input, context);
      return "fields" in read ? read.fields : [];
    }),
    kickstart: once(() => findKickstart(order, context)),
    channelRule: once(() => ruleOfChannel(parts)),
  };
  const checks = await runChecks(question);
  return { ready: isReady(checks), decision, checks, kojiCommand: kojiCommand(order).text };
}

/** What no hub can be asked for is told by `input`. */
function isFitForHub({ image, target, version, release, arches, optionalArches }: BuildImageInput): boolean {
  const words = [image, target, version, release, ...(arches ?? []), ...(optionalArches ?? [])];
  return words.every((word) => word !== "" && !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(word ?? ""));
}

/** Where the sources come from is the catalogue's to say, as of a decision that nobody builds on. */
const ofInputAlone = ({ scratch, hub, image, target, arches, repos, background }: BuildImageInput) => ({
  action: (scratch ?? true) ? ("BUILD_SCRATCH_IMAGE" as const) : ("BUILD_IMAGE" as const),
  hub,
  image,
  target,
  arches,
  repos,
  background,
});

type Shared = Pick<Question, "hub" | "target" | "user">;

function sharedParts({ hub: hubName, target }: BuildImageInput, context: Context): Shared {
  const hub = context.hub(hubName);
  const { name } = context.viewer;
  return {
    hub,
    target: once(() => hub.loaders.targets.target.load(target)),
    user: once(async () => (name === null ? null : hub.loaders.hosts.user.load(name))),
  };
}

/** Asks together with what the draft asks for whatever will be wanted of the target in any case. */
function lookAhead({ scratch, skipTag, image }: BuildImageInput, { hub, target, user }: Shared): void {
  const { targets, buildTags } = hub.loaders;
  const ahead = async () => {
    const found = await target();
    if (found === null) return;
    const { buildTag, destinationTag } = found;
    const isTagged = scratch === false && !skipTag;
    await Promise.allSettled([
      targets.buildArches.load(buildTag.kojiId),
      buildTags.repo.load(buildTag.name),
      ...(isTagged
        ? [
            targets.tag.load(destinationTag.kojiId),
            targets.packageConfig.load({ tag: destinationTag.name, packageName: image }),
          ]
        : []),
    ]);
  };
  // Whoever asks for the same later is told what went wrong.
  void Promise.allSettled([ahead(), user()]);
}
