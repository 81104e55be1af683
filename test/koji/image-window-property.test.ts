import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type ImageWindow, readImageWindow } from "../../koji/image-window.ts";
import { readUnclosedTasks, type UnclosedTasks } from "../../koji/unclosed-tasks.ts";
import type { XmlRpcStruct } from "../../koji/xmlrpc/value.ts";
import { at } from "../support/builds.ts";
import { buildRow, taskRow } from "../support/hub-rows.ts";
import { BUILD_STATE as BUILD, TASK_STATE as TASK, taskReads, windowReads } from "../support/window-hub.ts";

const START = at(100).getTime() / 1000;
const SINCE = START - 3 * 86_400;

/** What may happen at a hub, `pick` telling to which of those it can happen to. A look is taken after each few of them. */
const happenings = <T extends string>(...kinds: readonly T[]) =>
  fc.array(
    fc.array(fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat(), late: fc.nat({ max: 3000 }) }), {
      maxLength: 6,
    }),
    { maxLength: 12 },
  );

/** A hub that changes, its clock with it. */
function changing(rows: XmlRpcStruct[]) {
  const clock = { now: START };
  const among = (states: readonly number[], pick: number) => {
    const isOld = ({ completion_ts: end = null }: XmlRpcStruct) => end !== null && Number(end) <= SINCE;
    const fitting = rows.flatMap((row, index) => (states.includes(Number(row["state"])) && !isOld(row) ? [index] : []));
    return fitting[pick % Math.max(1, fitting.length)];
  };
  return {
    clock,
    alter: (states: readonly number[], pick: number, change: XmlRpcStruct) => {
      const index = among(states, pick);
      if (index !== undefined) rows[index] = { ...rows[index], ...change };
    },
  };
}

const text = (seconds: number) => new Date(seconds * 1000).toISOString().replace("T", " ").replace("Z", "000+00:00");
const made = (seconds: number) => ({ creation_ts: seconds, creation_time: text(seconds) });
const ended = (seconds: number) => ({ completion_ts: seconds, completion_time: text(seconds) });
const UNENDED = { completion_ts: null, completion_time: null };

// One that failed before the window and is made again shows when it ends, or when the window is read anew.
test("a window of builds brought up to date is the window read anew, whatever happened at the hub", async () => {
  const history = fc.array(fc.record({ hours: fc.nat({ max: 90 }), state: fc.constantFrom(1, 2, 3, 4) }), {
    maxLength: 30,
  });
  const changes = happenings("start", "complete", "fail", "cancel", "again", "delete", "import", "time passes");
  const property = fc.asyncProperty(history, changes, async (before, rounds) => {
    const rows = before.map(({ hours, state }, index) => {
      const time = START - hours * 3600;
      return buildRow(index + 1, { state, ...made(time - 1800), ...ended(time) });
    });
    const { clock, alter } = changing(rows);
    const apply = ({ kind, pick, late }: { kind: string; pick: number; late: number }) => {
      const [id, time] = [rows.length + 1, (clock.now += 1)];
      // The end is that of the transaction's beginning.
      const end = ended(time - late);
      if (kind === "start") rows.push(buildRow(id, { state: BUILD.BUILDING, ...made(time), ...UNENDED }));
      if (kind === "complete") alter([BUILD.BUILDING], pick, { state: BUILD.COMPLETE, ...end });
      if (kind === "fail") alter([BUILD.BUILDING], pick, { state: BUILD.FAILED, ...end });
      if (kind === "cancel") alter([BUILD.BUILDING], pick, { state: BUILD.CANCELED, ...end });
      if (kind === "delete") alter([BUILD.COMPLETE], pick, { state: BUILD.DELETED });
      if (kind === "import") rows.push(buildRow(id, { ...made(time), ...ended(time - 10 * late) }));
      if (kind === "time passes") clock.now += late * 20;
      const again = { state: BUILD.BUILDING, task_id: 1000 + id + pick, ...made(time), ...UNENDED };
      if (kind === "again") alter([BUILD.FAILED, BUILD.CANCELED], pick, again);
    };
    let window: ImageWindow | null = null;
    for (const round of rounds) {
      round.forEach(apply);
      window = await readImageWindow(windowReads(rows), SINCE, window);
      expect(window).toEqual(await readImageWindow(windowReads(rows), SINCE, null));
    }
  });
  await fc.assert(property, { numRuns: 150 });
});

test("unclosed tasks brought up to date are those read anew, whatever happened at the hub", async () => {
  const changes = happenings("submit", "take", "close", "fail", "cancel", "free", "time passes");
  const property = fc.asyncProperty(changes, async (rounds) => {
    const rows: XmlRpcStruct[] = [];
    const { clock, alter } = changing(rows);
    const apply = ({ kind, pick, late }: { kind: string; pick: number; late: number }) => {
      const [id, time] = [rows.length + 1, (clock.now += 1)];
      const living = [TASK.FREE, TASK.OPEN, TASK.ASSIGNED];
      if (kind === "submit") rows.push(taskRow(id, { state: TASK.FREE, create_ts: time, ...UNENDED }));
      if (kind === "take") alter([TASK.FREE], pick, { state: pick % 2 === 0 ? TASK.OPEN : TASK.ASSIGNED });
      if (kind === "free") alter([TASK.OPEN, TASK.ASSIGNED], pick, { state: TASK.FREE });
      if (kind === "close") alter([TASK.OPEN], pick, { state: TASK.CLOSED, ...ended(time) });
      if (kind === "fail") alter([TASK.OPEN], pick, { state: TASK.FAILED, ...ended(time) });
      if (kind === "cancel") alter(living, pick, { state: TASK.CANCELED, ...ended(time) });
      if (kind === "time passes") clock.now += late * 20;
    };
    const asked = { method: "livemedia", since: SINCE };
    let tasks: UnclosedTasks | null = null;
    for (const round of rounds) {
      round.forEach(apply);
      tasks = await readUnclosedTasks(taskReads(rows).listTasks, asked, tasks);
      expect(tasks).toEqual(await readUnclosedTasks(taskReads(rows).listTasks, asked, null));
    }
  });
  await fc.assert(property, { numRuns: 150 });
});
