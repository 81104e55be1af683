import type { Viewer } from "../model/viewer.ts";
import { viewer, viewerHubPermissions } from "../resolvers/viewer.ts";
import { builder } from "./builder.ts";
import { hubArg } from "./connection.ts";
import { UserType } from "./refs.ts";

UserType.implement({
  description: "A Koji account: a person, a service or a builder.",
  fields: (t) => ({
    kojiId: t.exposeInt("kojiId", { nullable: true, description: "Koji's number." }),
    name: t.exposeString("name", { description: "Its name on the hub." }),
  }),
});

export const ViewerType = builder.objectRef<Viewer>("Viewer").implement({
  description: "Who is asking.",
  fields: (t) => ({
    name: t.exposeString("name", { nullable: true, description: "Null for nobody in particular." }),
    anonymous: t.boolean({ description: "Whether nobody signed in.", resolve: ({ name }) => name === null }),
    groups: t.exposeStringList("groups", { description: "The groups that the identity provider says they are in." }),
    hubPermissions: t.stringList({
      description:
        "What the hub itself lets them do: Koji's permissions, those of their groups included, by name. Nobody has none.",
      args: { ...hubArg },
      resolve: viewerHubPermissions,
    }),
  }),
});

builder.queryField("viewer", (t) => t.field({ type: ViewerType, description: "Who is asking.", resolve: viewer }));
