import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Another process has the folder; `pid` as that one counts processes. */
export class FolderHeldError extends Error {
  override readonly name = "FolderHeldError";
  readonly pid: string;
  constructor(folder: string, pid: string) {
    super(`${folder} is held by process ${pid}.`);
    this.pid = pid;
  }
}

const TRIES = 5;
const PREFIX = "lock-";

/**
 * Holds a folder of this machine for as long as the process lives, or until the lock is let go: by a socket in it, which
 * answers from every container that sees the folder, and is dead with its process. Rejects with FolderHeldError.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  for (let tries = 1; ; tries += 1) {
    const release = await raiseFlag(folder);
    try {
      const holder = await livingHolder(folder, release.name);
      if (holder === null) return release.release;
      await release.release();
      if (tries === TRIES) throw new FolderHeldError(folder, holder);
    } catch (error) {
      await release.release();
      throw error;
    }
    // Two that began at once both gave way.
    await wait(20 + Math.random() * 80);
  }
}

/** Whoever looks for flags has raised its own before: of two that look, one at least sees the other. */
async function raiseFlag(folder: string): Promise<{ name: string; release: () => Promise<void> }> {
  const name = `${PREFIX}${process.pid}-${randomUUID().slice(0, 8)}`;
  const server = createServer((socket) => socket.destroy());
  const short = shortPath(folder);
  // Under its name only once it answers: else it would be taken for dead.
  const young = `${short.path}/young-${name}`;
  server.listen(young);
  await once(server, "listening");
  server.unref();
  await rename(young, `${short.path}/${name}`);
  let released: Promise<void> | null = null;
  const end = async () => {
    await rm(join(folder, name), { force: true });
    server.close();
    short.close();
  };
  return { name, release: () => (released ??= end()) };
}

/** The process id of one that holds the folder beside `own`; null for none. What the dead left is removed. */
async function livingHolder(folder: string, own: string): Promise<string | null> {
  const others = (await readdir(folder)).filter((name) => name.startsWith(PREFIX) && name !== own);
  const short = shortPath(folder);
  try {
    for (const name of others) {
      if (await answers(`${short.path}/${name}`)) return name.split("-")[1] ?? "";
      await rm(join(folder, name), { force: true });
    }
    return null;
  } finally {
    short.close();
  }
}

/** One that is not let in, or is too busy, is alive. */
const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code !== "ECONNREFUSED" && error.code !== "ENOENT"),
    );
  });

/** What the address of a socket may have, with the longest name in it. */
const MAX_FOLDER = 107 - "/young-lock-4194304-12345678".length;

/** Linux has a short name for whatever is open. */
function shortPath(folder: string): { readonly path: string; readonly close: () => void } {
  if (Buffer.byteLength(folder) <= MAX_FOLDER) return { path: folder, close: () => undefined };
  const open = openSync(folder, "r");
  return { path: `/proc/self/fd/${open}`, close: () => closeSync(open) };
}
