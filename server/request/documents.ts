import { type DocumentNode, GraphQLError, parse } from "graphql";
import { LRUCache } from "lru-cache";
import { QUERY_LIMITS } from "../query-limits.ts";

/** A document in memory is about so many times as long as its text. */
const TREE_PER_CHARACTER = 50;
const MAX_BYTES = 16 * 1_048_576;

/** Documents by their text, parsed once; shared by Yoga and by whoever must know what a text asks for. */
export type Documents = {
  /** Null for what is no GraphQL, or too long. */
  readonly read: (text: string) => DocumentNode | null;
  /** As Yoga wants its caches. */
  readonly parsed: Pick<LRUCache<string, DocumentNode>, "get" | "set">;
  readonly failed: Pick<LRUCache<string, object>, "get" | "set">;
};

export function createDocuments(): Documents {
  const parsed = new LRUCache<string, DocumentNode>({
    maxSize: MAX_BYTES,
    sizeCalculation: (_document, text) => 1 + text.length * TREE_PER_CHARACTER,
  });
  const failed = new LRUCache<string, object>({
    maxSize: MAX_BYTES / 16,
    sizeCalculation: (_error, text) => 1 + text.length,
  });
  const read = (text: string): DocumentNode | null => {
    const known = parsed.get(text);
    if (known !== undefined) return known;
    try {
      const document = parseWithin(text);
      parsed.set(text, document);
      return document;
    } catch {
      return null;
    }
  };
  return { read, parsed, failed };
}

/** GraphQL's own parser, which gives up on documents of too many words. */
export const parseWithin: typeof parse = (source, options) => {
  try {
    return parse(source, { ...options, maxTokens: QUERY_LIMITS.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError) || !error.message.includes("Parsing aborted")) throw error;
    throw new GraphQLError(
      `The query has more than ${QUERY_LIMITS.tokens} words and signs; put lists in variables, or ask in several queries.`,
      {
        extensions: { code: "TOO_COSTLY" },
      },
    );
  }
};
