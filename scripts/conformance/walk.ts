import type { Expected, Json } from "./compare.ts";
import type { Answer, Ask } from "./gateway.ts";

/** A connection as the list documents ask for it. */
type List = {
  readonly nodes: readonly { readonly kojiId: number }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
};

/** A list that never ends would be walked for ever. */
const MOST_PAGES = 300;

export type Question = {
  readonly operation: "builds" | "tasks";
  readonly filter: { readonly [name: string]: unknown };
};

/** Every page of a list from its head, then from its tail: numbers of the things in the list's own order. */
export async function walk(ask: Ask, { operation, filter }: Question, pageSize: number): Promise<Json> {
  const page = async (bounds: { readonly [name: string]: unknown }) =>
    listOf(await ask(operation, { filter, ...bounds }));
  const forward: number[] = [];
  for (let after: string | null = null, pages = 0; pages < MOST_PAGES; pages += 1) {
    const { nodes, pageInfo } = await page({ first: pageSize, after });
    forward.push(...nodes.map(({ kojiId }) => kojiId));
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage || after === null) break;
  }
  const backward: number[] = [];
  for (let before: string | null = null, pages = 0; pages < MOST_PAGES; pages += 1) {
    const { nodes, pageInfo } = await page({ last: pageSize, before });
    backward.unshift(...nodes.map(({ kojiId }) => kojiId));
    before = pageInfo.startCursor;
    if (!pageInfo.hasPreviousPage || before === null) break;
  }
  return { forward, backward };
}

/** What `walk` is to find: each once. */
export const walked = (ids: readonly number[]): { readonly [name: string]: Expected } => ({
  forward: ids,
  backward: ids,
});

/** Of builds.graphql or tasks.graphql. */
const listOf = (answer: Answer) => answer["list"] as unknown as List;
