import type { Context, HubContext } from "../../context/context.ts";
import type { BuildImageInput } from "../build-order/build-image-input.ts";
import { listingProblem } from "../build-order/listing-problem.ts";
import { readOrder } from "../build-order/read-order.ts";
import { isSameBuild } from "../build-order/same-build.ts";
import type { BuildOrder } from "../../model/build-order.ts";
import { PARENT_METHODS } from "../../model/image-method.ts";
import { kojiCommand } from "../../model/koji-command.ts";
import type { PolicyDecision } from "../../model/policy.ts";
import { type DuplicateBuildProblem, invalidInput, isProblem, type Problem } from "../../model/problem.ts";
import type { Task } from "../../model/task.ts";
import { decide } from "../policy.ts";
import { sourceUrlOf } from "../preflight/source-url-of.ts";
import { forSomebody } from "./for-somebody.ts";
import { alone, type OwnKey, underKey } from "./idempotency.ts";
import { replayed } from "./replay.ts";
import { startBuild } from "./start-build.ts";

export type BuildImageSuccess = {
  readonly task: Task;
  readonly replayed: boolean;
  readonly kojiCommand: string;
  readonly decision: PolicyDecision;
};

/** Whatever may be expected to go wrong is a Problem. */
export async function buildImage(
  _root: unknown,
  { input }: { readonly input: BuildImageInput },
  context: Context,
): Promise<BuildImageSuccess | Problem> {
  const { idempotencyKey: key, ...rest } = input;
  return forSomebody(input.hub, context, ({ name: hub }) =>
    underKey({ key, hub, input: { ...rest, hub, mutation: "buildImage" } }, context, (own) => {
      const { known } = own;
      return known === null || known.state === "NOT_DONE" ? begin(input, own, context) : replay({ own, hub }, context);
    }),
  );
}

async function replay(
  { own, hub }: { readonly own: OwnKey; readonly hub: string },
  context: Context,
): Promise<BuildImageSuccess | Problem> {
  const found = await replayed(own, { hub, context });
  if (isProblem(found)) return found;
  const { task, said } = found;
  return { task, replayed: true, kojiCommand: textOf(said["kojiCommand"]), decision: decisionOf(said, context) };
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

/** As it was then; of the rules those that are still there. */
function decisionOf(said: { readonly [name: string]: unknown }, context: Context): PolicyDecision {
  const { action, reason, policies } = said;
  const ids: readonly unknown[] = Array.isArray(policies) ? policies : [];
  return {
    allowed: true,
    action: action === "BUILD_IMAGE" ? "BUILD_IMAGE" : "BUILD_SCRATCH_IMAGE",
    determinedBy: context.policies.all().filter(({ id }) => ids.includes(id)),
    reason: textOf(reason),
    remedy: null,
  };
}

async function begin(input: BuildImageInput, own: OwnKey, context: Context): Promise<BuildImageSuccess | Problem> {
  const read = await readOrder(input, context);
  if ("fields" in read) return invalidInput(read.fields);
  const { order } = read;
  const hub = context.hub(input.hub);
  const unlisted = await unlistedProblem(order, hub);
  if (unlisted !== null) return invalidInput([unlisted]);
  const decision = await decideOn(order, { hub, further: placesIn(input.method) }, context);
  const command = kojiCommand(order).text;
  const start = async () => {
    const task = await startBuild({ order, hub, decision, own, command }, context);
    return isProblem(task) ? task : { task, replayed: false, kojiCommand: command, decision };
  };
  if (!decision.allowed || hub.writer.unable !== null || input.allowDuplicate) return start();
  // Two who ask for the same at once would both see none under way.
  return alone([hub.name, order.name, order.target, String(order.scratch)], context, async () => {
    const underWay = await sameUnderWay(order, hub);
    return underWay === null ? start() : duplicateOf(underWay, order);
  });
}

/** `further`: addresses of packages besides its `repos`. */
export const decideOn = (
  order: BuildOrder,
  { hub, further }: { readonly hub: HubContext; readonly further: readonly string[] },
  context: Context,
): Promise<PolicyDecision> =>
  decide(
    {
      action: order.scratch ? "BUILD_SCRATCH_IMAGE" : "BUILD_IMAGE",
      hub: hub.name,
      image: order.name,
      target: order.target,
      arches: order.arches,
      repos: [...order.repos, ...further],
      sourceUrl: sourceUrlOf(order),
      background: order.background,
    },
    context,
  );

/** Where else packages come from, if somebody says so; what good builds of the catalogue's images came from needs no rule. */
export const placesIn = (method: BuildImageInput["method"]): readonly string[] =>
  Object.values(method ?? {}).flatMap((options) => (options ? addressesIn(options) : []));

const PLACES: readonly string[] = ["installTreeUrl", "ostreeUrl"];

export const addressesIn = (options: object): readonly string[] =>
  Object.entries(options).flatMap(([name, value]) =>
    PLACES.includes(name) && typeof value === "string" ? [value] : [],
  );

/** Of what is to be tagged; the name of a kiwi image stands in its description. */
async function unlistedProblem({ name, target, scratch, skipTag, method }: BuildOrder, hub: HubContext) {
  if (scratch || skipTag || method === "KIWI") return null;
  const found = await hub.loaders.targets.target.load(target);
  if (found === null) return null;
  return listingProblem({ tag: found.destinationTag.name, packageName: name, path: ["image"] }, hub);
}

async function sameUnderWay(order: BuildOrder, hub: HubContext): Promise<Task | null> {
  const tasks = await hub.present.unfinished(PARENT_METHODS);
  return tasks.find(isSameBuild(order)) ?? null;
}

const duplicateOf = (task: Task, { name, target, scratch }: BuildOrder): DuplicateBuildProblem => ({
  code: "DUPLICATE_BUILD",
  message: `${name} is ${scratch ? "being built as a scratch build" : "being built"} for ${target} already, by task ${task.kojiId}; wait for that, or give allowDuplicate: true.`,
  task,
});
