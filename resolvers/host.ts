import type { Context } from "../context/context.ts";
import { groupBy } from "../model/group-by.ts";
import type { Channel, Host } from "../model/host.ts";
import type { Task } from "../model/task.ts";

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

/** Its enabled hosts by each arch they build for: one that builds for two stands in both. */
export async function channelArches(
  channel: Channel,
  args: unknown,
  context: Context,
): Promise<readonly ArchCapacity[]> {
  const hosts = await enabledHosts(channel, args, context);
  const pairs = hosts.flatMap((host) => host.arches.map((arch) => ({ arch, host })));
  const byArch = [...groupBy(pairs, ({ arch }) => arch)].sort(([a], [b]) => (a < b ? -1 : 1));
  const { queuedFor } = context.hub(channel.hub).loaders.queues;
  const queued = await Promise.all(byArch.map(([arch]) => queuedFor.load({ channelId: channel.kojiId, arch })));
  return byArch.map(([arch, members], index) => ({
    arch,
    queued: queued[index] ?? 0,
    hosts: members.length,
    ready: members.filter(({ host }) => host.ready).length,
    capacity: sum(members, ({ host }) => host.capacity),
    load: sum(members, ({ host }) => host.load),
  }));
}

async function enabledHosts(channel: Channel, args: unknown, context: Context): Promise<readonly Host[]> {
  return (await channelHosts(channel, args, context)).filter(({ enabled }) => enabled);
}

const sum = <T>(items: readonly T[], of: (item: T) => number) => items.reduce((total, item) => total + of(item), 0);
