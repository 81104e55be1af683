import { AnyOrder } from "./compare.ts";
import { HubFault, named, type Row } from "./hub.ts";
import { outputUrl } from "./paths.ts";
import { isRow, number, rowOrNull, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";

export type TaskFile = { readonly name: string; readonly size: number; readonly url: string };

/** What a task left behind. Where a deleted build took the files along, the hub stumbles over links to nothing. */
export async function taskFiles({ hub, urls }: Sides, task: number): Promise<readonly TaskFile[]> {
  const list = () => hub("listTaskOutput", task, named({ stat: true, all_volumes: true }));
  const found = rowOrNull(
    await list().catch((error: unknown) => {
      if (error instanceof HubFault && error.message.includes("FileNotFoundError")) return {};
      throw error;
    }),
  );
  return Object.entries(found ?? {}).flatMap(([name, volumes]) =>
    Object.entries(isRow(volumes) ? volumes : {}).map(([volume, stat]) => ({
      name,
      size: number(rowOrNull(stat) ?? {}, "st_size"),
      url: outputUrl(urls, task, name, volume),
    })),
  );
}

/** By name; an osbuild composer tells its progress in a file of its own. */
const isLog = ({ name }: TaskFile) => /\.log(\.json|\.\d+)?(\.gz|\.xz)?$/u.test(name) || name === "compose-status.json";

export const logsAmong = (files: readonly TaskFile[]): readonly TaskFile[] => files.filter(isLog);

export const outputsOf = (files: readonly TaskFile[]): AnyOrder => new AnyOrder(files, "url");

/** `LogFile`s: about the task's arch, where it needs one. */
export const logsOf = (task: Row, files: readonly TaskFile[]) =>
  logsAmong(files).map((file) => ({ ...file, arch: archOf(task) }));

const archOf = (task: Row) => {
  const arch = textOrNull(task, "arch");
  return arch === "noarch" ? null : arch;
};
