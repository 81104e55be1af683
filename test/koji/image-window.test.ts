import { describe, expect, test } from "vitest";
import { readImageWindow } from "../../koji/image-window.ts";
import type { XmlRpcStruct } from "../../koji/xmlrpc/value.ts";
import { at } from "../support/builds.ts";
import { buildRow } from "../support/hub-rows.ts";
import { BUILD_STATE as STATE, windowReads } from "../support/window-hub.ts";

const seconds = (hour: number) => at(hour).getTime() / 1000;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** The build of this id made again at this hour. */
const again = (id: number, hour: number) =>
  buildRow(id, { creation_ts: seconds(hour), completion_ts: seconds(hour + 0.5) });

/** A build made at this hour that runs. */
const running = (hour: number, more: XmlRpcStruct = {}) =>
  buildRow(hour, { state: STATE.BUILDING, completion_time: null, completion_ts: null, ...more });

describe("the window of image builds", () => {
  const ids = async (rows: readonly XmlRpcStruct[], sinceHour: number) =>
    (await readImageWindow(windowReads([...rows]), seconds(sinceHour), null)).rows.map(({ build_id }) => build_id);

  test("are those made after its start, newest first, whatever became of them", async () => {
    const rows = [...upTo(20).map((id) => buildRow(id, { state: [1, 2, 3, 4][id % 4] ?? 1 })), running(21), running(4)];
    expect(await ids(rows, 10)).toEqual([21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11]);
  });

  test("has an old build that was made again, for its time is new", async () => {
    expect(await ids([again(3, 15), buildRow(14)], 10)).toEqual([3, 14]);
  });

  test("has none that ended before it and was imported later", async () => {
    expect(await ids([buildRow(15, { completion_ts: seconds(9) })], 10)).toEqual([]);
  });

  test("leaves nothing out that ends while it is read", async () => {
    const rows: XmlRpcStruct[] = [running(12)];
    const reads = windowReads(rows, (calls) => {
      if (calls === 1) rows[0] = buildRow(12);
    });
    expect((await readImageWindow(reads, seconds(10), null)).rows).toMatchObject([{ build_id: 12, state: 1 }]);
  });
});

/** So many builds, one every so many minutes up to a moment, the newest of the highest id. */
function every(minutes: number, count: number): XmlRpcStruct[] {
  return upTo(count).map((id) => {
    const made = seconds(2000) - (count - id) * minutes * 60;
    return buildRow(id, { creation_ts: made, completion_ts: made + 60 });
  });
}

describe("a window of many builds", () => {
  const DAY = 86_400;

  test("is read up to a week, its later pages asked for together", async () => {
    const reads = windowReads(every(3, 6000));
    const { rows, reach } = await readImageWindow(reads, seconds(0), null);
    // Four pages, as 999 take two days.
    expect([rows.length, seconds(2000) - reach > 7 * DAY]).toEqual([3996, true]);
    expect(rows.at(-1)?.creation_ts).toBe(reach);
    expect(reads.turns()).toEqual([2, 3]);
  });

  test("is a page where that reaches back further, however long there have been builds", async () => {
    for (const count of [1500, 30_000]) {
      const reads = windowReads(every(60, count));
      const { rows, reach } = await readImageWindow(reads, seconds(0), null);
      expect([rows.length, reach]).toEqual([999, seconds(2000 - 998)]);
      expect(reads.turns()).toEqual([2]);
    }
  });

  test("is whole where it ends within a week", async () => {
    const reads = windowReads(every(2, 4000));
    const { rows, reach } = await readImageWindow(reads, seconds(1900), null);
    expect([rows.length, reach]).toEqual([3000, seconds(1900)]);
    expect(reads.turns()).toEqual([2, 3]);
  });

  test("reaches far enough where builds come faster now than before, and is asked for in turns where they came faster", async () => {
    const slow = every(60, 2000);
    const fast = every(1, 1200).map((row): XmlRpcStruct => ({ ...row, build_id: 5000 + Number(row["build_id"]) }));
    for (const [rows, shift] of [
      [[...slow, ...fast], 0],
      [[...slow, ...fast], 2 * DAY],
    ] as const) {
      const moved = rows.map((row) => {
        const made = Number(row["creation_ts"]) - (Number(row["build_id"]) > 5000 ? shift : 0);
        return { ...row, creation_ts: made, completion_ts: made + 60 };
      });
      const reads = windowReads(moved);
      const { reach } = await readImageWindow(reads, seconds(0), null);
      expect(seconds(2000) - reach).toBeGreaterThan(7 * DAY);
    }
  });

  test("of more than five thousand in a week ends there, and says where", async () => {
    const reads = windowReads(every(1, 8000));
    const { rows, since, reach } = await readImageWindow(reads, seconds(0), null);
    expect([rows.length, since, reach]).toEqual([4995, seconds(0), seconds(2000) - 4994 * 60]);
    expect(reads.turns()).toEqual([2, 4]);
  });
});

describe("a window that was read before", () => {
  const NIGHT = upTo(40).map((id) => buildRow(id, { state: id % 7 === 0 ? STATE.FAILED : STATE.COMPLETE }));

  /** What a refresh finds and takes after this happened at the hub. */
  async function refreshedAfter(happening: (rows: XmlRpcStruct[]) => void, before: readonly XmlRpcStruct[] = NIGHT) {
    const rows = [...before];
    const previous = await readImageWindow(windowReads(rows), seconds(0), null);
    happening(rows);
    const reads = windowReads(rows);
    const refreshed = await readImageWindow(reads, seconds(0), previous);
    const whole = await readImageWindow(windowReads(rows), seconds(0), null);
    return { refreshed, whole, turns: reads.turns(), rowsRead: reads.rowsRead() };
  }

  const LONG = upTo(500).map((id) => buildRow(id, { state: id % 7 === 0 ? STATE.FAILED : STATE.COMPLETE }));

  const REPLACE = (id: number, row: XmlRpcStruct) => (rows: XmlRpcStruct[]) => {
    rows[rows.findIndex(({ build_id }) => build_id === id)] = row;
  };

  test.each<[string, (rows: XmlRpcStruct[]) => void]>([
    ["nothing", () => undefined],
    ["a new build", (rows) => rows.push(running(501))],
    ["new builds that ended already", (rows) => rows.push(buildRow(501), buildRow(502, { state: STATE.FAILED }))],
    ["many new builds", (rows) => rows.push(...upTo(60).map((id) => running(500 + id)))],
    ["a failed build that was made again and is done", REPLACE(7, again(7, 501))],
  ])("is brought up to date after %s, and little is read for it", async (_what, happening) => {
    const { refreshed, whole, turns, rowsRead } = await refreshedAfter(happening, LONG);
    expect(refreshed).toEqual(whole);
    expect(turns[0]).toBe(4);
    expect(rowsRead).toBeLessThan(120);
  });

  test.each<[string, (rows: XmlRpcStruct[]) => void]>([
    ["a build was deleted", REPLACE(3, buildRow(3, { state: STATE.DELETED }))],
    ["a failed one is made again", REPLACE(7, running(7, { creation_ts: seconds(41) }))],
    [
      "one of a low id is imported, which ended long ago",
      (rows) => rows.unshift(buildRow(0, { creation_ts: seconds(39), completion_ts: seconds(20) })),
    ],
    ["more are new than a refresh looks at", (rows) => rows.push(...upTo(130).map((id) => running(100 + id)))],
  ])("is read anew when %s", async (_what, happening) => {
    const { refreshed, whole, turns } = await refreshedAfter(happening);
    expect(refreshed).toEqual(whole);
    expect(turns.at(-1)).toBe(2);
  });

  test("is read anew where it is of another hour", async () => {
    const reads = windowReads([...NIGHT]);
    const previous = await readImageWindow(reads, seconds(0), null);
    const { rows, since } = await readImageWindow(reads, seconds(1), previous);
    expect([since, rows.length]).toEqual([seconds(1), 39]);
    expect(reads.turns()).toEqual([2, 2]);
  });

  test("that was cut is brought up to date, too, and keeps its reach", async () => {
    const { refreshed, turns } = await refreshedAfter((rows) => rows.push(running(2001)), every(60, 1500));
    expect([refreshed.rows.length, refreshed.reach]).toEqual([1000, seconds(2000 - 998)]);
    expect(turns).toEqual([4]);
  });
});
