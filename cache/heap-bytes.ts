/** About how many bytes V8 keeps for a value of JSON, its own slot not counted; measured in test/cache/heap-bytes.test.ts. */
export function heapBytes(value: unknown): number {
  if (typeof value === "string") return STRING_BYTES + value.length * (WIDE.test(value) ? 2 : 1);
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 0 : NUMBER_BYTES;
  if (typeof value !== "object" || value === null) return 0;
  let bytes = OBJECT_BYTES;
  // Numbers of a list lie in its slots.
  if (Array.isArray(value))
    for (const item of value) bytes += SLOT_BYTES + (typeof item === "number" ? 0 : heapBytes(item));
  else for (const member of Object.values(value)) bytes += SLOT_BYTES + heapBytes(member);
  return bytes;
}

const WIDE = /[^\0-\xFF]/u;
const STRING_BYTES = 20;
const NUMBER_BYTES = 16;
const OBJECT_BYTES = 32;
const SLOT_BYTES = 8;
