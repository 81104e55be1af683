import { genericFault } from "../fault.ts";
import type { Row } from "../values.ts";
import { double, text, timestamp, timeText } from "../values.ts";
import { CHANNELS, type Channel, findChannel, findHost, type Host, HOSTS } from "../world/hosts.ts";
import { type Task, TASK } from "../world/plan.ts";
import { taskCells } from "../world/task-cells.ts";
import type { World } from "../world/world.ts";
import type { Handler, Methods } from "./hub.ts";
import { nameOrId } from "./lookups.ts";
import { taskState } from "./rows.ts";

/** Hosts check in this often, in milliseconds. */
const CHECK_IN = 15_000;
const OUT_SINCE = 3 * 86_400_000;

/** When the host checked in last; one that is out of service has not for days. Null: never. */
function lastUpdate(host: Host, now: number): number | null {
  if (!host.seen) return null;
  const phase = (host.id * 1_777) % CHECK_IN;
  const recent = Math.floor((now - phase) / CHECK_IN) * CHECK_IN + phase + 0.413;
  return host.enabled ? recent : recent - OUT_SINCE;
}

/** What the host works at: the weights of its open tasks. */
function loads(world: World): ReadonlyMap<number, number> {
  const now = world.now();
  const sums = new Map<number, number>();
  for (const task of unfinished(world, now))
    if (task.hostId !== null && taskState(task, now) === TASK.OPEN)
      sums.set(task.hostId, (sums.get(task.hostId) ?? 0) + task.weight);
  return sums;
}

function* unfinished(world: World, now: number): Generator<Task> {
  const scope = { fromMs: now, untilMs: Infinity, back: false, method: null, parentsOnly: false, bulk: true };
  for (const { items } of taskCells(world, { ...scope, counting: null }))
    for (const task of items()) if (task.createMs <= now && task.endMs > now) yield task;
}

function hostRow(host: Host, now: number, load: ReadonlyMap<number, number>): Row {
  const updated = lastUpdate(host, now);
  return {
    arches: host.arches,
    capacity: double(host.capacity),
    comment: host.comment,
    description: host.description,
    enabled: host.enabled,
    id: host.id,
    name: host.name,
    ready: host.ready,
    task_load: double(Math.round((load.get(host.id) ?? 0) * 100) / 100),
    update_ts: updated === null ? null : timestamp(updated, now),
    user_id: host.userId,
  };
}

const listHosts: Handler = ({ world }, args) => {
  const { arches, channelID, ready, enabled, userID } = args;
  const channel = channelID === null ? null : findChannel(nameOrId(channelID));
  if (channelID !== null && channel === null) throw genericFault(`No such channel: ${text(channelID)}`);
  const wanted = arches === null ? null : Array.isArray(arches) ? arches.map(text) : [text(arches)];
  const now = world.now();
  const load = loads(world);
  return HOSTS.filter(
    (host) =>
      (channel === null || host.channels.includes(channel.name)) &&
      (wanted === null || host.arches.split(" ").some((arch) => wanted.includes(arch))) &&
      (ready === null || host.ready === Boolean(ready)) &&
      (enabled === null || host.enabled === Boolean(enabled)) &&
      (userID === null || host.userId === userID),
  ).map((host) => hostRow(host, now, load));
};

const getHost: Handler = ({ world }, args) => {
  const key = nameOrId(args["hostInfo"]);
  const host = findHost(key);
  if (host === null && args["strict"] === true) throw genericFault(`No such host: ${key}`);
  return host === null ? null : hostRow(host, world.now(), loads(world));
};

const channelRow = ({ comment, description, enabled, id, name }: Channel): Row => ({
  comment,
  description,
  enabled,
  id,
  name,
});

const listChannels: Handler = (_, args) => {
  const { hostID, enabled } = args;
  const host = hostID === null ? null : findHost(nameOrId(hostID));
  if (hostID !== null && host === null) return [];
  return CHANNELS.filter(
    (channel) =>
      (host === null || host.channels.includes(channel.name)) &&
      (enabled === null || channel.enabled === Boolean(enabled)),
  ).map(channelRow);
};

const getChannel: Handler = (_, args) => {
  const key = nameOrId(args["channelInfo"]);
  const channel = findChannel(key);
  if (channel === null && args["strict"] === true) throw genericFault(`Invalid channelInfo: ${key}`);
  return channel === null ? null : channelRow(channel);
};

const getLastHostUpdate: Handler = ({ world }, args) => {
  const host = findHost(nameOrId(args["hostID"]));
  const now = world.now();
  const updated = host === null ? null : lastUpdate(host, now);
  if (updated === null) return null;
  return args["ts"] === true ? timestamp(updated, now) : timeText(updated, now);
};

const getTaskRuns: Handler = ({ world }) =>
  [...unfinished(world, world.now())]
    .filter(({ assignMs, hostId }) => assignMs <= world.now() && hostId !== null)
    .map((task) => ({
      active: true,
      create_ts: timestamp(task.assignMs, world.now()),
      host_id: task.hostId,
      id: task.id,
      task_id: task.id,
    }));

const METHODS_OF_HOSTS = ["createLiveMedia", "createKiwiImage", "createImage", "createAppliance", "createLiveCD"];

export const HOST_METHODS: Methods = {
  listHosts,
  getHost,
  listChannels,
  getChannel,
  getLastHostUpdate,
  getAllArches: () => ["x86_64", "i386", "aarch64", "ppc64le", "s390x"],
  "scheduler.getTaskRuns": getTaskRuns,
  "scheduler.getHostData": () =>
    HOSTS.filter(({ seen }) => seen).map(({ id }) => ({
      data: { maxjobs: 10, methods: METHODS_OF_HOSTS },
      host_id: id,
    })),
  "scheduler.getTaskRefusals": () => [],
  "scheduler.getLogMessages": () => [],
};
