import { DAY, HOUR, MINUTE } from "./clock.ts";

/** Besides the night's builds one thing begins in each of these, all day: there is always something running and waiting. */
export const SLOT = 20 * MINUTE;
export const SLOTS = DAY / SLOT;

/** A world's days begin when its nightly builds do, so that the last ones of the night are running when the hub starts. */
const NIGHT_BEFORE_START = 5.5 * HOUR;

/** Nightly builds begin within it; its end is the date they carry. */
export const NIGHT_LENGTH = 5 * HOUR;

export type Calendar = {
  readonly startMs: number;
  /** The day the hub was started on, counted like days since 1970. */
  readonly startDay: number;
  readonly firstDay: number;
  dayOf(ms: number): number;
  beginOf(day: number): number;
};

/** `nights`: so many lie before the hub's start. */
export function createCalendar(startMs: number, nights: number): Calendar {
  const begin = Math.floor((startMs - NIGHT_BEFORE_START) / MINUTE) * MINUTE;
  const offset = begin % DAY;
  const dayOf = (ms: number) => Math.floor((ms - offset) / DAY);
  const startDay = dayOf(startMs);
  return { startMs, startDay, firstDay: startDay - nights, dayOf, beginOf: (day) => day * DAY + offset };
}

/** `20261122`, as nightly releases carry it. */
export const dateLabel = (ms: number): string => new Date(ms).toISOString().slice(0, 10).replaceAll("-", "");

/** The day that a nightly release such as `20261122.n.0` is of; null for another release. */
export function dayOfRelease(calendar: Calendar, release: string): number | null {
  const [, year, month, date] = /^(\d{4})(\d\d)(\d\d)\./u.exec(release) ?? [];
  const day = calendar.dayOf(Date.parse(`${year}-${month}-${date}T00:00Z`) - NIGHT_LENGTH + DAY - 1);
  return Number.isNaN(day) ? null : day;
}
