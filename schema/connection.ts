import type { InterfaceRef, ObjectRef, SchemaTypes } from "@pothos/core";
import type { Page } from "../model/page.ts";
import { builder } from "./builder.ts";

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T extends SchemaTypes> ? T : never;
type Edge<T> = Page<T>["edges"][number];

const PageInfo = builder.objectRef<Page<unknown>>("PageInfo").implement({
  description: "Where a page stands in its list, as Relay has it.",
  fields: (t) => ({
    hasNextPage: t.exposeBoolean("hasNextPage", { description: "Whether the list goes on after this page." }),
    hasPreviousPage: t.exposeBoolean("hasPreviousPage", { description: "Whether the list has something before it." }),
    startCursor: t.string({
      nullable: true,
      description:
        "Give it as `before` for the page before. A search that stopped at its bound has one although its page is empty.",
      resolve: ({ startCursor, edges }) => startCursor ?? edges[0]?.cursor ?? null,
    }),
    endCursor: t.string({
      nullable: true,
      description:
        "Give it as `after` for the next page. A search that stopped at its bound has one although its page is empty.",
      resolve: ({ endCursor, edges }) => endCursor ?? edges.at(-1)?.cursor ?? null,
    }),
  }),
});

type ConnectionOptions<T> = {
  readonly node: ObjectRef<Types, T> | InterfaceRef<Types, T>;
  readonly description: string;
  /** What the field says of itself; null for a list that the hub cannot count. */
  readonly totalCount: string | null;
  /** Whether counting may be refused. */
  readonly countMayFail?: boolean;
};

/** Relay's connection over `node`: NameConnection and NameEdge. */
export function connectionType<T>(name: string, { node, description, ...options }: ConnectionOptions<T>) {
  const edge = builder.objectRef<Edge<T>>(`${name}Edge`).implement({
    description: `One of a ${name}Connection, with its place in the list.`,
    fields: (t) => ({
      cursor: t.exposeString("cursor", { description: "Its place: give it as `after` or `before`." }),
      node: t.field({ type: node, description: "The thing itself.", resolve: (parent) => parent.node as never }),
    }),
  });
  return builder.objectRef<Page<T>>(`${name}Connection`).implement({
    description,
    fields: (t) => ({
      edges: t.field({ type: [edge], description: "The page, with cursors.", resolve: ({ edges }) => edges }),
      nodes: t.field({
        type: [node],
        description: "The page, without cursors.",
        resolve: ({ edges }) => edges.map((one) => one.node) as never,
      }),
      pageInfo: t.field({ type: PageInfo, description: "What lies before and after.", resolve: (page) => page }),
      ...(options.totalCount === null
        ? {}
        : {
            totalCount: t.int({
              nullable: options.countMayFail ?? false,
              description: options.totalCount,
              resolve: ({ totalCount }) => totalCount() as never,
            }),
          }),
    }),
  });
}

/** Paging from the front. */
export const forwardArgs = builder.args((t) => ({
  first: t.int({ description: "The first so many behind `after`; 20 when not given, at most 100." }),
  after: t.string({ description: "The cursor that the page begins behind." }),
}));

/** Paging from both ends. */
export const pageArgs = builder.args((t) => ({
  first: t.int({
    description: "The first so many behind `after`; 20 when neither it nor `last` is given, at most 100.",
  }),
  after: t.string({ description: "The cursor that the page begins behind." }),
  last: t.int({ description: "The last so many before `before`; at most 100." }),
  before: t.string({ description: "The cursor that the page ends before." }),
}));

export const hubArg = builder.args((t) => ({
  hub: t.string({ description: "The hub's name in this gateway; the default hub when not given." }),
}));
