import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createHubReader } from "../../koji/hub-reader.ts";
import { createHubClient } from "../../koji/wire/hub-client.ts";
import { PARENT_METHODS } from "../../model/image-method.ts";

const PAGE = readFileSync("docs/hub-calls.md", "utf8");

test("docs/hub-calls.md tells of every read of a hub, once, and of no other", async () => {
  const client = createHubClient({ url: "http://127.0.0.1:1/kojihub" });
  const reads = Object.keys(createHubReader(client));
  await client.close();
  const told = [...PAGE.matchAll(/\*\*`(\w+)`\*\*/gu)].map(([, name]) => name);
  expect(new Set(told)).toEqual(new Set(reads));
});

test("docs/hub-calls.md knows how many methods there are to make images by", () => {
  expect(PARENT_METHODS).toHaveLength(9);
  expect(PAGE).toContain("the nine methods of");
});
