/** About how many bytes V8 keeps for a value of JSON, its own slot not counted. */
export function heapBytes(value: unknown): number {
  if (typeof value === "string") return STRING_BYTES + value.length * (WIDE.test(value) ? 2 : 1);
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 0 : NUMBER_BYTES;
  if (typeof value !== "object" || value === null) return 0;
  let bytes = OBJECT_BYTES;
  for (const member of Array.isArray(value) ? value : Object.values(value)) bytes += SLOT_BYTES + heapBytes(member);
  return bytes;
}

const WIDE = /[^\0-\xFF]/u;
const STRING_BYTES = 20;
const NUMBER_BYTES = 16;
const OBJECT_BYTES = 32;
const SLOT_BYTES = 8;
