import type { Context } from "../context/context.ts";
import type { HostFilter } from "../loaders/host.ts";
import { groupBy } from "../model/group-by.ts";
import type { Channel, Host } from "../model/host.ts";
import type { Task } from "../model/task.ts";

type InHub = { readonly hub?: string | null | undefined };

export const channels = (_root: unknown, { hub }: InHub, context: Context): Promise<readonly Channel[]> =>
  context.hub(hub).loaders.hosts.channels();

export const channel = (
  _root: unknown,
  { name, hub }: InHub & { readonly name: string },
  context: Context,
): Promise<Channel | null> => context.hub(hub).loaders.hosts.channel.load(name);

export const hosts = (
  _root: unknown,
  { hub, ...filter }: InHub & HostFilter,
  context: Context,
): Promise<readonly Host[]> => context.hub(hub).loaders.hosts.hosts(filter);

/** Hubs before 1.35 do not tell it with the host. */
export const hostLastSeenAt = async (
  { hub, kojiId, lastSeenAt }: Host,
  _args: unknown,
  context: Context,
): Promise<Date | null> => lastSeenAt ?? context.hub(hub).loaders.hosts.lastUpdate.load(kojiId);

export const hostChannels = ({ hub, kojiId }: Host, _args: unknown, context: Context): Promise<readonly Channel[]> =>
  context.hub(hub).loaders.hosts.channelsOfHost.load(kojiId);

export const hostTasks = ({ hub, kojiId }: Host, _args: unknown, context: Context): Promise<readonly Task[]> =>
  context.hub(hub).loaders.queues.ofHost.load(kojiId);

export const channelHosts = ({ hub, kojiId }: Channel, _args: unknown, context: Context): Promise<readonly Host[]> =>
  context.hub(hub).loaders.hosts.hostsOfChannel.load(kojiId);

/** Task weights that its enabled hosts can carry. */
export const channelCapacity = async (channel: Channel, args: unknown, context: Context): Promise<number> =>
  sum(await enabledHosts(channel, args, context), ({ capacity }) => capacity);

export const channelLoad = async (channel: Channel, args: unknown, context: Context): Promise<number> =>
  sum(await enabledHosts(channel, args, context), ({ load }) => load);

export const channelOpen = ({ hub, kojiId }: Channel, _args: unknown, context: Context): Promise<number> =>
  context.hub(hub).loaders.queues.open.load(kojiId);

export const channelQueued = ({ hub, kojiId }: Channel, _args: unknown, context: Context): Promise<number> =>
  context.hub(hub).loaders.queues.queued.load(kojiId);

/** Seconds that the task at the head of the queue has waited; null for an empty queue. */
export async function channelOldestWait({ hub, kojiId }: Channel, _args: unknown, context: Context) {
  const oldest = await context.hub(hub).loaders.queues.oldest.load(kojiId);
  return oldest === null ? null : Math.max(0, (context.now.getTime() - oldest.createdAt.getTime()) / 1000);
}

export type ArchCapacity = {
  readonly arch: string;
  readonly hosts: number;
  readonly ready: number;
  readonly capacity: number;
  readonly load: number;
  readonly queued: number;
};

/** A task for it runs on a host of any arch. */
const ANY_ARCH = "noarch";

/**
 * Its enabled hosts by each arch they build for: one that builds for two stands in both. Arches that tasks wait for
 * stand there too, though no host may serve them.
 */
export async function channelArches(
  channel: Channel,
  args: unknown,
  context: Context,
): Promise<readonly ArchCapacity[]> {
  const pairs = (await enabledHosts(channel, args, context)).flatMap((host) =>
    host.arches.map((arch) => ({ arch, host })),
  );
  const byArch = groupBy(pairs, ({ arch }) => arch);
  const { queuedFor, waitedFor } = context.hub(channel.hub).loaders.queues;
  const waited = ((await waitedFor(channel.kojiId)) ?? []).filter((arch) => arch !== ANY_ARCH);
  const arches = [...new Set([...byArch.keys(), ...waited])].toSorted();
  const queued = await Promise.all(arches.map((arch) => queuedFor.load({ channelId: channel.kojiId, arch })));
  return arches.map((arch, index) => {
    const members = byArch.get(arch) ?? [];
    return {
      arch,
      queued: queued[index] ?? 0,
      hosts: members.length,
      ready: members.filter(({ host }) => host.ready).length,
      capacity: sum(members, ({ host }) => host.capacity),
      load: sum(members, ({ host }) => host.load),
    };
  });
}

async function enabledHosts(channel: Channel, args: unknown, context: Context): Promise<readonly Host[]> {
  return (await channelHosts(channel, args, context)).filter(({ enabled }) => enabled);
}

/** To the millionth: a binary sum of weights like 0.1 and 0.2 would end in dust. */
const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  Math.round(items.reduce((total, item) => total + of(item), 0) * 1e6) / 1e6;
