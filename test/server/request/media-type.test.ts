import { buildSchema } from "graphql";
import { createYoga } from "graphql-yoga";
import { expect, test } from "vitest";
import { mediaTypeOf } from "../../../server/request/media-type.ts";

const yoga = createYoga({ schema: buildSchema("type Query { a: Int }"), logging: false, graphiql: false });

const ACCEPTS = [
  "",
  "*/*",
  "application/json",
  "application/graphql-response+json",
  "application/graphql-response+json, application/json;q=0.9",
  "application/json, application/graphql-response+json",
  "application/graphql-response+json; charset=utf-8, application/json; charset=utf-8",
  "application/json; charset=utf-16, application/graphql-response+json",
  "application/json; charset=utf-16",
  "Application/JSON",
  "application/*",
  "*/json",
  "text/html, application/xhtml+xml, */*;q=0.8",
  "text/event-stream, application/json",
  "text/event-stream",
  "multipart/mixed, application/json",
  "multipart/mixed",
  "text/plain",
  "nonsense",
  ",,",
];

test.each(ACCEPTS)("`Accept: %s` is answered as Yoga answers it", async (accept) => {
  const response = await yoga.fetch("http://gateway/graphql?query={a}", { headers: { accept } });
  const [type] = (response.headers.get("content-type") ?? "").split(";");
  const inOnePiece = type === "application/json" || type === "application/graphql-response+json";
  expect(mediaTypeOf(accept)).toBe(inOnePiece && response.status === 200 ? type : null);
});

test("who does not say what they take get JSON", () => {
  expect(mediaTypeOf(undefined)).toBe("application/json");
});
