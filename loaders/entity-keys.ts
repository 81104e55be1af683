import { MAX_IMAGE_BUILDS } from "../koji/image-builds.ts";
import { idOfImageBuilds, idOfThing } from "./cache-ids.ts";
import { keyOf } from "./cached-reads.ts";
import { KINDS } from "./kinds.ts";

/** A thing of a hub that changed, and what is known of it. */
export type Entity =
  | { readonly type: "build"; readonly id: number; readonly nvr: string; readonly taskId: number | null }
  | { readonly type: "image"; readonly name: string }
  | { readonly type: "task"; readonly id: number; readonly parentId: number | null; readonly method: string }
  | { readonly type: "tag"; readonly id: number; readonly name: string }
  | { readonly type: "host"; readonly id: number; readonly name: string };

/**
 * Under which keys a cache holds what is known of the thing, the lists among them that all images are looked up in. Other
 * lists are left out: they live for seconds.
 */
export function entityKeys(entity: Entity): readonly string[] {
  switch (entity.type) {
    case "build":
      return ofBuild(entity);
    case "image":
      return ofImage(entity);
    case "task":
      return ofTask(entity);
    case "tag":
      return [KINDS.tag, KINDS.buildConfig].flatMap((kind) => byIdOrName(kind, entity));
    case "host":
      return [KINDS.host, KINDS.lastHostUpdate].flatMap((kind) => byIdOrName(kind, entity));
  }
}

type Of<Type extends Entity["type"]> = Extract<Entity, { type: Type }>;
/** Any build may be in it. */
const WINDOW = keyOf(KINDS.imageWindow, "");

type Named = { readonly name: string };

const byIdOrName = (kind: Named, { id, name }: { readonly id: number; readonly name: string }) =>
  [id, name].map((key) => keyOf(kind, idOfThing(key)));

function ofBuild({ id, nvr, taskId }: Of<"build">): readonly string[] {
  const { build, buildTypes, archives, buildLogs, tagsOfBuild, buildOfNvr, buildTypesOfNvr, buildOfTask } = KINDS;
  return [
    ...[build, buildTypes, archives, buildLogs, tagsOfBuild].map((kind) => keyOf(kind, `${id}`)),
    ...[buildOfNvr, buildTypesOfNvr].map((kind) => keyOf(kind, idOfThing(nvr))),
    ...(taskId === null ? [] : [keyOf(buildOfTask, `${taskId}`)]),
    WINDOW,
  ];
}

function ofImage({ name }: Of<"image">): readonly string[] {
  // Object.keys gives text, whatever the object's own names.
  const lists = Object.keys(MAX_IMAGE_BUILDS) as (keyof typeof MAX_IMAGE_BUILDS)[];
  return [
    ...lists.map((which) => keyOf(KINDS.imageBuilds, idOfImageBuilds({ name, which }))),
    keyOf(KINDS.averageDuration, idOfThing(name)),
    WINDOW,
  ];
}

function ofTask({ id, parentId, method }: Of<"task">): readonly string[] {
  const { task, children, failedChildren, taskOutput, taskResult, buildOfTask } = KINDS;
  return [
    ...[task, children, failedChildren, taskOutput, taskResult, buildOfTask].map((kind) => keyOf(kind, `${id}`)),
    ...(parentId === null
      ? [keyOf(KINDS.unclosedTasks, idOfThing(method))]
      : [children, failedChildren].map((kind) => keyOf(kind, `${parentId}`))),
  ];
}
