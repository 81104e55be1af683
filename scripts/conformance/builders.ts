import type { Check } from "./check.ts";
import type { Expected } from "./compare.ts";
import { named, type Row } from "./hub.ts";
import { flag, number, rows, text, words } from "./rows.ts";
import type { Sides } from "./sides.ts";

type Filter = { readonly enabled?: boolean; readonly arch?: string; readonly channel?: string };

/** Every channel, and the hosts that fit: all of them, then those that take one channel's work, by arch and state. */
export async function buildersChecks(sides: Sides): Promise<readonly Check[]> {
  const { hub, random } = sides;
  const hosts = rows(await hub("listHosts", named({})));
  const channels = rows(await hub("listChannels")).map((row) => text(row, "name"));
  const arches = [...new Set(hosts.flatMap((host) => words(host["arches"])))];
  const filters: readonly Filter[] = [
    {},
    { enabled: random.chance(0.5), ...(arches.length > 0 ? { arch: random.pick(arches) } : {}) },
    ...(channels.length > 0 ? [{ channel: random.pick(channels) }] : []),
  ];
  return filters.map((filter) => ({
    kind: "builders",
    thing: JSON.stringify(filter),
    hub: () => expectedBuilders(sides, filter),
    gateway: () => sides.ask("builders", filter),
  }));
}

async function expectedBuilders({ hub }: Sides, { channel, arch, enabled }: Filter): Promise<Expected> {
  const channels = [];
  for (const row of rows(await hub("listChannels"))) {
    const hosts = rows(await hub("listHosts", named({ channelID: number(row, "id"), enabled: true })));
    channels.push({
      kojiId: number(row, "id"),
      name: text(row, "name"),
      enabled: row["enabled"] !== false,
      capacity: sum(hosts, "capacity"),
      load: sum(hosts, "task_load"),
    });
  }
  const ofChannel = channel === undefined ? {} : { channelID: channel };
  const hosts = rows(await hub("listHosts", named(ofChannel))).filter(
    (row) =>
      (arch === undefined || words(row["arches"]).includes(arch)) &&
      (enabled === undefined || flag(row, "enabled") === enabled),
  );
  return { channels: byName(channels), hosts: byName(hosts.map(host)) };
}

const byName = <T extends { readonly name: string }>(all: readonly T[]): readonly T[] =>
  all.toSorted((a, b) => (a.name < b.name ? -1 : 1));

const host = (row: Row) => ({
  kojiId: number(row, "id"),
  name: text(row, "name"),
  arches: words(row["arches"]),
  enabled: flag(row, "enabled"),
  ready: flag(row, "ready"),
  capacity: number(row, "capacity"),
  load: number(row, "task_load"),
});

const sum = (hosts: readonly Row[], member: string) => hosts.reduce((total, row) => total + number(row, member), 0);
