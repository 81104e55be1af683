import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Documents } from "./documents.ts";
import { isParams, type Params } from "./params.ts";
import { Refusal } from "./refusal.ts";

/** Room for texts that callers registered: some thousand usual ones. */
const MAX_LEARNED_BYTES = 4 * 1_048_576;

/** Operations that callers name by the SHA-256 of their text. */
export type PersistedOperations = {
  /** The same request with its text in full; itself where it names none. Throws a Refusal. */
  readonly resolve: (params: Params) => Params;
};

/**
 * Two ways to name one: `documentId` (`sha256:HEX`), and `extensions.persistedQuery` as Apollo's clients do, who
 * register a text by sending it along once. `registered`: texts by hash, never forgotten.
 */
export function createPersistedOperations(
  registered: ReadonlyMap<string, string>,
  documents: Documents,
): PersistedOperations {
  const learned = new LRUCache<string, string>({
    maxSize: MAX_LEARNED_BYTES,
    sizeCalculation: (text, hash) => text.length + hash.length,
  });
  const textOf = (hash: string): string => {
    const text = registered.get(hash) ?? learned.get(hash);
    if (text === undefined) throw notFound();
    return text;
  };
  return {
    resolve: (params) => {
      const hash = hashIn(params);
      if (hash === null) return params;
      const { documentId: _, extensions: __, ...rest } = params;
      const { query } = params;
      if (query === undefined || query === null) return { ...rest, query: textOf(hash) };
      if (typeof query !== "string" || sha256(query) !== hash) {
        throw new Refusal(`${hash} is not the SHA-256 of the query that came with it; send it in hexadecimal digits.`);
      }
      if (documents.read(query) !== null) learned.set(hash, query);
      return rest;
    },
  };
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The words that clients of the protocol look for: they ask again, with the text. */
const notFound = () => new Refusal("PersistedQueryNotFound", { status: 200, code: "PERSISTED_QUERY_NOT_FOUND" });

/** Null where the request names no operation by a hash. */
function hashIn({ documentId, extensions }: Params): string | null {
  if (documentId !== undefined && documentId !== null) {
    if (typeof documentId === "string") return documentId.replace(/^sha256:/u, "").toLowerCase();
    throw new Refusal("documentId is no text; give sha256: and the hash.");
  }
  const named = isParams(extensions) ? extensions["persistedQuery"] : undefined;
  if (!isParams(named)) return null;
  const { version, sha256Hash } = named;
  if (version === 1 && typeof sha256Hash === "string") return sha256Hash.toLowerCase();
  throw new Refusal("extensions.persistedQuery is not understood; give version 1 and a sha256Hash.");
}
