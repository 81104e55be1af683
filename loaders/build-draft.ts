import { readBuildDraft, skipsTag } from "../koji/requests/build-draft.ts";
import type { BuildDraft } from "../model/build-draft.ts";
import { imageMethodOfTask } from "../model/image-method.ts";
import type { Task } from "../model/task.ts";

/** How to order once more what a task that makes an image was asked for; null for others. */
export function draftOfTask({ method, request }: Task): BuildDraft | null {
  const imageMethod = imageMethodOfTask(method);
  return imageMethod === null || request === null ? null : readBuildDraft(imageMethod, request);
}

/** Whether a task was told to leave its build in no tag. */
export const asksToStayUntagged = ({ request }: Task): boolean => request !== null && skipsTag(request);
