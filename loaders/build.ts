import DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import type { BuildRow } from "../koji/rows.ts";
import { BUILD_STATES, type Build } from "../model/build.ts";
import { each } from "./each.ts";
import { fromSeconds, fromText, fromTextOrNull } from "./hub-times.ts";

/** Builds by Koji's id, by name-version-release and by the task that made them; null where there is none. */
export type BuildLoaders = {
  readonly byId: DataLoader<number, Build | null>;
  readonly byNvr: DataLoader<string, Build | null>;
  readonly ofTask: DataLoader<number, Build | null>;
  /** Koji's build types of a build id: `image`, `rpm` … */
  readonly types: DataLoader<number, readonly string[]>;
  /** Makes rows that came by another way known to the loaders. `type`: known of all of them. */
  readonly learn: (rows: readonly BuildRow[], type: string | null) => readonly Build[];
};

export function createBuildLoaders(hub: string, reader: HubReader): BuildLoaders {
  const read = (row: BuildRow | null) => row && toBuild(hub, row);
  const byId = each("build", async (id: number) => {
    // What kind of build it is will be asked of each: in the same request, for nothing.
    const [row] = await Promise.all([reader.getBuild(id), types.load(id)]);
    return read(row);
  });
  const byNvr = each("build by nvr", async (nvr: string) => {
    // As by id.
    const [row, found] = await Promise.all([reader.getBuild(nvr), reader.getBuildType(nvr)]);
    if (row === null) return null;
    types.prime(row.build_id, Object.keys(found ?? {}));
    return learn([row], null)[0] ?? null;
  });
  const ofTask = each("build of task", async (taskId: number) => read(await reader.getBuildOfTask(taskId)));
  const types = each("build types", async (id: number) => Object.keys((await reader.getBuildType(id)) ?? {}));

  const learn: BuildLoaders["learn"] = (rows, type) =>
    rows.map((row) => {
      const build = toBuild(hub, row);
      byId.prime(build.kojiId, build);
      if (build.taskId !== null) ofTask.prime(build.taskId, build);
      if (type !== null) types.prime(build.kojiId, [type]);
      return build;
    });
  return { byId, byNvr, ofTask, types, learn };
}

export const toBuild = (hub: string, row: BuildRow): Build => ({
  hub,
  kojiId: row.build_id,
  nvr: row.nvr,
  name: row.package_name,
  version: row.version,
  release: row.release,
  epoch: row.epoch,
  state: BUILD_STATES[row.state],
  owner: { kojiId: row.owner_id, name: row.owner_name },
  createdAt: row.creation_ts === null ? fromText(row.creation_time) : fromSeconds(row.creation_ts),
  startedAt: fromTextOrNull(row.start_time),
  completedAt: fromTextOrNull(row.completion_time),
  taskId: row.task_id,
  volume: row.volume_name,
});
