import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { servedOverSample } from "../../support/served.ts";

const BOARD = readFileSync("bench/board.graphql", "utf8");

test("an answer that is known leaves as it is, and the hub is not asked", async () => {
  const { post, requests } = await servedOverSample();
  const first = await post({ query: BOARD });
  expect(first.status).toBe(200);
  const text = await first.text();
  expect(JSON.parse(text).errors).toBeUndefined();
  expect(requests.length).toBeGreaterThan(0);
  requests.length = 0;
  const again = await post({ query: BOARD });
  expect(await again.text()).toBe(text);
  expect(requests).toEqual([]);
});
