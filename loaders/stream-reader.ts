/** What of a list to read. `offset` counts from the end that the order begins at. */
export type Cut = { readonly order: "newest first" | "oldest first"; readonly limit: number; readonly offset: number };

/** A list of a hub in the order of its rows' ids, which grow: new rows only ever come at its newest end. */
export type Stream<Row> = (cut: Cut) => Promise<readonly Row[]>;

/** Where to read on from. `passed`: how many rows of the stream stood up to that id, from the end the order begins at. */
export type Start = { readonly order: Cut["order"]; readonly id: number; readonly passed: number };

/** A row, and how many rows of its stream stand up to it. */
export type Placed<Row> = { readonly row: Row; readonly passed: number };

/** Rows of one stream behind its start, the nearest first. */
export type StreamReader<Row> = {
  /** At most `limit` more; none where the stream ended. */
  readonly next: (limit: number) => Promise<readonly Placed<Row>[]>;
  readonly ended: () => boolean;
  /** How many rows stand up to what was read last. */
  readonly passed: () => number;
};

type Source<Row> = { readonly stream: Stream<Row>; readonly idOf: (row: Row) => number };

/**
 * Reads away from the end that the start counts from. How many rows stand up to the start is a guess by now: rows may
 * have come there, and rows that ceased to fit a filter may be gone. So the row before is read too, and where it does not
 * stand before what is wanted, the reader steps back.
 */
export function readOnward<Row>({ stream, idOf }: Source<Row>, start: Start): StreamReader<Row> {
  const { order } = start;
  const isBehind = (row: Row) => (order === "newest first" ? idOf(row) < start.id : idOf(row) > start.id);
  const seen = new Set<number>();
  let offset = Math.max(0, start.passed - 1);
  let anchored = offset === 0;
  let spare = Math.min(1, start.passed);
  let ended = false;

  const next = async (limit: number): Promise<readonly Placed<Row>[]> => {
    for (let step = FIRST_STEP; !ended;) {
      const asked = limit + spare;
      const rows = await stream({ order, offset, limit: asked });
      const [first] = rows;
      if (!anchored && offset > 0 && (first === undefined || isBehind(first))) {
        offset = Math.max(0, offset - step);
        step *= 4;
        continue;
      }
      const from = offset;
      anchored = true;
      spare = 0;
      offset += rows.length;
      ended = rows.length < asked;
      const placed = rows.map((row, index) => ({ row, passed: from + index + 1 }));
      const fresh = placed.filter(({ row }) => isBehind(row) && !seen.has(idOf(row)));
      for (const { row } of fresh) seen.add(idOf(row));
      if (fresh.length > 0) return fresh;
    }
    return [];
  };
  return { next, ended: () => ended, passed: () => offset };
}

const FIRST_STEP = 8;

/** Reads towards the end that the start counts from: the other way, nearest first all the same. */
export function readBack<Row>({ stream, idOf }: Source<Row>, start: Start): StreamReader<Row> {
  const { order } = start;
  const isBefore = (row: Row) => (order === "newest first" ? idOf(row) > start.id : idOf(row) < start.id);
  const seen = new Set<number>();
  /** The rows of the first so many places are still to be read. */
  let left = start.passed;
  let found = false;

  const next = async (limit: number): Promise<readonly Placed<Row>[]> => {
    while (left > 0 || !found) {
      const offset = Math.max(0, left - limit - (found ? 0 : 1));
      // Until the start is found, its own row and one behind it are read too.
      const asked = left - offset + (found ? 0 : 1);
      const rows = await stream({ order, offset, limit: asked });
      const last = rows.at(-1);
      if (!found && rows.length === asked && last !== undefined && isBefore(last)) {
        // Rows came at the end since, so that the start stands further from it.
        left = offset + asked + limit;
        continue;
      }
      found = true;
      left = offset;
      const placed = rows.map((row, index) => ({ row, passed: offset + index + 1 }));
      const fresh = placed.filter(({ row }) => isBefore(row) && !seen.has(idOf(row)));
      for (const { row } of fresh) seen.add(idOf(row));
      if (fresh.length > 0) return fresh.toReversed();
    }
    return [];
  };
  return { next, ended: () => found && left === 0, passed: () => left };
}
