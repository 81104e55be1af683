import { type Calendar, createCalendar } from "./calendar.ts";
import { OLDEST_VERSION_DAYS, type Stream, streamsOf } from "./components.ts";
import { DAYS_BEFORE, type Scale } from "./scale.ts";

/** What a world's days are planned from. */
export type Setting = {
  readonly seed: number;
  readonly scale: Scale;
  readonly calendar: Calendar;
  readonly streams: readonly Stream[];
  readonly ids: Ids;
};

/** How ids are given out: each day has so many, used or not, so that an id tells the day. */
export type Ids = { readonly zeroDay: number; readonly tasksADay: number; readonly buildsADay: number };

/** Counted from 1970, a small world's ids are as long as a real hub's. */
const PACKED: Ids = { zeroDay: 0, tasksADay: 1024, buildsADay: 256 };
/** The versions of a small world's rpms are counted from this day on. */
const FIRST_VERSION_DAY = 20_000;

export function settingOf(seed: number, scale: Scale, startMs: number): Setting {
  const calendar = createCalendar(startMs, scale.nights);
  const { spread } = scale;
  if (spread === null) return { seed, scale, calendar, streams: streamsOf(seed, FIRST_VERSION_DAY), ids: PACKED };
  const zeroDay = calendar.firstDay - DAYS_BEFORE;
  const ids = { zeroDay, tasksADay: spread.tasksADay, buildsADay: spread.buildsADay };
  return { seed, scale, calendar, streams: streamsOf(seed, zeroDay + OLDEST_VERSION_DAYS), ids };
}
