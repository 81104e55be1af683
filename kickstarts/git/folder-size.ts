import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Bytes of all files in a folder; what cannot be seen has none. */
export async function folderSize(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      (found) => (found.isFile() ? found.size : 0),
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

const LOOK_EVERY_MS = 500;

/** Ends what fills a folder once it has more than `maxBytes`: git has no limit for what it fetches. */
export function watchFolder(folder: string, maxBytes: number, signal: AbortSignal) {
  const controller = new AbortController();
  let large = false;
  const look = async (): Promise<boolean> => {
    if (!large && (await folderSize(folder)) > maxBytes) {
      large = true;
      controller.abort();
    }
    return large;
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return {
    signal: AbortSignal.any([signal, controller.signal]),
    tooLarge: look,
    stop: () => clearInterval(timer),
  };
}
