import type { HubClientHealth } from "../koji/wire/hub-client.ts";
import { hub, hubApiVersion, hubHealth, hubs, hubVersion } from "../resolvers/hub.ts";
import { builder } from "./builder.ts";
import { HubType } from "./refs.ts";

const HubState = builder.enumType("HubState", {
  description: "How a hub answers this gateway.",
  values: {
    UP: { description: "It answers." },
    DEGRADED: { description: "It answers, but slowly or not every time." },
    DOWN: { description: "It did not answer the last request." },
  } as const,
});

const HubHealth = builder.objectRef<HubClientHealth>("HubHealth").implement({
  description: "How a hub answered this gateway's latest requests.",
  fields: (t) => ({
    state: t.expose("state", { type: HubState, description: "How it answers." }),
    latency: t.field({
      type: "Seconds",
      nullable: true,
      description: "From request to answer, lately; null before the first answer.",
      resolve: ({ latencySeconds }) => latencySeconds,
    }),
    lastSuccessAt: t.expose("lastSuccessAt", {
      type: "DateTime",
      nullable: true,
      description: "When it answered last; null when it never has.",
    }),
    message: t.exposeString("message", { nullable: true, description: "What is wrong; null when nothing is." }),
  }),
});

HubType.implement({
  description: "A Koji hub that this gateway serves.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "Its name in this gateway, for `hub` arguments." }),
    url: t.expose("url", { type: "URL", description: "Where its XML-RPC interface is." }),
    version: t.string({ nullable: true, description: "Koji's version, as the hub tells it.", resolve: hubVersion }),
    apiVersion: t.int({ nullable: true, description: "Koji's API version.", resolve: hubApiVersion }),
    health: t.field({ type: HubHealth, description: "Whether it answers; asks it.", resolve: hubHealth }),
  }),
});

builder.queryField("hubs", (t) =>
  t.field({ type: [HubType], description: "Every hub this gateway serves; the first is the default.", resolve: hubs }),
);

builder.queryField("hub", (t) =>
  t.field({
    type: HubType,
    nullable: true,
    description: "One hub; null for a name that this gateway does not serve.",
    args: { name: t.arg.string({ description: "The default hub when not given." }) },
    resolve: hub,
  }),
);
