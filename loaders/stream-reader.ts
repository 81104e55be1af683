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

/** Reads away from the end that the start counts from. */
export function readOnward<Row>({ stream, idOf }: Source<Row>, start: Start): StreamReader<Row> {
  const { order } = start;
  const isBehind = behind(idOf, start);
  const seen = new Set<number>();
  let offset: number | null = null;
  let ended = false;

  const next = async (limit: number): Promise<readonly Placed<Row>[]> => {
    while (!ended) {
      // With the row before: it shows that none was left out.
      const batch: Batch<Row> =
        offset === null
          ? await findStart({ stream, idOf }, start, (passed) => ({
              offset: Math.max(0, passed - 1),
              limit: limit + Math.min(1, passed),
            }))
          : { offset, limit, rows: await stream({ order, offset, limit }) };
      offset = batch.offset + batch.rows.length;
      ended = batch.rows.length < batch.limit;
      const fresh = placed(batch).filter(({ row }) => isBehind(row) && !seen.has(idOf(row)));
      for (const { row } of fresh) seen.add(idOf(row));
      if (fresh.length > 0) return fresh;
    }
    return [];
  };
  return { next, ended: () => ended, passed: () => offset ?? start.passed };
}

/** Reads towards the end that the start counts from: the other way, nearest first all the same. */
export function readBack<Row>({ stream, idOf }: Source<Row>, start: Start): StreamReader<Row> {
  const { order } = start;
  const isBefore = (row: Row) => (order === "newest first" ? idOf(row) > start.id : idOf(row) < start.id);
  const seen = new Set<number>();
  /** The rows of the first so many places are still to be read; null: not known yet where the start is. */
  let left: number | null = null;

  const next = async (limit: number): Promise<readonly Placed<Row>[]> => {
    while (left !== 0) {
      const from: number = Math.max(0, (left ?? 0) - limit);
      // With the start's own row and one behind it: they show that none was left out.
      const batch: Batch<Row> =
        left === null
          ? await findStart({ stream, idOf }, start, (passed) => {
              const offset = Math.max(0, passed - 1 - limit);
              return { offset, limit: passed - offset + 1 };
            })
          : { offset: from, limit: left - from, rows: await stream({ order, offset: from, limit: left - from }) };
      left = batch.offset;
      const fresh = placed(batch).filter(({ row }) => isBefore(row) && !seen.has(idOf(row)));
      for (const { row } of fresh) seen.add(idOf(row));
      if (fresh.length > 0) return fresh.toReversed();
    }
    return [];
  };
  return { next, ended: () => left === 0, passed: () => left ?? start.passed };
}

type Batch<Row> = { readonly offset: number; readonly limit: number; readonly rows: readonly Row[] };

const placed = <Row>({ offset, rows }: Batch<Row>): readonly Placed<Row>[] =>
  rows.map((row, index) => ({ row, passed: offset + index + 1 }));

const behind =
  <Row>(idOf: (row: Row) => number, { order, id }: Start) =>
  (row: Row) =>
    order === "newest first" ? idOf(row) < id : idOf(row) > id;

/** How far to look back at first, where the list ends before the guess. */
const FIRST_STEP = 8;

/**
 * The batch in which the rows up to the start end. How many those are is a guess by now, for rows came and went since:
 * from the ids around a guess the next one is made, and between two wrong ones the middle is taken. `cutAt`: the batch
 * to read where so many rows stand up to the start.
 */
async function findStart<Row>(
  { stream, idOf }: Source<Row>,
  start: Start,
  cutAt: (passed: number) => Pick<Cut, "offset" | "limit">,
): Promise<Batch<Row>> {
  const isBehind = behind(idOf, start);
  let [low, high] = [0, Infinity];
  for (let guess = start.passed, step = FIRST_STEP; ; step *= 4) {
    const cut = cutAt(guess);
    const rows = await stream({ order: start.order, ...cut });
    const [first, last] = [rows[0], rows.at(-1)];
    const tooFar = cut.offset > 0 && (first === undefined || isBehind(first));
    const tooNear = rows.length === cut.limit && last !== undefined && !isBehind(last);
    if (!tooFar && !tooNear) return { ...cut, rows };
    if (tooFar) high = cut.offset;
    else low = cut.offset + rows.length;
    // A row that came or went while this reads may turn them round.
    if (low > high) [low, high] = tooFar ? [0, high] : [low, Infinity];
    const ids = rows.map(idOf);
    if (low > 0 && high < Infinity) guess = Math.floor((low + high) / 2);
    else if (tooNear) guess = low + rowsUpTo(start.id, ids);
    else guess = Math.max(0, high - (ids.length > 0 ? rowsUpTo(start.id, ids.toReversed()) : step));
  }
}

/** How many rows there may be from the last of `ids` to `id`, when they lie as close as these. */
function rowsUpTo(id: number, ids: readonly number[]): number {
  const [first = id, last = id] = [ids[0], ids.at(-1)];
  const closeness = ids.length < 2 ? 1 : (ids.length - 1) / Math.abs(first - last);
  return Math.max(1, Math.round(Math.abs(last - id) * closeness));
}
