import type DataLoader from "dataloader";
import type { HubReader, TaskFile } from "../koji/hub-reader.ts";
import type { LogFile } from "../model/artifact.ts";
import { HubFaultError } from "../model/errors.ts";
import { errorBlock, logExcerpt } from "../model/log-excerpt.ts";
import { type LogEnd, logLines } from "../model/log-text.ts";
import { each } from "./each.ts";

/** Reads logs from their ends, never whole. What the hub cleared away, and packed logs, have no lines. */
export type LogReader = {
  /** The last lines; fewer than asked for where the log, or its last MiB, has no more. */
  readonly tail: (log: LogFile, lines: number) => Promise<readonly string[]>;
  /** The lines that tell an error, at most so many; the last ones where none does. */
  readonly excerpt: (log: LogFile, lines: number) => Promise<readonly string[]>;
  /** All of a small text; null for one that is gone or larger than a MiB. */
  readonly whole: (log: LogFile) => Promise<string | null>;
};

/** A file of a build, by its address; null where there is none. */
export type ReadFileEnd = (url: string, maxBytes: number) => Promise<LogEnd | null>;

const KIB = 1024;

/** How much is read at first, and then, until there are enough lines. */
const TAIL_BYTES = [16 * KIB, 64 * KIB, 256 * KIB, 1024 * KIB];
const EXCERPT_BYTES = [64 * KIB, 256 * KIB];
const WHOLE_BYTES = 1024 * KIB;

/** Of installers' logs; what has longer ones is read twice. */
const BYTES_OF_A_LINE = 200;

/**
 * Logs of tasks come from the hub, together with its other calls; those of finished builds from the web server that has
 * its files: they are there as long as the build, while the same logs among its tasks' output are cleared away after
 * weeks, and a read costs the hub nothing.
 */
export function createLogReader(reader: HubReader, readFileEnd: ReadFileEnd): LogReader {
  const ends: DataLoader<Wanted, LogEnd | null, string> = each(
    "log end",
    async ({ log, maxBytes }) =>
      log.output === null
        ? readFileEnd(log.url, maxBytes)
        : endOfOutput(reader, { ...log.output, name: log.name }, { size: log.size ?? 0, maxBytes }),
    { cacheKeyFn: ({ log, maxBytes }) => `${maxBytes} ${log.url}` },
  );

  /** The first of growing pieces of the log's end that `suffices`, or else the last. */
  const widening = async (log: LogFile, sizes: readonly number[], suffices: (lines: readonly string[]) => boolean) => {
    let lines: readonly string[] = [];
    for (const maxBytes of PACKED.test(log.name) ? [] : sizes) {
      const end = await ends.load({ log, maxBytes });
      lines = end === null ? [] : logLines(end, log.name.endsWith(".json") ? "json" : "text");
      if (end === null || end.fromStart || suffices(lines)) break;
    }
    return lines;
  };

  return {
    tail: async (log, count) => {
      const sizes = TAIL_BYTES.filter((bytes) => bytes >= count * BYTES_OF_A_LINE);
      return (await widening(log, sizes, ({ length }) => length >= count)).slice(-count);
    },
    excerpt: async (log, count) => {
      const lines = await widening(log, EXCERPT_BYTES, (some) => errorBlock(some, count) !== null);
      return logExcerpt(lines, count);
    },
    whole: async (log) => {
      if ((log.size ?? 0) > WHOLE_BYTES) return null;
      const end = await ends.load({ log, maxBytes: WHOLE_BYTES });
      // One that fills it has more.
      return end?.fromStart && end.bytes.length < WHOLE_BYTES ? new TextDecoder().decode(end.bytes) : null;
    },
  };
}

type Wanted = { readonly log: LogFile; readonly maxBytes: number };

const PACKED = /\.(?:gz|xz)$/u;

/** `size`: what the log had when it was listed. It may have grown since: then its end is a little older than now. */
async function endOfOutput(
  reader: HubReader,
  file: TaskFile,
  { size, maxBytes }: { size: number; maxBytes: number },
): Promise<LogEnd | null> {
  const fromStart = async () => {
    const bytes = await reader.downloadTaskOutput(file, { offset: 0, size: maxBytes });
    return bytes === null ? null : { bytes, fromStart: true };
  };
  if (size <= maxBytes) return fromStart();
  try {
    const bytes = await reader.downloadTaskOutput(file, { offset: -maxBytes, size: maxBytes });
    return bytes === null ? null : { bytes, fromStart: false };
  } catch (error) {
    // The builder began the log anew, and it has less now than the offset leads back.
    if (error instanceof HubFaultError && error.message.includes("Invalid argument")) return fromStart();
    throw error;
  }
}
