import { createHash } from "node:crypto";
import { words } from "./random.ts";

/** A file that nobody stored. `read` gives what lies between two offsets, clipped to the size at that moment. */
export type Content = {
  size(now: number): number;
  /** All of it; null where that is too much to be summed up. */
  whole(now: number): Buffer | null;
  read(offset: number, length: number, now: number): Buffer;
};

/** Files up to this size have the checksum that their archive names; summing up a whole disk image would take seconds. */
const SUMMED_UP_TO = 32 * 1024 * 1024;
const BLOCK = 64 * 1024;

/** Of text that may grow: `text` is what there is at that moment. */
export function textContent(text: (now: number) => string): Content {
  const bytes = (now: number) => Buffer.from(text(now));
  return {
    size: (now) => bytes(now).length,
    whole: bytes,
    read: (offset, length, now) => bytes(now).subarray(offset, offset + length),
  };
}

/** Any number of bytes that follow from `key`, never held in memory: the same block over and over, its number in front. */
export function fillerContent(size: number, key: string): Content {
  let block: Buffer | null = null;
  const read = (offset: number, length: number): Buffer => {
    block ??= fillerBlock(key);
    const end = Math.min(offset + length, size);
    const out = Buffer.alloc(Math.max(0, end - offset));
    for (let at = offset; at < end;) {
      const within = at % BLOCK;
      const piece = Math.min(BLOCK - within, end - at);
      numbered(block, Math.floor(at / BLOCK)).copy(out, at - offset, within, within + piece);
      at += piece;
    }
    return out;
  };
  return { size: () => size, whole: () => (size > SUMMED_UP_TO ? null : read(0, size)), read };
}

function fillerBlock(key: string): Buffer {
  const block = Buffer.alloc(BLOCK);
  const next = words("filler", key);
  for (let word = 0; word < BLOCK; word += 4) block.writeUInt32LE(next(), word);
  return block;
}

function numbered(block: Buffer, number: number): Buffer {
  block.writeUInt32LE(number >>> 0, 0);
  return block;
}

export const checksumOf = (bytes: Buffer, algorithm: "md5" | "sha256"): string =>
  createHash(algorithm).update(bytes).digest("hex");
