/** What a random choice is made from: the seed and the names and numbers of the thing it is about. */
export type Key = readonly (string | number)[];

/** 32 bits that depend on the key alone: the world asks for chances in any order and gets the same ones. */
export function hash(...key: Key): number {
  let state = 0x811c9dc5;
  for (const part of key) state = typeof part === "number" ? mixNumber(state, part) : mixText(state, part);
  return finish(state);
}

/** In [0, 1). */
export const chance = (...key: Key): number => hash(...key) / 0x1_0000_0000;

/** In [low, high). */
export const between = (low: number, high: number, ...key: Key): number => low + (high - low) * chance(...key);

/** A whole number in [low, high]. */
export const wholeBetween = (low: number, high: number, ...key: Key): number => low + (hash(...key) % (high - low + 1));

export function pick<T>(items: readonly [T, ...T[]] | readonly T[], ...key: Key): T {
  const item = items[hash(...key) % items.length];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

/** Lower-case hexadecimal digits, as of a checksum. */
export function hexDigits(length: number, ...key: Key): string {
  const next = words(...key);
  let digits = "";
  while (digits.length < length) digits += next().toString(16).padStart(8, "0");
  return digits.slice(0, length);
}

/** One word of 32 bits after the other. */
export function words(...key: Key): () => number {
  let state = hash(...key);
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    return finish(state);
  };
}

function mixNumber(state: number, value: number): number {
  const low = Math.imul(state ^ (value | 0), 0x01000193);
  return Math.imul(low ^ Math.floor(value / 0x1_0000_0000) ^ (low >>> 15), 0x85ebca6b);
}

function mixText(state: number, text: string): number {
  let mixed = state;
  for (let index = 0; index < text.length; index += 1) mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x01000193);
  return mixNumber(mixed, text.length);
}

function finish(state: number): number {
  let mixed = state;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
