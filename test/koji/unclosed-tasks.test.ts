import { expect, test } from "vitest";
import { clipTasks, readUnclosedTasks } from "../../koji/unclosed-tasks.ts";
import type { XmlRpcStruct } from "../../koji/xmlrpc/value.ts";
import { at } from "../support/builds.ts";
import { taskRow } from "../support/hub-rows.ts";
import { TASK_STATE as STATE, taskReads } from "../support/window-hub.ts";

const seconds = (hour: number) => at(hour).getTime() / 1000;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const asked = { method: "livemedia", since: seconds(0) };

const failed = (id: number) => taskRow(id, { state: STATE.FAILED });
const open = (id: number) => taskRow(id, { state: STATE.OPEN, completion_ts: null });
const ids = ({ rows }: { readonly rows: readonly { readonly id: number }[] }) => rows.map(({ id }) => id);

test("are those that went wrong or have not ended, newest first", async () => {
  const rows = [failed(1), taskRow(2), open(3), taskRow(4, { state: STATE.CANCELED })];
  expect(ids(await readUnclosedTasks(taskReads(rows).listTasks, asked, null))).toEqual([4, 3, 1]);
});

test("of which there are too many reach back to where they were cut, and say so", async () => {
  const { listTasks } = taskReads(upTo(250).map(failed));
  const found = await readUnclosedTasks(listTasks, asked, null);
  expect([ids(found).at(-1), found.reach]).toEqual([51, seconds(51)]);
});

/** What a refresh finds and reads after this happened at a hub of a hundred failed tasks and one that runs. */
async function refreshedAfter(happening: (rows: XmlRpcStruct[]) => void) {
  const rows = [...upTo(100).map(failed), open(101)];
  const previous = await readUnclosedTasks(taskReads(rows).listTasks, asked, null);
  happening(rows);
  const reads = taskReads(rows);
  const refreshed = await readUnclosedTasks(reads.listTasks, asked, previous);
  const whole = await readUnclosedTasks(taskReads(rows).listTasks, asked, null);
  return { refreshed, whole, reads };
}

test.each<[string, (rows: XmlRpcStruct[]) => void]>([
  ["nothing", () => undefined],
  ["one closed", (rows) => rows.splice(100, 1, taskRow(101))],
  ["one failed", (rows) => rows.splice(100, 1, failed(101))],
  ["new ones", (rows) => rows.push(failed(102), open(103))],
])("are brought up to date after %s, and few are read for it", async (_what, happening) => {
  const { refreshed, whole, reads } = await refreshedAfter(happening);
  expect(refreshed).toEqual(whole);
  expect(reads.turns()).toEqual([2]);
  expect(reads.rowsRead()).toBeLessThan(8);
});

test("are read anew when more are new than a list holds", async () => {
  const { refreshed, whole } = await refreshedAfter((rows) => rows.push(...upTo(220).map((id) => open(200 + id))));
  expect(refreshed).toEqual(whole);
});

test("one that fails while they are read is among them", async () => {
  const rows = [open(1)];
  const previous = await readUnclosedTasks(taskReads(rows).listTasks, asked, null);
  const reads = taskReads(rows, (calls) => {
    if (calls === 1) rows[0] = failed(1);
  });
  expect((await readUnclosedTasks(reads.listTasks, asked, previous)).rows).toMatchObject([{ state: STATE.FAILED }]);
});

test("of the hour before serve the next, without those that are too old for it", () => {
  const rows = [failed(3), failed(2), failed(1)] as never;
  expect(clipTasks({ since: seconds(0), reach: seconds(0), rows }, seconds(1))).toMatchObject({
    since: seconds(1),
    reach: seconds(1),
    rows: [{ id: 3 }, { id: 2 }],
  });
});
