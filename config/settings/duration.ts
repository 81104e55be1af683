const UNITS_MS: ReadonlyMap<string, number> = new Map([
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/** Ten years: longer than anything the gateway waits for or looks back on. */
const MAX_DURATION_MS = 3650 * 86_400_000;

/** `90s`, `30m`, `12h` or `3d` in milliseconds; null for anything else, nothing at all and more than ten years. */
export function parseDuration(text: string): number | null {
  const [, count, unit] = /^(\d{1,9})\s*([smhd])$/.exec(text.trim()) ?? [];
  const durationMs = Number(count) * (UNITS_MS.get(unit ?? "") ?? Number.NaN);
  return durationMs > 0 && durationMs <= MAX_DURATION_MS ? durationMs : null;
}
