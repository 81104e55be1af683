import { hash } from "./random.ts";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Koji's events begin here in the sample: one a second since 2015, so that an event and its time follow from each other. */
const FIRST_EVENT_SECOND = Date.UTC(2015, 0, 1) / SECOND;

/** Times are kept in milliseconds with microseconds behind the point, as PostgreSQL's are. */
export const withMicroseconds = (ms: number, ...key: readonly (string | number)[]): number =>
  Math.floor(ms / SECOND) * SECOND + (hash("microseconds", ...key) % 999_000) / SECOND;

/** The event of that second. */
export const eventAt = (ms: number): number => Math.floor(ms / SECOND) - FIRST_EVENT_SECOND;

/** When the event was, in milliseconds. */
export const timeOfEvent = (event: number): number =>
  withMicroseconds((event + FIRST_EVENT_SECOND) * SECOND, "event", event);
