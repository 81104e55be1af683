import type { BuildOrder } from "../../model/build-order.ts";
import type { Task } from "../../model/task.ts";

/**
 * Whether a task builds what the order asks for: the same image for the same target, both scratch or neither. A request
 * of kiwi does not name its image: it is told by what it is made from.
 */
export const isSameBuild =
  ({ name, target, scratch, method, options }: BuildOrder) =>
  ({ request }: Task): boolean => {
    const image = request?.image ?? null;
    if (image === null || image.target !== target || image.scratch !== scratch) return false;
    if (method !== "KIWI" || image.name !== null) return image.name === name;
    const { source } = image;
    return (
      source?.kind === "kiwi" &&
      source.descriptionPath === options.descriptionPath &&
      source.profile === (options.profile ?? null)
    );
  };
