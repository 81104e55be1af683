import { type Bulk, BULK_LIFE } from "./bulk.ts";
import { type Cell, isOver, type Limit, oneCell, type Stretch } from "./cell.ts";
import { DAY, MINUTE } from "./clock.ts";
import type { World } from "./world.ts";

/** A day's bulk is looked at in so many parts. */
const SLICES = 96;

/** What a day's bulk has so many of, by number. */
export type Sliced<T> = {
  readonly inADay: number;
  readonly firstId: (number: number) => number;
  readonly make: (from: number, until: number) => readonly T[];
  /** How many of a day match once they have ended; null where each must be looked at. */
  readonly count: number | null;
};

type Whole = { readonly world: World; readonly bulk: Bulk; readonly stretch: Stretch };

/** The bulk of a day, part by part; parts that have not begun are left out, and those outside of the stretch. */
export function* bulkSlices<T>(whole: Whole, day: number, sliced: Sliced<T>): Generator<Cell<T>> {
  const { count } = sliced;
  if (count !== null && !whole.bulk.isChanged(day) && isOver(whole.world, day, whole.stretch)) {
    yield { ...oneCell([]), count };
    return;
  }
  for (let step = 0; step < SLICES; step += 1) {
    const cell = bulkSlice(whole, { day, slice: whole.stretch.back ? SLICES - 1 - step : step }, sliced);
    if (cell !== null) yield cell;
  }
}

type Part = { readonly day: number; readonly slice: number };

function bulkSlice<T>({ world, bulk, stretch }: Whole, { day, slice }: Part, sliced: Sliced<T>): Cell<T> | null {
  const { inADay, firstId, make } = sliced;
  const begin = world.calendar.beginOf(day);
  const apart = DAY / bulk.works + MINUTE;
  const beginMs = begin + (slice / SLICES) * DAY - apart;
  const endMs = begin + ((slice + 1) / SLICES) * DAY;
  if (beginMs > Math.min(world.now(), stretch.untilMs) || endMs + BULK_LIFE <= stretch.fromMs) return null;
  const from = Math.ceil((slice * inADay) / SLICES);
  const until = Math.ceil(((slice + 1) * inADay) / SLICES);
  const rest: Limit = stretch.back
    ? { id: firstId(from), ms: beginMs + apart + BULK_LIFE }
    : { id: firstId(until), ms: endMs - apart };
  return { items: () => make(from, until), count: null, rest };
}
