import { type KeysetList, mergeStreams, streamWindow, type Window } from "../../loaders/keyset-page.ts";

export type Row = { readonly id: number; readonly time: number; readonly colour: string };

export type Table = {
  readonly rows: Row[];
  /** What was read of it, in order. */
  readonly reads: Window[];
  /** Rows as a hub lists them: cut by time, both ends left out, in an order, from an offset. */
  readonly read: (window: Window, colour?: string) => Promise<readonly Row[]>;
};

/** Above 0 where the first is newer. */
export const compareRows = (a: Row, b: Row): number => a.time - b.time || a.id - b.id;

/** A table that lists as a hub does; the test may add rows between two pages. */
export function createTable(rows: readonly Row[]): Table {
  const own = [...rows];
  const reads: Window[] = [];
  return {
    rows: own,
    reads,
    read: (window, colour) => {
      reads.push(window);
      const { madeAfter, madeBefore, limit, offset } = window;
      const sign = window.order === "newest first" ? -1 : 1;
      const found = own
        .filter(({ time }) => (madeAfter === null || time > madeAfter) && (madeBefore === null || time < madeBefore))
        .filter((row) => colour === undefined || row.colour === colour)
        .sort((a, b) => sign * compareRows(a, b));
      return Promise.resolve(found.slice(offset, offset + limit));
    },
  };
}

type Options = Partial<Pick<KeysetList<Row, Row>, "chunk" | "maxRows">> & {
  readonly keeps?: (row: Row) => boolean;
  /** Colours that are read one by one, as several states of a hub are; all at once where there are none. */
  readonly colours?: readonly string[];
};

export function listOf(table: Table, options: Options = {}): KeysetList<Row, Row> {
  const { keeps = () => true, colours = [], chunk = null, maxRows = Number.MAX_SAFE_INTEGER } = options;
  const placeOf = (row: Row) => row;
  return {
    placeOf,
    chunk,
    maxRows,
    read: (window) => {
      if (colours.length === 0) return table.read(window);
      const each = { ...window, ...streamWindow(colours.length, window) };
      const streams = colours.map((colour) => table.read(each, colour));
      return mergeStreams(streams, { placeOf }, { ...window, offset: colours.length > 1 ? window.offset : 0 });
    },
    keep: (rows) => Promise.resolve(rows.map((row) => (keeps(row) ? row : null))),
    count: () => Promise.resolve(table.rows.length),
  };
}
