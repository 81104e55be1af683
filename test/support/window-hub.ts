import { z } from "zod";
import type { WindowReads } from "../../koji/image-window.ts";
import { BuildRow, Count, TaskRow } from "../../koji/rows.ts";
import type { XmlRpcStruct } from "../../koji/xmlrpc/value.ts";
import { buildsHub, tasksHub } from "./listing-hub.ts";

/** koji.BUILD_STATES and koji.TASK_STATES */
export const BUILD_STATE = { BUILDING: 0, COMPLETE: 1, DELETED: 2, FAILED: 3, CANCELED: 4 };
export const TASK_STATE = { FREE: 0, OPEN: 1, CLOSED: 2, CANCELED: 3, ASSIGNED: 4, FAILED: 5 };

/** How many calls went together, and how many rows came. */
type Counting = { readonly turns: () => readonly number[]; readonly rowsRead: () => number };

/** Calls of one turn of the event loop are answered one after the other, and all at its end, as a multiCall's are. */
function counting() {
  const turns: number[] = [];
  let turn: Promise<void> | null = null;
  let rows = 0;
  return {
    turns: () => turns,
    rowsRead: () => rows,
    answered: async <T>(value: T): Promise<T> => {
      if (turn === null) {
        turns.push(0);
        turn = new Promise((resolve) => {
          setImmediate(() => {
            turn = null;
            resolve();
          });
        });
      }
      turns.push((turns.pop() ?? 0) + 1);
      rows += Array.isArray(value) ? value.length : 0;
      await turn;
      return value;
    },
  };
}

/** The reads of a window from a hub with these rows, which the test may change; `onCall` is told the number of each call. */
export function windowReads(rows: readonly XmlRpcStruct[], onCall: (number: number) => void = () => undefined) {
  const { methods } = buildsHub(rows);
  const { answered, ...counted } = counting();
  let calls = 0;
  const ask = <T>(type: z.ZodType<T>, filter: XmlRpcStruct, queryOpts: XmlRpcStruct) => {
    // There is such a method: it is the hub's only one.
    const answer = type.parse(methods["listBuilds"]?.({ ...filter, queryOpts }));
    onCall((calls += 1));
    return answered(answer);
  };
  const reads: WindowReads & Counting = {
    ...counted,
    getBuild: (id) => answered(BuildRow.parse(rows.find(({ build_id }) => build_id === id))),
    listBuilds: (filter, opts) => ask(z.array(BuildRow), filter, opts),
    countBuilds: (filter) => ask(Count, filter, { countOnly: true }),
  };
  return reads;
}

export function taskReads(rows: readonly XmlRpcStruct[], onCall: (number: number) => void = () => undefined) {
  const { methods } = tasksHub(rows);
  const { answered, ...counted } = counting();
  let calls = 0;
  const listTasks = (filter: XmlRpcStruct, opts: XmlRpcStruct) => {
    const answer = z.array(TaskRow).parse(methods["listTasks"]?.(filter, opts));
    onCall((calls += 1));
    return answered(answer);
  };
  return { ...counted, listTasks };
}
