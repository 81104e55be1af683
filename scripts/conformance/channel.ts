import type { Check } from "./check.ts";
import { AnyOrder, type Expected } from "./compare.ts";
import { idAndName } from "./host.ts";
import { named, type Row } from "./hub.ts";
import { flag, number, rowOrNull, rows, text, textOrNull, words } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { instant, secondsBetween } from "./times.ts";

/** A channel, by the id that an answer of the gateway gave. */
export const channelCheck = (sides: Sides, { id, name }: { id: string; name: string }): Check => ({
  kind: "channel",
  thing: name,
  hub: () => expectedChannel(sides, id, name),
  gateway: async () => (await sides.ask("channel", { id }))["node"] ?? null,
});

const [FREE, OPEN, ASSIGNED] = [0, 1, 4];

async function expectedChannel({ hub, now }: Sides, id: string, name: string): Promise<Expected> {
  const row = rowOrNull(await hub("getChannel", name));
  if (row === null) return null;
  const channel = number(row, "id");
  const hosts = rows(await hub("listHosts", named({ channelID: channel })));
  const enabled = hosts.filter((host) => flag(host, "enabled"));
  const waiting = rows(
    await hub("listTasks", { channel_id: channel, state: [FREE, ASSIGNED] }, { order: "create_time" }),
  );
  const [first] = waiting.map((task) => instant(text(task, "create_time")));
  return {
    __typename: "Channel",
    id,
    kojiId: channel,
    name,
    description: textOrNull(row, "description"),
    enabled: row["enabled"] !== false,
    capacity: sum(enabled, "capacity"),
    load: sum(enabled, "task_load"),
    open: Number(await hub("listTasks", { channel_id: channel, state: [OPEN] }, { countOnly: true })),
    queued: waiting.length,
    oldestWait: first === undefined ? null : Math.max(0, secondsBetween(first, now.toISOString())),
    hosts: new AnyOrder(hosts.map(idAndName), "name"),
    arches: new AnyOrder(byArch(enabled, waiting), "arch"),
  };
}

function byArch(enabled: readonly Row[], waiting: readonly Row[]) {
  const arches = new Set(enabled.flatMap((host) => words(host["arches"])));
  return [...arches].map((arch) => {
    const hosts = enabled.filter((host) => words(host["arches"]).includes(arch));
    return {
      arch,
      hosts: hosts.length,
      ready: hosts.filter((host) => flag(host, "ready")).length,
      capacity: sum(hosts, "capacity"),
      load: sum(hosts, "task_load"),
      queued: waiting.filter((task) => textOrNull(task, "arch") === arch).length,
    };
  });
}

const sum = (hosts: readonly Row[], member: string) => hosts.reduce((total, host) => total + number(host, member), 0);
