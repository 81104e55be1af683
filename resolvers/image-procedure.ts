import type { Context } from "../context/context.ts";
import { draftOfTask } from "../loaders/build-draft.ts";
import type { CatalogueImage } from "../model/catalogue.ts";
import { catalogueDraft } from "../model/catalogue-draft.ts";
import { imageProcedure, type ImageProcedure, type ProcedureFacts } from "../model/image-procedure.ts";
import type { Image } from "../model/image.ts";
import type { Task } from "../model/task.ts";
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
  const draft = listed && wanted ? catalogueDraft(withAddress(listed, context), wanted, repeated) : repeated;
  const place = wanted ? wantedPlace : await placeOf(image, draft?.basics.target ?? null, context);
  const attempt = task && { page: addresses.taskPage(task.kojiId), target: task.request?.image?.target ?? null };
  const rules = whoMayBuild(image, listed, context);
  return imageProcedure({ image, hubUrl: url, listed, draft, attempt, rules, ...place });
}

/** The catalogue may call a repository by its name here, which no builder knows, or mean the first by naming none. */
function withAddress(listed: CatalogueImage, { kickstarts }: Context): CatalogueImage {
  const { definition } = listed;
  if (definition?.kind !== "kickstart") return listed;
  const { repository } = definition;
  const shelf = repository === null ? kickstarts.repositories[0] : kickstarts.find(repository);
  return { ...listed, definition: { ...definition, repository: shelf?.kojiAddress ?? repository } };
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

/** Attempts looked through for one for the target: a night's work on all of an image's targets, and some more. */
const LOOKS_AT = 10;

/** The newest attempt for `target`, or for any where it is null; where there is none, the newest of all. */
async function taskToRepeat({ hub, name }: Image, target: string | null, context: Context): Promise<Task | null> {
  const { history, tasks } = context.hub(hub).loaders;
  const recent = await history.attempts.load(name);
  const attempts = recent.length > 0 ? recent : await history.withOlder.load(name);
  const ids = attempts.flatMap(({ taskId }) => (taskId === null ? [] : [taskId])).slice(0, LOOKS_AT);
  const isWanted = (task: Task | null) => task?.request?.image?.target === (target ?? task?.request?.image?.target);
  const [newest, ...others] = ids;
  if (newest === undefined) return null;
  const first = await tasks.byId.load(newest);
  if (first?.request?.image && isWanted(first)) return first;
  const older = await tasks.byId.loadMany(others);
  return older.find((task): task is Task => !(task instanceof Error) && isWanted(task)) ?? first;
}
