/** Koji's `2026-11-22 14:40:09.293721+00:00` as the API writes it: whole milliseconds, what is finer cut off. */
export function instant(koji: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d+))?(?:\+00:?00|Z)?$/u.exec(koji);
  if (parts === null) throw new TypeError(`The hub's time "${koji}" is none in UTC.`);
  const [, day = "", time = "", fraction = ""] = parts;
  return `${day}T${time}.${fraction.padEnd(3, "0").slice(0, 3)}Z`;
}

export const instantOrNull = (koji: string | null): string | null => (koji === null ? null : instant(koji));

/** As the API rounds it. */
export const seconds = (value: number): number => Math.round(value * 1000) / 1000;

export const secondsBetween = (from: string, to: string): number => seconds((Date.parse(to) - Date.parse(from)) / 1000);

/** Times of the hub and of the API in one form, to the microsecond, in which text order is the order in time. */
export function comparable(time: string): string {
  const [whole = "", fraction = ""] = time
    .replace(" ", "T")
    .replace(/(\+00:?00|Z)$/u, "")
    .split(".");
  return `${whole}.${fraction.padEnd(6, "0")}`;
}
