import {
  type ArchCapacity,
  channelArches,
  channelCapacity,
  channelHosts,
  channelLoad,
  channelOldestWait,
  channelOpen,
  channelQueued,
  hostChannels,
  hostLastSeenAt,
  hostTasks,
} from "../resolvers/host.ts";
import { builder } from "./builder.ts";
import { ChannelType, HostType, NodeType, TaskType } from "./refs.ts";

HostType.implement({
  description: "A builder machine.",
  interfaces: [NodeType],
  fields: (t) => ({
    kojiId: t.exposeInt("kojiId", { description: "Koji's number." }),
    name: t.exposeString("name", { description: "Its name." }),
    arches: t.exposeStringList("arches", { description: "What it can build for." }),
    enabled: t.exposeBoolean("enabled", { description: "Whether it is to be given work." }),
    ready: t.exposeBoolean("ready", { description: "Whether it says that it can take more." }),
    capacity: t.exposeFloat("capacity", { description: "How much it can carry, in Koji's task weights." }),
    load: t.exposeFloat("load", { description: "How much it carries, in Koji's task weights." }),
    lastSeenAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "Its last sign of life; null for one that the hub never heard of.",
      resolve: hostLastSeenAt,
    }),
    channels: t.field({ type: [ChannelType], description: "The work it takes.", resolve: hostChannels }),
    tasks: t.field({
      type: [TaskType],
      description: "What it works on or is to begin, at most 100.",
      resolve: hostTasks,
    }),
  }),
});

const ArchCapacityType = builder.objectRef<ArchCapacity>("ArchCapacity").implement({
  description:
    "What a channel's enabled builders can carry for one arch. A builder for two arches counts in both. An arch that tasks wait for stands here although no builder serves it.",
  fields: (t) => ({
    arch: t.exposeString("arch", { description: "The arch." }),
    hosts: t.exposeInt("hosts", { description: "Enabled builders." }),
    ready: t.exposeInt("ready", { description: "Those of them that can take more." }),
    capacity: t.exposeFloat("capacity", { description: "In Koji's task weights." }),
    load: t.exposeFloat("load", { description: "In Koji's task weights." }),
    queued: t.exposeInt("queued", {
      description:
        "Tasks that wait for this arch. Those for no arch in particular count in the channel's `queued` alone.",
    }),
  }),
});

ChannelType.implement({
  description: "Builders that serve one kind of work, and the work that waits for them.",
  interfaces: [NodeType],
  fields: (t) => ({
    kojiId: t.exposeInt("kojiId", { description: "Koji's number." }),
    name: t.exposeString("name", { description: "Its name." }),
    description: t.exposeString("description", { nullable: true, description: "What it is for." }),
    enabled: t.exposeBoolean("enabled", { description: "Whether work is given out from it." }),
    hosts: t.field({ type: [HostType], description: "Its builders, disabled ones too.", resolve: channelHosts }),
    capacity: t.float({ description: "Of its enabled builders, in Koji's task weights.", resolve: channelCapacity }),
    load: t.float({ description: "Of its enabled builders, in Koji's task weights.", resolve: channelLoad }),
    open: t.int({ description: "Tasks that run.", resolve: channelOpen }),
    queued: t.int({ description: "Tasks that wait.", resolve: channelQueued }),
    oldestWait: t.field({
      type: "Seconds",
      nullable: true,
      description: "How long the first in the queue has waited; null when none waits.",
      resolve: channelOldestWait,
    }),
    arches: t.field({ type: [ArchCapacityType], description: "The same by arch.", resolve: channelArches }),
  }),
});
