import { type Expected, isThing, type Json } from "./compare.ts";
import type { Ask } from "./gateway.ts";

/** The thing with what its global id leads to in the id's place. */
export async function withNode(ask: Ask, thing: Json | undefined): Promise<Json> {
  if (!isThing(thing) || !("id" in thing)) return thing ?? null;
  const { id, ...rest } = thing;
  const { node } = await ask("node", { id });
  if (!isThing(node) || !("id" in node)) return { ...rest, node: node ?? null };
  const { id: same, ...found } = node;
  return { ...rest, node: { ...found, sameId: same === id } };
}

/** What `withNode` is to find. */
export const nodeOf = (typeName: string, kojiId: number): Expected => ({ __typename: typeName, kojiId, sameId: true });
