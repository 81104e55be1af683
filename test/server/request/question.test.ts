import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createDocuments } from "../../../server/request/documents.ts";
import { createPersistedOperations } from "../../../server/request/persisted-operations.ts";
import { createReadQuestion, type Question } from "../../../server/request/question.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const KNOWN = "query Known($a: Int) { a(n: $a) }";

function reader() {
  const documents = createDocuments();
  const read = createReadQuestion(documents, createPersistedOperations(new Map([[sha256(KNOWN), KNOWN]]), documents));
  const post = (body: unknown): Question => read({ method: "POST", text: JSON.stringify(body) });
  const get = (params: Record<string, string>): Question =>
    read({ method: "GET", text: new URLSearchParams(params).toString() });
  return { post, get, read };
}

test("spaces, commas, comments and the order of variables make no other question", () => {
  const { post, get } = reader();
  const { key } = post({ query: "query ($a: Int, $b: Int) { x(a: $a, b: $b) }", variables: { a: 1, b: 2 } });
  expect(key).not.toBeNull();
  const same = [
    post({ query: "query($a:Int $b:Int){x(a:$a b:$b)}", variables: { a: 1, b: 2 } }),
    post({ query: "# what is x\nquery ($a: Int, $b: Int) {\n  x(a: $a, b: $b)\n}", variables: { b: 2, a: 1 } }),
    get({ query: "query($a:Int $b:Int){x(a:$a b:$b)}", variables: '{"b":2,"a":1}' }),
  ];
  expect(same.map((question) => question.key)).toEqual([key, key, key]);
});

test("another value, another field, another alias and another operation of a document are other questions", () => {
  const { post } = reader();
  const two = "query A { x } query B { y }";
  const keys = [
    post({ query: "query ($a: Int) { x(a: $a) }", variables: { a: 1 } }),
    post({ query: "query ($a: Int) { x(a: $a) }", variables: { a: 2 } }),
    post({ query: "query ($a: Int) { x(a: $a) }", variables: { a: null } }),
    post({ query: "query ($a: Int) { x(a: $a) }" }),
    post({ query: "{ x(a: 1) }" }),
    post({ query: "{ y: x(a: 1) }" }),
    post({ query: "{ x y }" }),
    post({ query: "{ y x }" }),
    post({ query: two, operationName: "A" }),
    post({ query: two, operationName: "B" }),
  ].map(({ key }) => key);
  expect(keys).not.toContain(null);
  expect(new Set(keys).size).toBe(keys.length);
});

test("naming the only operation, or not, is the same question", () => {
  const { post } = reader();
  const query = "query A { x }";
  const [first, ...others] = [{ query }, { query, operationName: "A" }, { query, operationName: null }].map(post);
  expect(others.map(({ key }) => key)).toEqual([first?.key, first?.key]);
});

test.each([
  ["a mutation", { query: "mutation { x }" }],
  ["a subscription", { query: "subscription { x }" }],
  ["one of several that is not named", { query: "query A { x } query B { y }" }],
  ["one that is not there", { query: "query A { x }", operationName: "B" }],
  ["no GraphQL", { query: "{ x" }],
  ["no text", { query: 7 }],
  ["no query", {}],
  ["variables that are a list", { query: "{ x }", variables: [1] }],
  ["a name that is none", { query: "{ x }", operationName: 7 }],
])("%s has no answer to keep, and is left as it is", (_what, body) => {
  expect(reader().post(body)).toEqual({ method: "POST", text: JSON.stringify(body), key: null });
});

test.each(["", "{", "[]", '[{"query":"{x}"}]', "null", "7", '"{x}"'])(
  "a body of `%s` is left to GraphQL to refuse",
  (text) => {
    expect(reader().read({ method: "POST", text })).toEqual({ method: "POST", text, key: null });
  },
);

test.each([
  [{ query: "{x}", variables: "{" }, "variables is no JSON object; give one, encoded for a URL."],
  [{ query: "{x}", variables: "[1]" }, "variables is no JSON object; give one, encoded for a URL."],
  [{ query: "{x}", extensions: "7" }, "extensions is no JSON object; give one, encoded for a URL."],
])("an address with %o is refused", (params, message) => {
  expect(() => reader().get(params)).toThrow(message);
});

test("an operation is named by the hash of its text, in either of two ways, by GET and POST", () => {
  const { post, get } = reader();
  const variables = { a: 1 };
  const { key } = post({ query: KNOWN, variables });
  const hash = sha256(KNOWN);
  const persisted = { persistedQuery: { version: 1, sha256Hash: hash } };
  const asked = [
    post({ documentId: `sha256:${hash}`, variables }),
    post({ extensions: persisted, variables }),
    get({ documentId: `sha256:${hash.toUpperCase()}`, variables: JSON.stringify(variables) }),
    get({ extensions: JSON.stringify(persisted), variables: JSON.stringify(variables), operationName: "Known" }),
  ];
  expect(asked.map((question) => question.key)).toEqual([key, key, key, key]);
  for (const { method, text } of asked) {
    const params = method === "POST" ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text));
    expect(Object.keys(params).filter((name) => name === "documentId" || name === "extensions")).toEqual([]);
    expect(params.query).toBe(KNOWN);
  }
});

test("a text that came with its hash once is known by it", () => {
  const { post } = reader();
  const query = "{ fresh }";
  const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(query) } };
  expect(() => post({ extensions })).toThrow("PersistedQueryNotFound");
  const { key } = post({ query, extensions });
  expect(post({ extensions }).key).toBe(key);
});

test("what is no GraphQL is not learned", () => {
  const { post } = reader();
  const query = "{ broken";
  const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(query) } };
  expect(post({ query, extensions }).key).toBeNull();
  expect(() => post({ extensions })).toThrow("PersistedQueryNotFound");
});

test.each([
  [{ extensions: { persistedQuery: { version: 2, sha256Hash: "00" } } }, "give version 1 and a sha256Hash"],
  [{ extensions: { persistedQuery: { version: 1 } } }, "give version 1 and a sha256Hash"],
  [{ query: "{ x }", extensions: { persistedQuery: { version: 1, sha256Hash: "00" } } }, "00 is not the SHA-256"],
  [{ query: "{ x }", documentId: "00" }, "00 is not the SHA-256"],
  [{ documentId: 7 }, "documentId is no text"],
  [{ documentId: "sha256:00" }, "PersistedQueryNotFound"],
  [{ documentId: "__proto__" }, "PersistedQueryNotFound"],
])("%o is refused", (body, message) => {
  expect(() => reader().post(body)).toThrow(message);
});

test("members that only look like parts of the gateway are the caller's own", () => {
  const { read } = reader();
  const text = '{"status":200,"code":"X","key":"mine","__proto__":{"query":"{ x }"}}';
  expect(read({ method: "POST", text })).toEqual({ method: "POST", text, key: null });
});

test("a POST that reads like the address of a GET is none", () => {
  const { get, read } = reader();
  get({ query: "{ x }" });
  expect(read({ method: "POST", text: "query=%7B+x+%7D" }).key).toBeNull();
});
