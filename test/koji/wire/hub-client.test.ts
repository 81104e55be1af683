import DataLoader from "dataloader";
import { describe, expect, test } from "vitest";
import { named } from "../../../koji/wire/hub-client.ts";
import { BadArgumentError, HubFaultError, TooCostlyError } from "../../../model/errors.ts";
import { double, hubAndClient, refuse } from "./loopback-client.ts";
import { carried } from "./loopback-hub.ts";

describe("calls of one tick", () => {
  test("travel as one multiCall, and each gets its own answer", async () => {
    const { hub, client } = await hubAndClient({ double, name: () => "koji" });
    const answers = await Promise.all([
      client.call("double", [1]),
      client.call("name", []),
      client.call("double", [4]),
    ]);
    expect(answers).toEqual([2, "koji", 8]);
    expect(carried(hub)).toEqual([["double", "name", "double"]]);
  });

  test("travel as themselves when there is only one", async () => {
    const { hub, client } = await hubAndClient({ double });
    expect(await client.call("double", [21])).toBe(42);
    expect(hub.requests[0]?.body.toString()).not.toContain("multiCall");
  });

  test("travel once when they are identical, and share the answer", async () => {
    const { hub, client } = await hubAndClient({ double });
    const answers = await Promise.all([
      client.call("double", [3]),
      client.call("double", [3]),
      client.call("double", [4]),
    ]);
    expect(answers).toEqual([6, 6, 8]);
    expect(carried(hub)).toEqual([["double", "double"]]);
  });

  test("are those of loaders that load from loaders, too", async () => {
    const { hub, client } = await hubAndClient({ double, half: (value) => Number(value) / 2 });
    const ask = (method: string) =>
      new DataLoader((keys: readonly number[]) => Promise.all(keys.map((key) => client.call(method, [key]))));
    const doubles = ask("double");
    const parents = new DataLoader(async (keys: readonly number[]) => {
      await Promise.resolve();
      return Promise.all(keys.map((key) => doubles.load(key + 1)));
    });
    const halves = ask("half");
    await Promise.all([parents.load(1), parents.load(2), halves.load(8)]);
    expect(carried(hub)).toEqual([["half", "double", "double"]]);
  });

  test("of different ticks travel apart", async () => {
    const { hub, client } = await hubAndClient({ double });
    await client.call("double", [3]);
    await client.call("double", [3]);
    expect(carried(hub)).toEqual([["double"], ["double"]]);
    expect(hub.connections()).toBe(1);
  });

  test("are cut by number into requests side by side", async () => {
    const { hub, client } = await hubAndClient({ double }, { callsPerRequest: 10 });
    const answers = await Promise.all(Array.from({ length: 25 }, (_, id) => client.call("double", [id])));
    expect(answers).toEqual(Array.from({ length: 25 }, (_, id) => id * 2));
    expect(
      carried(hub)
        .map((names) => names.length)
        .sort((a, b) => a - b),
    ).toEqual([8, 8, 9]);
  });

  test("are cut by size, far below what a hub takes", async () => {
    const { hub, client } = await hubAndClient({ length: (text) => (typeof text === "string" ? text.length : -1) });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, id) => client.call("length", [`${id}`.repeat(30_000)])),
    );
    expect(new Set(answers)).toEqual(new Set([30_000]));
    expect(hub.requests).toHaveLength(3);
    for (const { body } of hub.requests) expect(body.byteLength).toBeLessThan(128 * 1024);
  });

  test("use no more connections than allowed", async () => {
    const { hub, client } = await hubAndClient({ double }, { connections: 2, callsPerRequest: 1 });
    await Promise.all(Array.from({ length: 12 }, (_, id) => client.call("double", [id])));
    expect(hub.requests).toHaveLength(12);
    expect(hub.connections()).toBe(2);
  });
});

test("Koji's keyword arguments are a marked struct", () => {
  expect(named({ type: "image" })).toEqual({ type: "image", __starstar: true });
});

describe("a fault", () => {
  test("stays with its call", async () => {
    const { hub, client } = await hubAndClient({ double, lost: refuse(1000, "No such build: 9") });
    const [good, bad] = await Promise.allSettled([client.call("double", [1]), client.call("lost", [])]);
    expect(good).toEqual({ status: "fulfilled", value: 2 });
    expect(bad).toMatchObject({ reason: { code: "HUB_FAULT", fault: 1000, message: "No such build: 9" } });
    expect(hub.requests).toHaveLength(1);
  });

  test("of a call that travelled alone is the same error", async () => {
    const { client } = await hubAndClient({ lost: refuse(1000, "No such build: 9") });
    await expect(client.call("lost", [])).rejects.toMatchObject({ fault: 1000, message: "No such build: 9" });
  });

  test("of the whole multiCall makes the hub be asked once more, call by call, so that only the guilty fails", async () => {
    const events: string[] = [];
    const { hub, client } = await hubAndClient(
      {
        double,
        listBuilds: refuse(1, 'Traceback (most recent call last):\n  File "x.py", line 1, in y\nSyntaxError: no', true),
      },
      { log: ({ kind, message }) => events.push(`${kind}: ${message}`) },
    );
    const settled = await Promise.allSettled([
      client.call("double", [1]),
      client.call("listBuilds", []),
      client.call("double", [2]),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(settled[1]).toMatchObject({ reason: expect.any(HubFaultError) });
    expect(
      carried(hub)
        .map((names) => names.join())
        .sort(),
    ).toEqual(["double", "double", "double,listBuilds,double", "listBuilds"]);
    expect(events).toEqual([
      expect.stringMatching(/^split: 3 calls failed together and are asked one by one: .*SyntaxError: no/),
    ]);
    expect(events.join()).not.toContain("x.py");
  });

  test.each([
    [1002, "Invalid session or bad credentials"],
    [1007, 'session "138" has expired'],
    [1014, "Server disabled for maintenance"],
  ])("%i, which concerns all calls, is not asked about again", async (code, message) => {
    const { hub, client } = await hubAndClient({ double, all: refuse(code, message, true) });
    const settled = await Promise.allSettled([client.call("double", [1]), client.call("all", [])]);
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(hub.requests).toHaveLength(1);
  });
});

describe("params", () => {
  test("that XML-RPC cannot carry fail their own call only", async () => {
    const { hub, client } = await hubAndClient({ double });
    const [bad, good] = await Promise.allSettled([client.call("double", [Number.NaN]), client.call("double", [1])]);
    expect(bad).toMatchObject({ reason: expect.any(BadArgumentError) });
    expect(bad).toMatchObject({ reason: { message: expect.stringMatching(/^double: Cannot encode params\[0\]/) } });
    expect(good).toEqual({ status: "fulfilled", value: 2 });
    expect(carried(hub)).toEqual([["double"]]);
  });
});

const much = () => "x".repeat(60_000);

describe("an answer over the size limit", () => {
  test("is asked for in parts, once", async () => {
    const { hub, client } = await hubAndClient({ much, more: much }, { maxResponseBytes: 100_000 });
    const answers = await Promise.all([client.call("much", []), client.call("more", [])]);
    expect(answers).toEqual([much(), much()]);
    expect(hub.requests).toHaveLength(3);
  });

  test("fails the call that it answers alone, with the limit named", async () => {
    const { hub, client } = await hubAndClient(
      { double, tooMuch: () => "x".repeat(200_000) },
      { maxResponseBytes: 102_400 },
    );
    const [good, bad] = await Promise.allSettled([client.call("double", [1]), client.call("tooMuch", [])]);
    expect(good).toEqual({ status: "fulfilled", value: 2 });
    expect(bad).toMatchObject({ reason: expect.any(TooCostlyError) });
    expect(bad).toMatchObject({ reason: { message: expect.stringMatching(/is larger than 0\.1 MiB, the limit/) } });
    expect(hub.requests).toHaveLength(3);
  });

  test("in number of values fails too", async () => {
    const { client } = await hubAndClient((_request, response) => {
      response.writeHead(200, { "content-type": "text/xml" });
      response.end(`<methodResponse><params><param>${"<value><array><data>".repeat(300)}`);
    });
    await expect(client.call("deep", [])).rejects.toThrow(/is more than is read at once/);
  });
});
