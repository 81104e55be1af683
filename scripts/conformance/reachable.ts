import type { Json } from "./compare.ts";
import { rows, text } from "./rows.ts";
import type { Sides } from "./sides.ts";

export type Reached = { readonly id: string; readonly name: string };

/** Hosts and channels with their tasks, as a client comes to them from a task; builders.ts holds the whole lists. Of those the hub lists, what is reached. */
export async function reachable({ hub, ask, random }: Sides, count: number) {
  const channelNames = rows(await hub("listChannels")).map((row) => text(row, "name"));
  const hosts = new Map<string, Reached>();
  const channels = new Map<string, Reached>();
  for (const channel of random.some(channelNames, count)) {
    const { tasks } = await ask("reachable", { filter: { channel } });
    for (const { channel: one, host } of nodesOf(tasks)) {
      for (const host_ of [host, ...(one?.hosts ?? [])]) {
        if (!host_) continue;
        hosts.set(host_.name, host_);
        for (const other of host_.channels) channels.set(other.name, other);
      }
      if (one) channels.set(one.name, one);
    }
  }
  const known = (all: Map<string, Reached>) =>
    random.some([...all.values()].toSorted(byName), count).map(({ id, name }) => ({ id, name }));
  return { hosts: known(hosts), channels: known(channels) };
}

type HostNode = Reached & { readonly channels: readonly Reached[] };
type TaskNode = {
  readonly channel: (Reached & { readonly hosts: readonly HostNode[] }) | null;
  readonly host: HostNode | null;
};

/** What reachable.graphql asks for. */
const nodesOf = (tasks: Json | undefined) => (tasks as unknown as { nodes: readonly TaskNode[] }).nodes;

const byName = (a: Reached, b: Reached) => (a.name < b.name ? -1 : 1);
