import type { Context } from "../../context/context.ts";
import type { TargetLoaders } from "../../loaders/target.ts";
import type { BuildOrder } from "../../model/build-order.ts";
import { type FieldProblem, shown } from "../../model/field-problem.ts";

type Placed = { readonly hub: string | null | undefined; readonly order: BuildOrder };

/**
 * Whether the target exists and its build tag has the arches. Koji's client looks before it sends; the hub takes a build
 * for a target that is not there, and lets it die (buildImage in kojihub.py). Nothing is refused for what was so once.
 */
export async function placeProblems({ hub: name, order }: Placed, context: Context): Promise<readonly FieldProblem[]> {
  // What no hub can be asked for is told by whoever looks at the words.
  if (!FIT.test(order.target)) return [];
  const hub = context.hub(name);
  const known = await problemsIn(hub.loaders.targets, order, hub.name);
  return known.length === 0 ? known : problemsIn(hub.present.targets(), order, hub.name);
}

const FIT = /^[^\p{C}]{1,256}$/u;

async function problemsIn(targets: TargetLoaders, order: BuildOrder, hub: string): Promise<readonly FieldProblem[]> {
  const target = await targets.target.load(order.target);
  if (target === null) {
    const message = `target is ${shown(order.target)}, which hub "${hub}" does not have; see \`targets\` for those it has.`;
    return [{ path: ["target"], message }];
  }
  const { buildTag } = target;
  const arches = await targets.buildArches.load(buildTag.kojiId);
  const has = arches.length === 0 ? "has no arches at all" : `has ${arches.join(", ")}`;
  const foreign = (list: "arches" | "optionalArches") =>
    order[list].flatMap((arch, index) =>
      arches.includes(arch)
        ? []
        : [
            {
              path: [list, String(index)],
              message: `${list}[${index}] is ${shown(arch)}, but the target's build tag "${buildTag.name}" ${has}; give some of those.`,
            },
          ],
    );
  return [...foreign("arches"), ...(order.arches.length === 0 ? foreign("optionalArches") : [])];
}
