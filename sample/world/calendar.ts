import { DAY, HOUR, MINUTE } from "./clock.ts";

/** So many nights lie before the hub's start. */
export const NIGHTS = 12;

/** A world's days begin when its nightly builds do, so that the last ones of the night are running when the hub starts. */
const NIGHT_BEFORE_START = 5.5 * HOUR;

export type Calendar = {
  readonly startMs: number;
  /** The day the hub was started on, counted like days since 1970. */
  readonly startDay: number;
  readonly firstDay: number;
  dayOf(ms: number): number;
  beginOf(day: number): number;
};

export function createCalendar(startMs: number): Calendar {
  const begin = Math.floor((startMs - NIGHT_BEFORE_START) / MINUTE) * MINUTE;
  const offset = begin % DAY;
  const dayOf = (ms: number) => Math.floor((ms - offset) / DAY);
  const startDay = dayOf(startMs);
  return { startMs, startDay, firstDay: startDay - NIGHTS, dayOf, beginOf: (day) => day * DAY + offset };
}

/** `20261122`, as nightly releases carry it. */
export const dateLabel = (ms: number): string => new Date(ms).toISOString().slice(0, 10).replaceAll("-", "");
