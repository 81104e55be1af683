import type DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import type { ChannelRow, HostRow } from "../koji/rows.ts";
import type { Channel, Host } from "../model/host.ts";
import type { User } from "../model/user.ts";
import { each } from "./each.ts";
import { fromSecondsOrNull } from "./hub-times.ts";
import { words } from "./target.ts";

export type HostLoaders = {
  /** By Koji's id or by name; null where there is none. */
  readonly host: DataLoader<number | string, Host | null>;
  readonly channel: DataLoader<number | string, Channel | null>;
  /** Null where the hub has no such user; an unknown one is never created by asking. */
  readonly user: DataLoader<number | string, User | null>;
  readonly hostsOfChannel: DataLoader<number, readonly Host[]>;
  readonly channelsOfHost: DataLoader<number, readonly Channel[]>;
};

export function createHostLoaders(hub: string, reader: HubReader): HostLoaders {
  return {
    host: each("host", async (key: number | string) => {
      const row = await reader.getHost(key);
      return row && toHost(hub, row);
    }),
    channel: each("channel", async (key: number | string) => {
      const row = await reader.getChannel(key);
      return row && toChannel(hub, row);
    }),
    user: each("user", async (key: number | string) => {
      const row = await reader.getUser(key);
      return row && { kojiId: row.id, name: row.name };
    }),
    hostsOfChannel: each("hosts of channel", async (channelID: number) =>
      (await reader.listHosts({ channelID })).map((row) => toHost(hub, row)),
    ),
    channelsOfHost: each("channels of host", async (hostID: number) =>
      (await reader.listChannels({ hostID })).map((row) => toChannel(hub, row)),
    ),
  };
}

const toHost = (hub: string, row: HostRow): Host => ({
  hub,
  kojiId: row.id,
  name: row.name,
  arches: words(row.arches),
  enabled: row.enabled,
  ready: row.ready,
  capacity: row.capacity,
  load: row.task_load,
  lastSeenAt: fromSecondsOrNull(row.update_ts),
});

const toChannel = (hub: string, row: ChannelRow): Channel => ({
  hub,
  kojiId: row.id,
  name: row.name,
  description: row.description,
  enabled: row.enabled,
});
