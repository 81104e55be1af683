import { createHash } from "node:crypto";
import { getOperationAST, OperationTypeNode, print } from "graphql";
import { LRUCache } from "lru-cache";
import { canonicalJson } from "./canonical-json.ts";
import type { Documents } from "./documents.ts";
import { addressedParams, isParams, type Params, postedParams } from "./params.ts";
import type { PersistedOperations } from "./persisted-operations.ts";

/** A request as it was sent. `text`: the body of a POST, or what stands behind the `?` of a GET. */
export type Sent = { readonly method: "GET" | "POST"; readonly text: string };

/** A request with its operation in full: one that was named by its hash has its text here. */
export type Question = Sent & {
  /** Equal where the answers are; null for what has no answer to keep: mutations, and what GraphQL will refuse. */
  readonly key: string | null;
};

/** Requests remembered with what they ask for, so that one sent again is neither parsed nor hashed. */
const MAX_REMEMBERED_CHARACTERS = 4 * 1_048_576;
/** A longer one is hardly sent twice. */
const MAX_CHARACTERS = 65_536;

/** Throws a Refusal for what cannot be understood. */
export type ReadQuestion = (sent: Sent) => Question;

export function createReadQuestion(documents: Documents, persisted: PersistedOperations): ReadQuestion {
  const known = { GET: createMemory(), POST: createMemory() };
  const read = (sent: Sent): Question => {
    const params = sent.method === "GET" ? addressedParams(sent.text) : postedParams(sent.text);
    if (params === null) return { ...sent, key: null };
    const full = persisted.resolve(params);
    const key = keyOf(full, documents);
    return { method: sent.method, text: full === params ? sent.text : written(full, sent.method), key };
  };
  return (sent) => {
    const before = known[sent.method].get(sent.text);
    if (before !== undefined) return before;
    const question = read(sent);
    if (question.key !== null) known[sent.method].set(sent.text, question);
    return question;
  };
}

const createMemory = () =>
  new LRUCache<string, Question>({
    maxSize: MAX_REMEMBERED_CHARACTERS,
    maxEntrySize: MAX_CHARACTERS,
    sizeCalculation: (question, text) => text.length + question.text.length + 100,
  });

function keyOf({ query, operationName = null, variables }: Params, documents: Documents): string | null {
  const values = canonicalJson(variables ?? {});
  const document = typeof query === "string" ? documents.read(query) : null;
  if (document === null || !isParams(variables ?? {})) return null;
  if (operationName !== null && typeof operationName !== "string") return null;
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.QUERY) return null;
  const parts = [print(document), operation.name?.value ?? "", values];
  return createHash("sha256").update(parts.join("\0")).digest("base64url");
}

function written({ query, operationName, variables }: Params, method: Sent["method"]): string {
  if (method === "POST") return JSON.stringify({ query, operationName, variables });
  const given = { query, operationName, variables: variables && JSON.stringify(variables) };
  const present = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  return new URLSearchParams(present.map(([name, value]) => [name, String(value)])).toString();
}
