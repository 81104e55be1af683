import type DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import { IMAGE_METHODS, type ImageMethod } from "../model/image-method.ts";
import { isActive, TASK_STATES, type Task } from "../model/task.ts";
import { each } from "./each.ts";
import type { TaskLoaders } from "./task.ts";

/** Parent tasks of a way to make images that have not ended, scratch ones too, newest first. */
export type UnderWayLoader = DataLoader<ImageMethod, readonly Task[]>;

/** More than run and wait in a night, 3 KB each. */
const MOST = 200;
const NOT_ENDED = TASK_STATES.flatMap((state, number) => (isActive(state) ? [number] : []));

export const createUnderWay = (
  reader: Pick<HubReader, "listTasks">,
  tasks: Pick<TaskLoaders, "learn">,
): UnderWayLoader =>
  each("tasks under way", async (imageMethod: ImageMethod) => {
    const method = IMAGE_METHODS[imageMethod].parent;
    if (method === null) return [];
    return tasks.learn(await reader.listTasks({ method, state: NOT_ENDED }, { order: "-id", limit: MOST }));
  });
