import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BoardQuery } from "../../generated/operations.ts";
import { gatewayOverSample, type TestGateway } from "../support/gateway.ts";

const BOARD = readFileSync("bench/board.graphql", "utf8");
const TRACE = { "x-koji-image-trace": "1" };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample();
});
afterAll(() => gateway.close());

test("the board of every image, cold, takes a handful of requests and leaves nothing out", async () => {
  gateway.forget();
  const { data, errors, extensions } = await gateway.ask<BoardQuery>(BOARD, {}, TRACE);
  expect(errors).toBeUndefined();
  expect(data.images.nodes.length).toBe(data.images.totalCount);
  expect(data.images.totalCount).toBeGreaterThanOrEqual(32);
  expect(gateway.requests.length).toBeLessThanOrEqual(12);
  const { requests, calls } = extensions?.hubCalls ?? {};
  expect(requests).toBe(gateway.requests.length);
  expect(calls).toBe(gateway.requests.reduce((sum, request) => sum + request.calls.length, 0));
});

test("the board on one target takes no more than 12 requests either", async () => {
  gateway.forget();
  const { data, errors } = await gateway.ask<BoardQuery>(BOARD, { target: "main-compose" });
  expect(errors).toBeUndefined();
  expect(data.images.nodes.filter(({ status }) => status.lastGood !== null).length).toBeGreaterThan(10);
  expect(gateway.requests.length).toBeLessThanOrEqual(12);
});

test("the board of 20 images costs no more requests than that of all", async () => {
  gateway.forget();
  const { data } = await gateway.ask<BoardQuery>(BOARD, { first: 20 });
  expect(data.images.nodes).toHaveLength(20);
  expect(gateway.requests.length).toBeLessThanOrEqual(12);
});

test("every state of an image is there, and every good build has files with addresses and checksums", async () => {
  const { data } = await gateway.ask<BoardQuery>(BOARD);
  const states = new Set(data.images.nodes.map(({ status }) => status.state));
  expect([...states].toSorted()).toEqual(["BUILDING", "FAILING", "NEVER_BUILT", "PARTIAL", "PASSING", "STALE"]);
  for (const { name, status } of data.images.nodes) {
    for (const { url, size, checksum } of status.lastGood?.artifacts ?? []) {
      expect(url, name).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/kojifiles\//u);
      expect(size, name).toBeGreaterThan(0);
      expect(checksum.value, name).toMatch(/^[0-9a-f]{32,64}$/u);
    }
  }
});

test("a file's address gives the file, with the size that the board tells", async () => {
  const { data } = await gateway.ask<BoardQuery>(BOARD);
  const files = data.images.nodes.flatMap(({ status }) => status.lastGood?.artifacts.slice(0, 1) ?? []);
  for (const { url, size } of files.slice(0, 10)) {
    const response = await fetch(url, { method: "HEAD" });
    expect([response.status, response.headers.get("content-length")]).toEqual([200, String(size)]);
  }
});
