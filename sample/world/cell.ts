import { HOUR, MINUTE } from "./clock.ts";
import type { World } from "./world.ts";

/** Whatever an attempt leads to happens within this time from its beginning. */
export const LIFE = 12 * HOUR;

/** A stretch of the world's time with what was begun in it, in the order of ids. */
export type Cell<T> = {
  readonly items: () => readonly T[];
  /** How many there are, where that is known without making them and all of them match; null where it is not. */
  readonly count: number | null;
  /** A limit of all that is still to come in a walk: going back, ids and times are below it; going on, not below. */
  readonly rest: Limit;
};

/** `ms`: of any moment of an item but the one at which it is deleted. */
export type Limit = { readonly id: number; readonly ms: number };

/** What of the world's time is walked through, and which way: what is looked for has a moment between the ends. */
export type Stretch = { readonly fromMs: number; readonly untilMs: number; readonly back: boolean };

export const EVER = { fromMs: -Infinity, untilMs: Infinity } as const;

/** Of a walk that is over after it. */
export const oneCell = <T>(items: readonly T[]): Cell<T> => ({
  items: () => items,
  count: null,
  rest: { id: Infinity, ms: Infinity },
});

/** What a day holds: what is planned for it, and its bulk in parts, null for none. */
export type DayParts<T> = {
  readonly planned: (day: number) => Pick<Cell<T>, "items" | "count">;
  readonly bulk: ((day: number) => Iterable<Cell<T>>) | null;
  /** The first id of a day. */
  readonly firstId: (day: number) => number;
};

/** The days of a stretch that the world has by now, each with what is planned for it first. */
export function* cellsOf<T>(
  world: World,
  stretch: Stretch,
  { planned, bulk, firstId }: DayParts<T>,
): Generator<Cell<T>> {
  const { back } = stretch;
  const unlimited = back ? { id: Infinity, ms: Infinity } : { id: -1, ms: -Infinity };
  const days = daysOf(world, stretch);
  for (const [index, day] of days.entries()) {
    if (bulk === null) {
      yield { ...planned(day), rest: restAfter(world, day, { back, firstId }) };
      continue;
    }
    // Of the day before something may still happen while a day's bulk does.
    const ahead = back ? days[index + 1] : day;
    if (back && index === 0) yield { ...planned(day), rest: unlimited };
    if (ahead !== undefined) yield { ...planned(ahead), rest: unlimited };
    yield* bulk(day);
  }
}

function daysOf({ calendar, firstDay, today }: World, { fromMs, untilMs, back }: Stretch): readonly number[] {
  const from = fromMs === -Infinity ? firstDay : Math.max(firstDay, calendar.dayOf(fromMs - LIFE));
  const until = untilMs === Infinity ? today : Math.min(today, calendar.dayOf(untilMs + HOUR));
  const days = Array.from({ length: Math.max(0, until - from + 1) }, (_, index) => from + index);
  return back ? days.reverse() : days;
}

type Rest = { readonly back: boolean; readonly firstId: (day: number) => number };

/** Nothing of a later day happens earlier than a minute before it, though a build's start is told a little early. */
function restAfter({ calendar }: World, day: number, { back, firstId }: Rest): Limit {
  return back
    ? { id: firstId(day), ms: calendar.beginOf(day) + LIFE }
    : { id: firstId(day + 1), ms: calendar.beginOf(day + 1) - MINUTE };
}

/** Is the day over, all that came of it too, and wholly within the stretch? */
export function isOver(world: World, day: number, { fromMs, untilMs }: Stretch): boolean {
  const begin = world.calendar.beginOf(day) - MINUTE;
  const end = world.calendar.beginOf(day + 1) + LIFE;
  return end <= Math.min(world.now(), untilMs) && begin > fromMs;
}
