import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createHubReader } from "../../koji/hub-reader.ts";
import { createHubClient } from "../../koji/wire/hub-client.ts";
import { IMAGE_METHODS } from "../../model/image-method.ts";

const page = readFileSync("docs/hub-calls.md", "utf8");

test("docs/hub-calls.md has every read of a hub in one of its tables, and no other", async () => {
  const client = createHubClient({ url: "http://127.0.0.1:1/kojihub" });
  const reads = Object.keys(createHubReader(client));
  await client.close();
  const told = [...page.matchAll(/^\|([^|]*)\|/gmu)].flatMap(([, cell]) =>
    [...(cell ?? "").matchAll(/`(\w+)`/gu)].map(([, name]) => name),
  );
  expect(told.toSorted()).toEqual(reads.toSorted());
});

test("docs/hub-calls.md knows how many methods there are to make images by", () => {
  const parents = Object.values(IMAGE_METHODS).filter(({ parent }) => parent !== null);
  expect(parents).toHaveLength(9);
  expect(page).toContain("the nine methods of images");
});
