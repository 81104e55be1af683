import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BoardQuery } from "../../generated/operations.ts";
import { createHubReader } from "../../koji/hub-reader.ts";
import { isStruct } from "../../koji/requests/value-shape.ts";
import { createHubClient } from "../../koji/wire/hub-client.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { startAlteringProxy } from "../support/altering-proxy.ts";
import { gatewayOver, gatewayOverSample, hubService, memoryCache, NOW, type TestGateway } from "../support/gateway.ts";

const BOARD = readFileSync("bench/board.graphql", "utf8");
const TRACE = { "x-koji-image-trace": "1" };
const STATUS = 'query { image(name: "Aurora-Plasma-Live") { name status { state } } }';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** Many answers, all made in this process. */
const SLOW = { timeout: 120_000 };

let now = NOW;
let gateway: TestGateway;
beforeEach(async () => {
  now = NOW;
  gateway = await gatewayOverSample({ now: () => now });
});
afterEach(() => gateway.close());
const pass = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const methods = () => gateway.requests.flatMap(({ calls }) => calls.map(({ methodName }) => methodName));

describe("the board", () => {
  test("asks no hub when it is warm, and says what it had at hand", async () => {
    const cold = await gateway.ask<BoardQuery>(BOARD, {}, TRACE);
    gateway.requests.length = 0;
    const warm = await gateway.ask<BoardQuery>(BOARD, {}, TRACE);
    expect(gateway.requests).toEqual([]);
    expect(warm.data).toEqual(cold.data);
    const { cache, ...cost } = warm.extensions?.hubCalls ?? {};
    expect(cost).toMatchObject({ requests: 0, calls: 0, bytes: 0 });
    expect(Object.keys(cache ?? {}).length).toBeGreaterThan(3);
    for (const [kind, { memory, ...elsewhere }] of Object.entries(cache ?? {})) {
      expect(memory, kind).toBeGreaterThan(0);
      expect(elsewhere, kind).toEqual({ redis: 0, flight: 0, source: 0 });
    }
    expect(warm.extensions?.age).toBeUndefined();
  });

  test("of thirty who ask at once costs the hub what one costs", async () => {
    await gateway.ask(BOARD);
    const alone = methods().toSorted();
    gateway.forget();
    const answers = await Promise.all(Array.from({ length: 30 }, () => gateway.ask(BOARD)));
    expect(methods().toSorted()).toEqual(alone);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test("is old for a moment, says so, and is new for the next who asks", async () => {
    await gateway.ask(BOARD);
    pass(14 * SECOND);
    gateway.requests.length = 0;
    const old = await gateway.ask<BoardQuery>(BOARD, {}, TRACE);
    expect(old.extensions?.age).toBe(14);
    expect(old.extensions?.hubCalls).toMatchObject({ requests: 0, calls: 0 });
    await expect.poll(async () => (await gateway.ask(BOARD)).extensions?.age).toBeUndefined();
    expect(gateway.requests.length).toBeGreaterThan(0);
  });

  test(
    "of a day, asked every four hours, is as if nothing were kept, though what ended is read once",
    SLOW,
    async () => {
      const reads: { id: string; at: number }[] = [];
      for (let hour = 0; hour < 23; hour += 4) {
        gateway.requests.length = 0;
        const { data, errors } = await gateway.ask<BoardQuery>(BOARD);
        expect(errors).toBeUndefined();
        // What is asked behind answers counts, too.
        await expect.poll(async () => (await gateway.ask(BOARD)).extensions?.age).toBeUndefined();
        reads.push(...thingsRead(gateway).map((id) => ({ id, at: now.getTime() })));
        expect(data).toEqual(await withoutCache(BOARD));
        pass(4 * HOUR);
      }
      const endedAt = await endsOf(gateway, new Set(reads.map(({ id }) => id)));
      const afterwards = reads.filter(({ id, at }) => at > (endedAt.get(id) ?? Infinity)).map(({ id }) => id);
      expect(afterwards.length).toBeGreaterThan(50);
      expect(afterwards.length).toBe(new Set(afterwards).size);
    },
  );
});

/** By a gateway that knows nothing yet, of the same hub at the same moment. */
async function withoutCache(query: string): Promise<unknown> {
  const service = hubService("sample", gateway.hub, { cache: memoryCache(() => now) });
  const other = gatewayOver([service], () => now);
  try {
    return (await other.ask(query)).data;
  } finally {
    await other.close();
  }
}

/** The tasks, and the builds' files, that the hub was asked for by their ids. */
const thingsRead = ({ requests }: TestGateway): readonly string[] =>
  requests.flatMap(({ calls }) =>
    calls.flatMap(({ methodName, params }) => {
      // As a hub gets them.
      const [asked] = params as XmlRpcValue[];
      if (methodName === "getTaskInfo" && Array.isArray(asked)) return asked.map((id) => `task ${String(id)}`);
      if (methodName !== "listArchives" || asked === undefined || !isStruct(asked) || !("buildID" in asked)) return [];
      return [`files of ${JSON.stringify(asked["buildID"])}`];
    }),
  );

/** When they ended; files were there from their builds' end. */
async function endsOf({ hub }: TestGateway, things: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
  const client = createHubClient({ url: hub.hubUrl });
  const reader = createHubReader(client);
  const idsOf = (what: string) =>
    [...things].filter((id) => id.startsWith(what)).map((id) => Number(id.slice(what.length)));
  try {
    const tasks = (await reader.getTaskInfos(idsOf("task "))).flatMap((row): [string, number][] =>
      row instanceof Error || row?.completion_ts == null ? [] : [[`task ${row.id}`, row.completion_ts * 1000]],
    );
    const files = idsOf("files of ").map((id): [string, number] => [`files of ${id}`, 0]);
    return new Map([...tasks, ...files]);
  } finally {
    await client.close();
  }
}

test("a thousand who ask at once about one image cost the hub what one costs", SLOW, async () => {
  await gateway.ask(STATUS);
  const alone = methods();
  gateway.forget();
  const answers = await Promise.all(Array.from({ length: 1000 }, () => gateway.ask(STATUS)));
  expect(methods()).toEqual(alone);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test("a hub that is away leaves what was asked before, which says how old it is; the rest is unavailable", async () => {
  const proxy = await startAlteringProxy(gateway.hub.hubUrl);
  const cache = memoryCache(() => now);
  const distant = gatewayOver([hubService("sample", gateway.hub, { url: proxy.url, cache })], () => now);
  try {
    const { data } = await distant.ask(STATUS);
    proxy.status = 503;
    pass(30 * 60 * SECOND);
    const old = await distant.ask(STATUS);
    expect(old.errors).toBeUndefined();
    expect(old.data).toEqual(data);
    expect(old.extensions?.age).toBe(1800);
    const { errors } = await distant.ask("{ targets { name } }");
    expect(errors?.[0]?.extensions?.["code"]).toBe("HUB_UNAVAILABLE");
    proxy.status = null;
    const ageLater = async () => {
      pass(60 * SECOND);
      return (await distant.ask(STATUS)).extensions?.age;
    };
    await expect.poll(ageLater, { timeout: 20_000 }).toBeUndefined();
  } finally {
    await distant.close();
    await proxy.close();
  }
});

test("one image's status costs nothing after the board, which had all builds, and is the same", async () => {
  await gateway.ask(BOARD);
  const { data, extensions } = await gateway.ask(STATUS, {}, TRACE);
  expect(extensions?.hubCalls).toMatchObject({ calls: 0 });
  expect(extensions?.hubCalls?.cache).toHaveProperty("imageWindow");
  expect(data).toEqual(await withoutCache(STATUS));
});
