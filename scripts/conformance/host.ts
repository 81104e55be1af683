import type { Check } from "./check.ts";
import { AnyOrder, type Expected } from "./compare.ts";
import { named, type Row } from "./hub.ts";
import { flag, number, numberOrNull, rowOrNull, rows, text, words } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { numberOf, stateOf, TASK_STATES } from "./states.ts";

/** A builder, by the id that an answer of the gateway gave. */
export const hostCheck = (sides: Sides, { id, name }: { id: string; name: string }): Check => ({
  kind: "host",
  thing: name,
  hub: () => expectedHost(sides, id, name),
  gateway: async () => (await sides.ask("host", { id }))["node"] ?? null,
});

async function expectedHost({ hub }: Sides, id: string, name: string): Promise<Expected> {
  const row = rowOrNull(await hub("getHost", name));
  if (row === null) return null;
  const hostId = number(row, "id");
  const channels = rows(await hub("listChannels", named({ hostID: hostId })));
  const state = ["OPEN", "ASSIGNED"].map((one) => numberOf(TASK_STATES, one));
  const tasks = rows(await hub("listTasks", { host_id: hostId, state }, { order: "id", limit: 100 }));
  const seen = numberOrNull(row, "update_ts");
  return {
    __typename: "Host",
    id,
    kojiId: hostId,
    name,
    arches: words(row["arches"]),
    enabled: flag(row, "enabled"),
    ready: flag(row, "ready"),
    capacity: number(row, "capacity"),
    load: number(row, "task_load"),
    lastSeenAt: seen === null ? null : new Date(seen * 1000).toISOString(),
    channels: new AnyOrder(channels.map(idAndName), "name"),
    tasks: new AnyOrder(tasks.map(task), "kojiId"),
  };
}

export const idAndName = (row: Row) => ({ kojiId: number(row, "id"), name: text(row, "name") });

const task = (row: Row) => ({
  kojiId: number(row, "id"),
  method: text(row, "method"),
  state: stateOf(TASK_STATES, number(row, "state")),
});
