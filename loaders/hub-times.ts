/** A hub's `*_ts`: seconds since the epoch. */
export const fromSeconds = (seconds: number): Date => new Date(seconds * 1000);

export const fromSecondsOrNull = (seconds: number | null): Date | null =>
  seconds === null ? null : fromSeconds(seconds);

/** A hub's `*_time`: `2026-11-22 14:40:09.293721+00:00`; older hubs leave the zone out and mean UTC. */
export function fromText(text: string): Date {
  const iso = text.replace(" ", "T");
  return new Date(/(?:Z|[+-]\d\d:?\d\d)$/u.test(iso) ? iso : `${iso}Z`);
}

export const fromTextOrNull = (text: string | null): Date | null => (text === null ? null : fromText(text));

/** Seconds, as the hub's time filters take them. */
export const toSeconds = (date: Date): number => date.getTime() / 1000;

/** Seconds of a hub's `*_time`, to the microsecond: a `Date` cuts what is finer than a millisecond off. */
export function secondsOfText(text: string): number {
  const [, micros = "0"] = /\.\d{3}(\d{1,3})/u.exec(text) ?? [];
  return (fromText(text).getTime() + Number(`0.${micros}`)) / 1000;
}
