import type { Context } from "../context/context.ts";
import { draftOfTask } from "../loaders/build-draft.ts";
import { imageProcedure, type ImageProcedure, type ProcedureFacts } from "../model/image-procedure.ts";
import type { Image } from "../model/image.ts";
import { draftFrom, taskToRepeat } from "./build-order/image-draft.ts";
import { catalogued } from "./image.ts";
import { whoMayBuild } from "./policy.ts";

/** Of the catalogue's first target; for an image that it does not list, of the newest attempt's. */
export async function procedureOf(image: Image, _args: unknown, context: Context): Promise<ImageProcedure> {
  const { url, addresses } = context.hub(image.hub);
  const listed = catalogued(image, context);
  const wanted = listed?.targets[0] ?? null;
  const [task, wantedPlace] = await Promise.all([
    taskToRepeat(image, wanted?.name ?? null, context),
    placeOf(image, wanted?.name ?? null, context),
  ]);
  const repeated = task === null ? null : draftOfTask(task);
  const draft = listed && wanted ? draftFrom({ listed, target: wanted, task }, context) : repeated;
  const place = wanted ? wantedPlace : await placeOf(image, draft?.basics.target ?? null, context);
  const attempt = task && { page: addresses.taskPage(task.kojiId), target: task.request?.image?.target ?? null };
  const rules = whoMayBuild(image, listed, context);
  return imageProcedure({ image, hubUrl: url, listed, draft, attempt, rules, ...place });
}

/** Where a build for a target goes, and whether it may. */
async function placeOf(
  image: Image,
  targetName: string | null,
  context: Context,
): Promise<Pick<ProcedureFacts, "target" | "inPackageList">> {
  const { targets } = context.hub(image.hub).loaders;
  const target = targetName === null ? null : await targets.target.load(targetName);
  if (target === null) return { target, inPackageList: null };
  const row = await targets.packageConfig.load({ tag: target.destinationTag.name, packageName: image.name });
  return { target, inPackageList: row && { owner: row.owner_name, blocked: row.blocked } };
}
