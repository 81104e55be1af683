import type { Context, HubContext } from "../../context/context.ts";
import type { Entity } from "../../loaders/entity-keys.ts";
import { imageMethodOfTask } from "../../model/image-method.ts";
import { ORDINARY_PRIORITY } from "../../model/policy.ts";
import type { Task } from "../../model/task.ts";

/** A new task as the hub has it now; where it cannot be asked, as tasks begin. */
export async function newTask(
  { id, method }: { readonly id: number; readonly method: string },
  { hub, image, context }: { readonly hub: HubContext; readonly image: string | null; readonly context: Context },
): Promise<Task> {
  await hub.forget([{ type: "task", id, parentId: null, method }, ...imageEntity(image)]);
  return knownTask({ id, method }, { hub, context });
}

/** As it was told last. */
export async function knownTask(
  { id, method }: { readonly id: number; readonly method: string },
  { hub, context }: { readonly hub: Pick<HubContext, "name">; readonly context: Context },
): Promise<Task> {
  const found = await context
    .hub(hub.name)
    .loaders.tasks.byId.load(id)
    .catch(() => null);
  return found ?? begun({ id, method, hub: hub.name, now: context.now });
}

export const imageEntity = (name: string | null): readonly Entity[] => (name === null ? [] : [{ type: "image", name }]);

const begun = ({ id, method, hub, now }: { id: number; method: string; hub: string; now: Date }): Task => ({
  hub,
  kojiId: id,
  method,
  imageMethod: imageMethodOfTask(method),
  label: null,
  arch: null,
  state: "FREE",
  ownerId: null,
  hostId: null,
  channelId: null,
  priority: ORDINARY_PRIORITY,
  parentId: null,
  createdAt: now,
  startedAt: null,
  completedAt: null,
  request: null,
});

/** Forgets a task that was changed, with what hangs on it, and reads it again. */
export async function changedTask(task: Task, context: Context): Promise<Task> {
  const hub = context.hub(task.hub);
  const { kojiId: id, parentId, method, request } = task;
  const [children, build] = await Promise.all([
    hub.loaders.tasks.children.load(id).catch(() => []),
    hub.loaders.builds.ofTask.load(parentId ?? id).catch(() => null),
  ]);
  await hub.forget([
    { type: "task", id, parentId, method },
    ...children.map((child): Entity => ({ type: "task", id: child.kojiId, parentId: id, method: child.method })),
    ...(build === null ? [] : [{ type: "build", id: build.kojiId, nvr: build.nvr, taskId: build.taskId } as const]),
    ...imageEntity(build?.name ?? request?.image?.name ?? null),
  ]);
  const found = await context
    .hub(task.hub)
    .loaders.tasks.byId.load(id)
    .catch(() => null);
  return found ?? task;
}
