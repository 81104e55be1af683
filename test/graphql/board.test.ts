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

/** How often each method stands in all requests together. */
function counted(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { methodName } of gateway.requests.flatMap(({ calls }) => calls)) {
    counts[methodName] = (counts[methodName] ?? 0) + 1;
  }
  return counts;
}

test("the board of every image, cold, takes three requests, leaves nothing out and counts what it took", async () => {
  gateway.forget();
  const { data, errors, extensions } = await gateway.ask<BoardQuery>(BOARD, {}, TRACE);
  expect(errors).toBeUndefined();
  expect(data.images.nodes.length).toBe(data.images.totalCount);
  expect(data.images.totalCount).toBe(36);
  expect(gateway.requests).toHaveLength(3);
  const { requests, calls } = extensions?.hubCalls ?? {};
  expect(requests).toBe(gateway.requests.length);
  expect(calls).toBe(gateway.requests.reduce((sum, request) => sum + request.calls.length, 0));
});

test("the board of every image, cold, takes two calls an image, the most of them for arches of tasks", async () => {
  gateway.forget();
  await gateway.ask<BoardQuery>(BOARD);
  expect(counted()).toEqual({
    // The window, what ended and what runs, and older builds of two images without a good one.
    listBuilds: 2 + 4,
    // What is not closed, by method, and failed arches.
    listTasks: 9 + 1,
    // Requests of attempts, and tasks of arches: of one that never began, and of two methods, there are none.
    getTaskInfo: 2,
    getTaskChildren: 32,
    // Those whose state is known at once; the others in one list.
    listArchives: 7 + 1,
    getBuildTarget: 2,
    // Of one target in one list, of another each.
    listPackages: 1,
    getPackageConfig: 2,
  });
});

test("the board on one target takes a few requests more, for tasks must tell which builds are for it", async () => {
  gateway.forget();
  const { data, errors } = await gateway.ask<BoardQuery>(BOARD, { target: "main-compose" });
  expect(errors).toBeUndefined();
  expect(data.images.nodes.filter(({ status }) => status.lastGood !== null).length).toBeGreaterThan(10);
  expect(gateway.requests).toHaveLength(6);
});

test("the board of 20 images costs no more requests than that of all", async () => {
  gateway.forget();
  const { data } = await gateway.ask<BoardQuery>(BOARD, { first: 20 });
  expect(data.images.nodes).toHaveLength(20);
  expect(gateway.requests).toHaveLength(3);
});

test("the board of five images reads the window once, and by name only the one without a good build", async () => {
  gateway.forget();
  await gateway.ask<BoardQuery>(BOARD, { first: 5 });
  expect(gateway.requests).toHaveLength(3);
  expect(counted()).toMatchObject({ listBuilds: 2 + 2 });
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
