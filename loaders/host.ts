import type DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import type { ChannelRow, HostRow, UserRow } from "../koji/rows.ts";
import type { XmlRpcStruct } from "../koji/xmlrpc/value.ts";
import type { Channel, Host } from "../model/host.ts";
import type { User } from "../model/user.ts";
import { each, once } from "./each.ts";
import { fromSecondsOrNull } from "./hub-times.ts";
import { words } from "./target.ts";

export type HostLoaders = {
  /** By Koji's id or by name; null where there is none. */
  readonly host: DataLoader<number | string, Host | null>;
  readonly channel: DataLoader<number | string, Channel | null>;
  /** Every channel of the hub, disabled ones too, by name. */
  readonly channels: () => Promise<readonly Channel[]>;
  /** Builders that fit all of the filter, by name; none for a channel or an arch that the hub does not know. */
  readonly hosts: (filter: HostFilter) => Promise<readonly Host[]>;
  /** Null where the hub has no such user; an unknown one is never created by asking. */
  readonly user: DataLoader<number | string, HubUser | null>;
  /** What the hub lets a user do, by name. */
  readonly permissions: DataLoader<string, readonly string[]>;
  readonly hostsOfChannel: DataLoader<number, readonly Host[]>;
  readonly channelsOfHost: DataLoader<number, readonly Channel[]>;
  /** When a host without `lastSeenAt` was heard of last; null where it never was. */
  readonly lastUpdate: DataLoader<number, Date | null>;
};

/** `lockedOut`: may not log in any more. */
export type HubUser = User & { readonly lockedOut: boolean; readonly isPerson: boolean };

/** koji.USER_STATUS */
const LOCKED_OUT = 1;

/** koji.USERTYPES */
const PERSON = 0;

const toUser = (row: UserRow | null): HubUser | null =>
  row && {
    kojiId: row.id,
    name: row.name,
    lockedOut: row.status === LOCKED_OUT,
    isPerson: row.usertype === PERSON,
  };

export type HostFilter = {
  readonly arch?: string | null | undefined;
  readonly channel?: string | null | undefined;
  readonly enabled?: boolean | null | undefined;
};

export function createHostLoaders(hub: string, reader: HubReader): HostLoaders {
  const channel = each("channel", async (key: number | string) => {
    const row = await reader.getChannel(key);
    return row && toChannel(hub, row);
  });
  return {
    host: each("host", async (key: number | string) => {
      const row = await reader.getHost(key);
      return row && toHost(hub, row);
    }),
    channel,
    channels: once(async () => {
      const all = (await reader.listChannels({})).map((row) => toChannel(hub, row));
      for (const one of all) channel.prime(one.kojiId, one).prime(one.name, one);
      return all.sort(byName);
    }),
    hosts: async (filter) => {
      if (filter.arch && !ARCH.test(filter.arch)) return [];
      return (await reader.listHosts(hubFilter(filter))).map((row) => toHost(hub, row)).sort(byName);
    },
    user: each("user", async (key: number | string) => toUser(await reader.getUser(key))),
    permissions: each("permissions of user", async (name: string) => (await reader.getUserPerms(name)).toSorted()),
    hostsOfChannel: each("hosts of channel", async (channelID: number) =>
      (await reader.listHosts({ channelID })).map((row) => toHost(hub, row)).sort(byName),
    ),
    channelsOfHost: each("channels of host", async (hostID: number) =>
      (await reader.listChannels({ hostID })).map((row) => toChannel(hub, row)).sort(byName),
    ),
    lastUpdate: each("last update of host", async (hostId: number) =>
      fromSecondsOrNull(await reader.getLastHostUpdate(hostId)),
    ),
  };
}

/** The hub makes a regular expression of the arch (kojihub.listHosts): what is no plain word names none. */
const ARCH = /^\w+$/u;

const hubFilter = ({ arch, channel, enabled }: HostFilter): XmlRpcStruct => ({
  ...(arch ? { arches: [arch] } : {}),
  ...(channel ? { channelID: channel } : {}),
  ...(typeof enabled === "boolean" ? { enabled } : {}),
});

const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);

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
