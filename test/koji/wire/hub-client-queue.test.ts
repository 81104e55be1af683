import { setImmediate as endOfTick } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { newHubCallTrace } from "../../../koji/wire/hub-call-trace.ts";
import { decodeCall } from "../../../koji/xmlrpc/decode.ts";
import { heldHub } from "./held-hub.ts";
import { double, hubAndClient } from "./loopback-client.ts";
import { carried, innerCalls, kojiMethods, type LoopbackHub } from "./loopback-hub.ts";

/** The first param of every call, request by request. */
const carriedParams = (hub: LoopbackHub) =>
  hub.requests.map(({ body }) => innerCalls(decodeCall(body)).map(({ params }) => params[0]));

const sizes = (hub: LoopbackHub) => carried(hub).map((names) => names.length);

const sent = (hub: LoopbackHub) => sizes(hub).reduce((sum, size) => sum + size, 0);

describe("while the hub is busy", () => {
  test("calls of all who ask wait, and travel together when a request may leave", async () => {
    const { hub, client, arrived, release } = await heldHub({ connections: 2 });
    const busy = [client.call("double", [1])];
    await arrived(1);
    busy.push(client.call("double", [2]));
    await arrived(2);
    const waiting = [3, 4, 5].map(async (value) => {
      for (let tick = 0; tick < value; tick += 1) await endOfTick();
      return client.call("double", [value], { trace: newHubCallTrace() });
    });
    for (let tick = 0; tick < 10; tick += 1) await endOfTick();
    expect(client.health()).toMatchObject({ waitingCalls: 3, requestsInFlight: 2 });
    release();
    expect(await Promise.all([...busy, ...waiting])).toEqual([2, 4, 6, 8, 10]);
    expect(carriedParams(hub)).toEqual([[1], [2], [3, 4, 5]]);
    expect(client.health()).toMatchObject({ waitingCalls: 0 });
  });

  test("calls that are asked one by one, since they failed together, wait like all others", async () => {
    const inFlight: number[] = [];
    const methods = kojiMethods({ much: (value) => `${Number(value)}`.repeat(30_000) });
    const { hub, client } = await hubAndClient(
      async (request, response) => {
        inFlight.push(client.health().requestsInFlight);
        await endOfTick();
        await methods(request, response);
      },
      { connections: 2, maxResponseBytes: 100_000 },
    );
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((value) => client.call("much", [value])));
    expect(answers).toEqual(["1", "2", "3", "4", "5", "6"].map((digit) => digit.repeat(30_000)));
    expect(sizes(hub)).toEqual([6, 1, 1, 1, 1, 1, 1]);
    expect(Math.max(...inFlight)).toBe(2);
  });

  test("one who asks for thousands does not keep others waiting", async () => {
    const { hub, client, arrived, releaseHeld, release } = await heldHub({ connections: 1, callsPerRequest: 100 });
    const [greedy, modest] = [newHubCallTrace(), newHubCallTrace()];
    const many = Array.from({ length: 5000 }, (_, value) => client.call("double", [value], { trace: greedy }));
    await arrived(1);
    const few = [-1, -2].map((value) => client.call("double", [value], { trace: modest }));
    releaseHeld();
    await arrived(2);
    release();
    await Promise.all(few);
    expect(carriedParams(hub)[1]?.filter((value) => Number(value) < 0)).toEqual([-1, -2]);
    expect(modest).toMatchObject({ requests: 1, calls: 2 });
    expect(await Promise.all(many)).toHaveLength(5000);
    expect(sizes(hub).every((size) => size <= 100)).toBe(true);
    expect(hub.requests.length).toBe(51);
  });

  test("what is asked for nobody's request takes turns as one", async () => {
    const { hub, client, arrived, release } = await heldHub({ connections: 1, callsPerRequest: 4 });
    const calls = [client.call("double", [0])];
    await arrived(1);
    for (let value = 1; value <= 10; value += 1) calls.push(client.call("double", [value]));
    const trace = newHubCallTrace();
    for (const value of [11, 12]) calls.push(client.call("double", [value], { trace }));
    release();
    await Promise.all(calls);
    expect(carriedParams(hub)[1]).toEqual([1, 11, 2, 12]);
  });
});

describe("a call that waits", () => {
  test("too long fails, says so, and is not sent", async () => {
    const { hub, client } = await heldHub({ connections: 1, timeouts: { deadlineMs: 300 } });
    const first = client.call("double", [1]);
    const second = endOfTick().then(() => client.call("double", [2]));
    const settled = await Promise.allSettled([first, second]);
    expect(settled).toMatchObject([
      { reason: { message: expect.stringMatching(/gave no whole answer within 0\.\d+ s/) } },
      {
        reason: {
          code: "HUB_UNAVAILABLE",
          message: expect.stringMatching(/was not asked: the call waited 1 s for its turn/),
          retryAfter: 1,
        },
      },
    ]);
    expect(carriedParams(hub)).toEqual([[1]]);
    expect(client.health()).toMatchObject({ waitingCalls: 0, message: expect.stringMatching(/no whole answer/) });
  });

  test("leaves the hub half of its time", async () => {
    let time = 0;
    const { hub, client, arrived, releaseHeld } = await heldHub({
      connections: 1,
      timeouts: { deadlineMs: 1000 },
      now: () => time,
    });
    const first = client.call("double", [1]);
    await arrived(1);
    const second = client.call("double", [2]);
    await endOfTick();
    time += 499;
    releaseHeld();
    expect(await first).toBe(2);
    await arrived(2);
    await expect(second).rejects.toThrow(/gave no whole answer within 0\.5 s/);
    expect(hub.requests).toHaveLength(2);
  });

  test("for nobody any longer is not sent", async () => {
    const { hub, client, arrived, release } = await heldHub({ connections: 1 });
    const busy = client.call("double", [1]);
    await arrived(1);
    const caller = new AbortController();
    const [left, wanted] = [2, 3].map((value) =>
      client.call("double", [value], value === 2 ? { signal: caller.signal } : {}),
    );
    await endOfTick();
    caller.abort(new Error("enough"));
    await expect(left).rejects.toThrow("enough");
    expect(client.health().waitingCalls).toBe(1);
    release();
    expect(await Promise.all([busy, wanted])).toEqual([2, 6]);
    expect(carriedParams(hub)).toEqual([[1], [3]]);
  });

  test("fails when the gateway shuts down; what is under way does not", async () => {
    const { hub, client, arrived, release } = await heldHub({ connections: 1 });
    const busy = client.call("double", [1]);
    await arrived(1);
    const waiting = client.call("double", [2]);
    await endOfTick();
    const closed = client.close();
    await expect(waiting).rejects.toThrow(/the gateway is shutting down/);
    release();
    expect(await busy).toBe(2);
    await closed;
    expect(hub.requests).toHaveLength(1);
  });
});

describe("calls per second", () => {
  function hubAndClock(callsPerSecond: number, callsPerRequest: number) {
    let time = 1_000_000;
    const started = hubAndClient({ double }, { callsPerSecond, callsPerRequest, now: () => time });
    return { started, pass: (ms: number) => (time += ms) };
  }

  test("are counted as calls, not as requests, and a whole multiCall may always leave", async () => {
    const { started, pass } = hubAndClock(10, 100);
    const { hub, client } = await started;
    await Promise.all(Array.from({ length: 100 }, (_, value) => client.call("double", [value])));
    expect(sizes(hub)).toEqual([100]);
    const more = Promise.all(Array.from({ length: 25 }, (_, value) => client.call("double", [value])));
    await endOfTick();
    pass(999);
    await expect.poll(() => sizes(hub)).toEqual([100, 9]);
    pass(1001);
    await expect.poll(() => sent(hub)).toBe(120);
    expect(client.health().waitingCalls).toBe(5);
    pass(1000);
    expect(await more).toHaveLength(25);
    expect(sent(hub)).toBe(125);
  });

  test("leave a few at a time, and not one by one", async () => {
    const { started, pass } = hubAndClock(100, 100);
    const { hub, client } = await started;
    const calls = Promise.all(Array.from({ length: 120 }, (_, value) => client.call("double", [value])));
    await expect.poll(() => sent(hub)).toBe(100);
    pass(50);
    // Time enough for it to look.
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(sent(hub)).toBe(100);
    for (const total of [110, 120]) {
      pass(total === 110 ? 50 : 100);
      await expect.poll(() => sent(hub)).toBe(total);
    }
    expect(await calls).toHaveLength(120);
    expect(sizes(hub).slice(-2)).toEqual([10, 10]);
  });

  test("count those that are asked again", async () => {
    let time = 0;
    let drops = 1;
    const { hub, client } = await hubAndClient(
      (_request, response) => void (drops-- > 0 ? response.destroy() : response.writeHead(404).end()),
      { callsPerSecond: 2, callsPerRequest: 2, now: () => time },
    );
    const twice = [1, 2].map((value) => client.call("double", [value]));
    await Promise.allSettled(twice);
    expect(sizes(hub)).toEqual([2, 2]);
    const third = client.call("double", [3]);
    time += 1000;
    await endOfTick();
    await endOfTick();
    expect(client.health().waitingCalls).toBe(1);
    time += 500;
    await expect(third).rejects.toThrow(/404/);
  });
});
