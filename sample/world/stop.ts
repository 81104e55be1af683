import { eventAt, SECOND } from "./clock.ts";
import { BUILD, type Build, type Fault, type Left, type TagEntry, type Task, TASK } from "./plan.ts";

type Changing<T> = { -readonly [Member in keyof T]: T[Member] };

/** Plans are read-only to all but those who step in; a plan is a plain object. */
const change = <T>(plan: T): Changing<T> => plan;

type Stop = { readonly atMs: number; readonly end: Task["end"]; readonly fault?: Fault };

/** A task that has not ended by then ends so; one that would only come later never does. */
function stopTask(task: Task, { atMs, end, fault }: Stop): void {
  if (task.endMs <= atMs) return;
  const changing = change(task);
  changing.meant ??= { endMs: task.endMs, end: task.end };
  if (task.createMs > atMs) changing.createMs = Infinity;
  if (task.startMs > atMs) changing.startMs = Infinity;
  if (task.assignMs > atMs) Object.assign(changing, { assignMs: Infinity, hostId: null });
  Object.assign(changing, { endMs: atMs, end, fault: fault ?? null });
}

/** Koji's Task.cancel: it and all below it, now, and the build that is being made. */
export function cancelTree(task: Task, now: number): void {
  if (task.endMs <= now) return;
  for (const child of task.children) cancelTree(child, now);
  stopTask(task, { atMs: now, end: TASK.CANCELED });
  const { origin } = task;
  if (task.method === "tagBuild") dropTags(origin.kind === "repo" ? null : origin.build, now);
  if (origin.kind === "tag" && origin.left !== null) stay(origin.left, now);
  const build = origin.kind === "repo" || origin.kind === "tag" ? null : origin.build;
  if (build !== null && build.task === task) stopBuild(build, now, BUILD.CANCELED);
}

/** A build that is not done by then never is. */
export function stopBuild(build: Build, atMs: number, end: Build["end"]): void {
  if (build.endMs <= atMs) return;
  const changing = change(build);
  if (build.createMs > atMs) changing.createMs = Infinity;
  Object.assign(changing, { endMs: atMs, end, deletedMs: Infinity, volume: "DEFAULT" });
  build.tags.length = 0;
}

/** Tags that it was to be put into. */
function dropTags(build: Build | null, now: number): void {
  const kept = build?.tags.filter(({ createEvent }) => createEvent <= eventAt(now)) ?? [];
  build?.tags.splice(0, Infinity, ...kept);
}

/**
 * What the task above makes of a child that was canceled (koji/tasks.py, wait): of an arch that may be missing nothing,
 * unless it was the last; of another that it failed, with all that still runs.
 */
export function parentAfter(child: Task, now: number): void {
  const { parent } = child;
  if (parent === null || parent.endMs <= now || mayBeMissing(child, parent)) return;
  const fault = { faultCode: 1000, faultString: `Task ${child.id} is canceled` };
  for (const sibling of parent.children) stopTask(sibling, { atMs: now + 4 * SECOND, end: TASK.CANCELED });
  const { origin } = parent;
  const build = origin.kind === "repo" || origin.kind === "tag" ? null : origin.build;
  if (build !== null) stopBuild(build, now + 6 * SECOND, BUILD.FAILED);
  stopTask(parent, { atMs: now + 7 * SECOND, end: TASK.FAILED, fault });
}

function mayBeMissing(child: Task, { children, origin }: Task): boolean {
  if (origin.kind !== "image" || child.method === "tagBuild") return false;
  const { arches, optional } = origin.attempt.image;
  const works = children.filter(({ method }) => method !== "tagBuild");
  const arch = arches[works.indexOf(child)] ?? "";
  return optional.includes(arch) && works.some(({ end }) => end === TASK.CLOSED);
}

/** From that event on it is not in there. Its taking out has the name of who did it. */
export function revoke(entry: TagEntry, event: number, revoker: string): void {
  Object.assign(change(entry), { revokeEvent: event, revoker });
}

/** Nobody takes it out, unless that is planned. */
function stay({ entry, revokeEvent }: Left, now: number): void {
  if (entry.revokeEvent <= eventAt(now)) return;
  Object.assign(change(entry), { revokeEvent });
  delete change(entry).revoker;
}

/** Another has its name from the moment at which that one begins. */
export function giveWay(build: Build, next: Build, clock: () => number): void {
  const begun = build.createMs;
  const createMs = { get: () => (clock() < next.createMs ? begun : Infinity), configurable: true };
  Object.defineProperty(build, "createMs", createMs);
}

/** A build that has not begun gets another release, and so does the attempt that it comes of. */
export function rename(build: Build, release: string): void {
  change(build).release = release;
  if (build.origin.kind === "image") change(build.origin.attempt).label = release;
}
