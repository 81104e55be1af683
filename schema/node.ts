import { node, nodeId, nodes, nodeTypeName } from "../resolvers/node.ts";
import { builder } from "./builder.ts";
import { NodeType } from "./refs.ts";

NodeType.implement({
  description: "Anything that can be fetched again by its global id. Ids are opaque and name their hub.",
  resolveType: nodeTypeName,
  fields: (t) => ({
    id: t.id({ description: "Its global id.", resolve: nodeId }),
  }),
});

builder.queryField("node", (t) =>
  t.field({
    type: NodeType,
    nullable: true,
    description: "The thing with this global id; null when it is gone. Errors: BAD_ARGUMENT for text that is no id.",
    args: { id: t.arg.id({ required: true, description: "An `id` that an answer of this gateway gave." }) },
    resolve: node,
  }),
);

builder.queryField("nodes", (t) =>
  t.field({
    type: [NodeType],
    nullable: { list: false, items: true },
    description:
      "The things with these global ids, in their order; null for one that is gone, and null with an error at its place for one that fails.",
    args: { ids: t.arg.idList({ required: true, description: "At most 100." }) },
    resolve: nodes,
  }),
);
