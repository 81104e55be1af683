import type DataLoader from "dataloader";
import type { Addresses } from "../koji/addresses.ts";
import type { HubReader } from "../koji/hub-reader.ts";
import type { LogFile, TaskOutput } from "../model/artifact.ts";
import { isLogName } from "../model/failure-log.ts";
import { each } from "./each.ts";
import type { TaskLoaders } from "./task.ts";

export type OutputLoaders = {
  /** Files that a task left, by name; none where the hub cleared them away. */
  readonly outputs: DataLoader<number, readonly TaskOutput[]>;
  /** Those of them that are logs. */
  readonly logs: DataLoader<number, readonly LogFile[]>;
};

export function createOutputLoaders(
  hub: string,
  reader: HubReader,
  { addresses, tasks }: { addresses: Addresses; tasks: TaskLoaders },
): OutputLoaders {
  const outputs = each("task output", async (taskId: number) => {
    const rows = await reader.listTaskOutput(taskId);
    const files = Object.entries(rows).flatMap(([name, volumes]) =>
      Object.entries(volumes).map(([volume, { st_size }]) => ({
        name,
        volume,
        size: Number(st_size),
        url: addresses.taskOutput(taskId, name, volume),
      })),
    );
    return files.sort((a, b) => (a.name < b.name ? -1 : 1));
  });
  const logs = each("task logs", async (taskId: number) => {
    const [files, task] = await Promise.all([outputs.load(taskId), tasks.byId.load(taskId)]);
    const arch = task?.arch === "noarch" ? null : (task?.arch ?? null);
    return files
      .filter(({ name }) => isLogName(name))
      .map(({ name, volume, size, url }) => ({ hub, name, arch, url, size, output: { taskId, volume } }));
  });
  return { outputs, logs };
}
