import type { Context } from "../../context/context.ts";
import { asksToStayUntagged, draftOfTask } from "../../loaders/build-draft.ts";
import type { Attempt } from "../../model/attempt.ts";
import type { BuildDraft } from "../../model/build-draft.ts";
import type { CatalogueImage, CatalogueTarget } from "../../model/catalogue.ts";
import { catalogueDraft } from "../../model/catalogue-draft.ts";
import type { Image } from "../../model/image.ts";
import type { Task } from "../../model/task.ts";
import { acceptedTask } from "./accepted-attempt.ts";

/**
 * What the catalogue wants built for one of its targets, and what an earlier build that was accepted says besides. Of
 * other attempts, which anybody may make in an image's name, nothing but the version counts.
 */
export async function cataloguedDraft(
  image: Image,
  { listed, target }: { readonly listed: CatalogueImage; readonly target: CatalogueTarget },
  context: Context,
): Promise<BuildDraft> {
  const accepted = await acceptedTask(image, target.name, context);
  if (accepted !== null) return draftFrom({ listed, target, task: accepted }, context);
  const tried = await taskToRepeat(image, target.name, context);
  const version = tried === null ? null : (draftOfTask(tried)?.basics.version ?? null);
  return catalogueDraft(withAddress(listed, context), target, {
    method: listed.method,
    basics: { version },
    options: {},
    missing: [],
  });
}

export function draftFrom(
  { listed, target, task }: { listed: CatalogueImage; target: CatalogueTarget; task: Task | null },
  context: Context,
): BuildDraft {
  return catalogueDraft(withAddress(listed, context), target, task === null ? null : draftOfTask(task));
}

/** The catalogue may call a repository by its name here, which no builder knows, or mean the first by naming none. */
function withAddress(listed: CatalogueImage, { kickstarts }: Context): CatalogueImage {
  const { definition } = listed;
  if (definition?.kind !== "kickstart") return listed;
  const { repository } = definition;
  const shelf = repository === null ? kickstarts.repositories[0] : kickstarts.find(repository);
  return { ...listed, definition: { ...definition, repository: shelf?.kojiAddress ?? repository } };
}

/** Attempts looked through for one for the target: a night's work on all of an image's targets, and some more. */
const LOOKS_AT = 10;

/**
 * The newest attempt for `target`, or for any where it is null, of those that gave a build, else of the others; where
 * there is none, the newest of all. People look at it before they do the same: what only failed is no example.
 */
export async function taskToRepeat(
  { hub, name }: Image,
  target: string | null,
  context: Context,
): Promise<Task | null> {
  const { history, tasks } = context.hub(hub).loaders;
  const recent = await history.attempts.load(name);
  const attempts = recent.length > 0 ? recent : await history.withOlder.load(name);
  const [good, others] = [attempts.filter(isGood), attempts.filter((attempt) => !isGood(attempt))];
  const ids = [...good, ...others].flatMap(({ taskId }) => (taskId === null ? [] : [taskId])).slice(0, LOOKS_AT);
  const isWanted = (task: Task | null) =>
    task?.request?.image?.target === (target ?? task?.request?.image?.target) && !(task && asksToStayUntagged(task));
  const [newest, ...rest] = ids;
  if (newest === undefined) return null;
  const first = await tasks.byId.load(newest);
  if (first?.request?.image && isWanted(first)) return first;
  const older = await tasks.byId.loadMany(rest);
  return older.find((task): task is Task => !(task instanceof Error) && isWanted(task)) ?? first;
}

const isGood = ({ outcome }: Attempt) => outcome === "GOOD";
