import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse, print } from "graphql";
import { expect, test } from "vitest";
import { PERSISTED_OPERATIONS } from "../../generated/persisted-operations.ts";
import { servedOverSample } from "../support/served.ts";

const served = servedOverSample();
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

test("the operations that come with the gateway are those of its files, by the hashes of their texts", () => {
  for (const { hash, text } of Object.values(PERSISTED_OPERATIONS)) expect(sha256(text)).toBe(hash);
  expect(PERSISTED_OPERATIONS.Board.text).toBe(print(parse(readFileSync("bench/board.graphql", "utf8"))));
});

test("the board is had by a short address, which a proxy may keep and ask again", async () => {
  const { get, post, requests } = await served();
  const { hash, text } = PERSISTED_OPERATIONS.Board;
  const board = await get({ documentId: `sha256:${hash}`, variables: '{"first":3}' });
  expect([board.status, board.headers.get("cache-control")]).toEqual([200, "public, max-age=5"]);
  const answer = await board.text();
  expect(JSON.parse(answer).data.images.nodes).toHaveLength(3);
  requests.length = 0;
  const etag = board.headers.get("etag") ?? "";
  const again = await get({ documentId: `sha256:${hash}`, variables: '{"first":3}' }, { "if-none-match": etag });
  expect(again.status).toBe(304);
  expect(await (await post({ query: text, variables: { first: 3 } })).text()).toBe(answer);
  expect(requests).toEqual([]);
});

test("an unknown hash is answered as Apollo's clients expect, and a text that they then send is known", async () => {
  const { get, post } = await served();
  const query = "{ viewer { anonymous } }";
  const asked = { extensions: JSON.stringify(persisted(sha256(query))) };
  const unknown = await get(asked);
  expect([unknown.status, unknown.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(await unknown.json()).toEqual({
    errors: [{ message: "PersistedQueryNotFound", extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }],
  });
  const data = { data: { viewer: { anonymous: true } } };
  expect(await (await post({ query, extensions: persisted(sha256(query)) })).json()).toEqual(data);
  expect(await (await get(asked)).json()).toEqual(data);
  expect(await (await post({ extensions: persisted(sha256(query)) })).json()).toEqual(data);
});

test("an operation by its hash is answered in person, too", async () => {
  const { get, post } = await served();
  const { hash } = PERSISTED_OPERATIONS.Board;
  const params = { documentId: hash, variables: '{"first":1}' };
  const headers = { authorization: "Bearer sample-sig" };
  const answers = [
    await get(params, headers),
    await post({ documentId: hash, variables: { first: 1 } }, headers),
    await get(params, { "x-koji-image-trace": "1" }),
  ];
  for (const answer of answers) expect((await answer.json()).data.images.nodes).toHaveLength(1);
});

test("a hash of another text is refused, and not learned", async () => {
  const { post } = await served();
  const hash = sha256("{ other }");
  const answer = await post({ query: "{ viewer { anonymous } }", extensions: persisted(hash) });
  expect(answer.status).toBe(400);
  expect((await answer.json()).errors[0]).toEqual({
    message: `${hash} is not the SHA-256 of the query that came with it; send it in hexadecimal digits.`,
    extensions: { code: "BAD_REQUEST" },
  });
  expect((await (await post({ extensions: persisted(hash) })).json()).errors[0].message).toBe("PersistedQueryNotFound");
});
