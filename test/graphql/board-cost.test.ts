import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { BoardQuery } from "../../generated/operations.ts";
import type { WorldSize } from "../../sample/sample-hub.ts";
import { gatewayOverSample } from "../support/gateway.ts";

const BOARD = readFileSync("bench/board.graphql", "utf8");

/** 32 images on four arches after twelve nights: a hub of the size that a group of people knows. */
const SMALL = { images: 32, arches: ["x86_64", "aarch64", "ppc64le", "s390x"], nights: 12 };

/** What a page of the board, cold, takes of a hub of this size. */
async function costOf(size: WorldSize) {
  const gateway = await gatewayOverSample({ size });
  try {
    const { data, errors, extensions } = await gateway.ask<BoardQuery>(BOARD, {}, { "x-koji-image-trace": "1" });
    if (errors !== undefined || !extensions?.hubCalls) throw new Error(JSON.stringify(errors));
    const { requests, calls, bytes } = extensions.hubCalls;
    return { requests, calls, bytes, images: data.images.nodes.length, of: data.images.totalCount };
  } finally {
    await gateway.close();
  }
}

test("the board of 32 images takes five requests and 60 calls at most, and on a hub of millions of builds no more", async () => {
  const small = await costOf(SMALL);
  expect(small).toMatchObject({ requests: 4, calls: 59, images: 32 });
  const large = await costOf({ ...SMALL, nights: 3125, builds: 2_860_061 });
  expect(large.requests).toBeLessThanOrEqual(small.requests);
  expect(large.calls).toBeLessThanOrEqual(60);
  expect(large.bytes / small.bytes).toBeLessThan(1.2);
}, 120_000);

test("requests grow with the pages of the answer, not with images", async () => {
  for (const images of [320, 3200]) {
    const { requests, ...page } = await costOf({ ...SMALL, images });
    expect(page).toMatchObject({ images: 100, of: images });
    expect(requests).toBeLessThanOrEqual(5);
  }
}, 120_000);
