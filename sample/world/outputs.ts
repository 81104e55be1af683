import { type Content, textContent } from "./content.ts";
import { failureOf } from "./faults.ts";
import { imageFilesOf } from "./files-of-image.ts";
import { findHost } from "./hosts.ts";
import { imageTypeOf } from "./definitions.ts";
import { logShapes, type LogShape, otherLogShapes } from "./logs.ts";
import { logText } from "./log-text.ts";
import { type Attempt, type Task, TASK } from "./plan.ts";
import { rpmsOf } from "./rpms.ts";
import type { World } from "./world.ts";

/** A file a task has put out by some moment. Times in milliseconds. */
export type Output = {
  readonly name: string;
  readonly log: boolean;
  readonly content: Content;
  readonly bornMs: number;
  /** When it stopped growing, or will. */
  readonly doneMs: number;
};

/** What the task has put out by now, logs first. Tasks that only wait for others put out nothing. */
export function outputsOf(world: World, task: Task): readonly Output[] {
  const now = world.now();
  if (task.startMs > now) return [];
  const until = Math.min(now, task.endMs);
  return [...logsOf(world, task), ...filesOf(world, task)].filter(({ bornMs }) => bornMs <= until);
}

/** The arches a task works on itself: none for the parent of others and for those that tag. */
export function ownArches(task: Task): readonly string[] {
  if (task.origin.kind !== "image" || task.method === "tagBuild") return [];
  const { attempt } = task.origin;
  if (task.parent === null) return task.children.every(({ label }) => label === "tag") ? attempt.image.arches : [];
  const index = task.parent.children.indexOf(task);
  return attempt.image.arches.slice(index, index + 1);
}

const STILLBORN: ReadonlySet<string> = new Set(["buildroot", "kickstart"]);

/** What is written before there is a buildroot. */
const EARLY_FLAVOURS: ReadonlySet<string> = new Set(["chroot", "states", "host", "checkout"]);

function logsOf(world: World, task: Task): Output[] {
  const { origin } = task;
  if (origin.kind !== "image") return otherLogShapes(task.method).map((shape) => logOutput(world, task, shape));
  const { attempt } = origin;
  const checkout: LogShape = { name: "checkout.log", flavour: "checkout", from: 0, to: 1, lines: 6 };
  if (attempt.outcome.kind === "unborn")
    return attempt.outcome.reason === "checkout" ? [logOutput(world, task, checkout)] : [];
  const arches = ownArches(task);
  if (arches.length === 0) return [];
  const { method, formats, arches: all } = attempt.image;
  const [arch = task.arch] = arches;
  const failed = (task.meant ?? task).end === TASK.FAILED;
  // Without a buildroot nothing of the image is ever begun.
  const stillborn = failed && STILLBORN.has(failureOf(attempt, arch).cause);
  return (
    logShapes(method, method === "osbuildImage" ? all : arches, formats)
      .filter(({ flavour }) => !stillborn || EARLY_FLAVOURS.has(flavour))
      // Only an image that was made is converted or bundled.
      .filter(({ flavour }) => !failed || flavour !== "convert")
      .map((shape) => ({ ...shape, name: shape.name.replace("TYPE", imageTypeOf(attempt.image)) }))
      .map((shape) => logOutput(world, task, shape))
  );
}

function logOutput(world: World, task: Task, shape: LogShape): Output {
  const attempt: Attempt | null = task.origin.kind === "image" ? task.origin.attempt : null;
  const [arch = "x86_64"] = ownArches(task);
  const meant = task.meant ?? task;
  const failure =
    meant.end === TASK.FAILED && attempt !== null && attempt.outcome.kind === "run" ? failureOf(attempt, arch) : null;
  const named =
    failure === null
      ? null
      : { ...failure, log: failure.log.replace("TYPE", attempt === null ? "" : imageTypeOf(attempt.image)) };
  const host = findHost(task.hostId ?? 1)?.name ?? "unknown";
  const packages = () =>
    attempt === null
      ? []
      : rpmsOf(world, attempt, arch).map((rpm) => `${rpm.name}-${rpm.version}-${rpm.release}.${rpm.arch}`);
  const span = meant.endMs - task.startMs;
  // A log named by the failure lasts as long as the task, for the failure ends both.
  const lasting = named !== null && named.log === shape.name ? { ...shape, to: 1 } : shape;
  const doneMs = task.startMs + span * lasting.to;
  const log = { task, shape: lasting, names: { packages, host }, failure: named };
  return {
    name: shape.name,
    log: true,
    content: textContent((now) => logText(log, now)),
    bornMs: task.startMs + span * shape.from,
    doneMs: task.meant === undefined ? doneMs : Math.min(doneMs, task.endMs),
  };
}

function filesOf(world: World, task: Task): Output[] {
  const { origin } = task;
  if (origin.kind !== "image" || origin.attempt.outcome.kind === "unborn") return [];
  const { attempt } = origin;
  return ownArches(task).flatMap((arch) =>
    imageFilesOf({ world, attempt, arch, taskId: task.id }).flatMap(({ name, early, content }): Output[] => {
      if (!early && task.end !== TASK.CLOSED) return [];
      const bornMs = early ? task.startMs + 20_000 : task.endMs - 5_000;
      return [{ name, log: false, content, bornMs, doneMs: bornMs }];
    }),
  );
}
