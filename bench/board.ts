import { readFileSync } from "node:fs";
import type { BoardQuery } from "../generated/operations.ts";

export const BOARD = readFileSync(new URL("board.graphql", import.meta.url), "utf8");

export type ReadBoard = { readonly ms: number; readonly pages: number; readonly images: readonly BoardImage[] };
export type BoardImage = BoardQuery["images"]["nodes"][number];

/** The whole board from the gateway at `url`, page by page as a client reads it. */
export async function readBoard(url: string): Promise<ReadBoard> {
  const began = performance.now();
  const images: BoardImage[] = [];
  let after: string | null | undefined = null;
  let pages = 0;
  for (let more = true; more; pages += 1) {
    const { images: page }: BoardQuery = await ask(url, BOARD, { after });
    images.push(...page.nodes);
    ({ hasNextPage: more, endCursor: after } = page.pageInfo);
  }
  return { ms: performance.now() - began, pages, images };
}

/** The data of an answer without errors. Throws for one with. */
export async function ask<Data>(url: string, query: string, variables: object = {}): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  // What GraphQL answers; the caller knows the type of its query.
  const { data, errors } = (await response.json()) as { data: Data; errors?: readonly { message: string }[] };
  if (errors !== undefined) throw new Error(`${url}: ${errors[0]?.message}`);
  return data;
}
