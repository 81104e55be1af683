import { channel, channels, hosts } from "../resolvers/host.ts";
import { builder } from "./builder.ts";
import { hubArg } from "./connection.ts";
import { ChannelType, HostType } from "./refs.ts";

builder.queryField("channels", (t) =>
  t.field({
    type: [ChannelType],
    description: "Every channel of a hub, disabled ones too, by name.",
    args: { ...hubArg },
    resolve: channels,
  }),
);

builder.queryField("channel", (t) =>
  t.field({
    type: ChannelType,
    nullable: true,
    description: "One channel; null when the hub has none such.",
    args: { name: t.arg.string({ required: true, description: "Its name." }), ...hubArg },
    resolve: channel,
  }),
);

builder.queryField("hosts", (t) =>
  t.field({
    type: [HostType],
    description: "The builders of a hub, by name; those for which all that is given holds.",
    args: {
      ...hubArg,
      arch: t.arg.string({ description: "That can build for this arch; its whole name, as hosts have it." }),
      channel: t.arg.string({ description: "That take work of this channel; none where the hub has no such channel." }),
      enabled: t.arg.boolean({ description: "That are to be given work, or not." }),
    },
    resolve: hosts,
  }),
);
