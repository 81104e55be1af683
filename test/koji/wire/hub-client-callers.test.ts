import { getEventListeners } from "node:events";
import { setImmediate as endOfTick } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { newHubCallTrace } from "../../../koji/wire/hub-call-trace.ts";
import { heldHub } from "./held-hub.ts";
import { double, hubAndClient, refuse } from "./loopback-client.ts";
import { carried } from "./loopback-hub.ts";

describe("a caller who gives up", () => {
  test("before the request left is not asked for", async () => {
    const { hub, client } = await hubAndClient({ double });
    const caller = new AbortController();
    const calls = [client.call("double", [1], { signal: caller.signal }), client.call("double", [2])];
    caller.abort(new Error("changed my mind"));
    const [first, second] = await Promise.allSettled(calls);
    expect(first).toMatchObject({ reason: { message: "changed my mind" } });
    expect(second).toEqual({ status: "fulfilled", value: 4 });
    expect(carried(hub)).toEqual([["double"]]);
  });

  test("before the request left makes it stay, if everybody did", async () => {
    const { hub, client } = await hubAndClient({ double });
    const caller = new AbortController();
    const calls = [1, 2].map((id) => client.call("double", [id], { signal: caller.signal }));
    caller.abort();
    await Promise.allSettled(calls);
    await endOfTick();
    await client.call("double", [3]);
    expect(carried(hub)).toEqual([["double"]]);
  });

  test("before the call is refused at once", async () => {
    const { hub, client } = await hubAndClient({ double });
    const signal = AbortSignal.abort(new Error("too late"));
    await expect(client.call("double", [1], { signal })).rejects.toThrow("too late");
    expect(hub.requests).toHaveLength(0);
  });

  test("while the hub works is let go at once; the others keep theirs, shared ones too", async () => {
    const { client, arrived, release } = await heldHub();
    const caller = new AbortController();
    const mine = [1, 7].map((id) => client.call("double", [id], { signal: caller.signal }));
    const others = Promise.all([client.call("double", [1]), client.call("double", [2])]);
    await arrived(1);
    caller.abort(new Error("enough"));
    expect(await Promise.allSettled(mine)).toMatchObject([
      { reason: { message: "enough" } },
      { reason: { message: "enough" } },
    ]);
    release();
    expect(await others).toEqual([2, 4]);
  });

  test("as the last one ends the request itself", async () => {
    const { hub, client, arrived, hangUp } = await heldHub();
    const [one, two] = [new AbortController(), new AbortController()];
    const calls = Promise.allSettled([
      client.call("double", [1], { signal: one.signal }),
      client.call("double", [2], { signal: two.signal }),
    ]);
    await arrived(1);
    one.abort(new Error("one"));
    two.abort(new Error("two"));
    await hangUp;
    expect(await calls).toMatchObject([{ reason: { message: "one" } }, { reason: { message: "two" } }]);
    expect(hub.requests).toHaveLength(1);
    expect(client.health()).toMatchObject({ state: "UP", message: null });
  });

  test("is listened to once for all calls, and no longer than they last", async () => {
    const { client, arrived, release } = await heldHub();
    const { signal } = new AbortController();
    const calls = Promise.all([1, 2, 3].map((id) => client.call("double", [id], { signal })));
    await arrived(1);
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    release();
    expect(await calls).toEqual([2, 4, 6]);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });
});

describe("a trace", () => {
  test("counts requests, calls, bytes and time of its own request", async () => {
    const { hub, client } = await hubAndClient({ double });
    const trace = newHubCallTrace();
    await Promise.all([client.call("double", [1], { trace }), client.call("double", [2], { trace })]);
    await client.call("double", [3], { trace });
    expect(trace).toMatchObject({ requests: 2, calls: 3 });
    const sent = hub.requests.reduce((sum, { body }) => sum + body.byteLength, 0);
    expect(trace.bytes).toBeGreaterThan(sent);
    expect(trace.milliseconds).toBeGreaterThanOrEqual(0);
  });

  test("counts only its own calls of a shared request, identical ones once", async () => {
    const { hub, client } = await hubAndClient({ double });
    const [mine, yours] = [newHubCallTrace(), newHubCallTrace()];
    await Promise.all([
      client.call("double", [1], { trace: mine }),
      client.call("double", [1], { trace: mine }),
      client.call("double", [1], { trace: yours }),
      client.call("double", [2], { trace: yours }),
    ]);
    expect(hub.requests).toHaveLength(1);
    expect(mine).toMatchObject({ requests: 1, calls: 1 });
    expect(mine.joined).toBe(0);
    expect(yours).toMatchObject({ requests: 1, calls: 1, joined: 1 });
  });

  test("does not count requests that carried nothing of it", async () => {
    const { client } = await hubAndClient({ double }, { callsPerRequest: 1 });
    const trace = newHubCallTrace();
    await Promise.all([client.call("double", [1], { trace }), client.call("double", [2])]);
    expect(trace).toMatchObject({ requests: 1, calls: 1 });
  });

  test("counts what failed and what was asked again", async () => {
    const { client } = await hubAndClient({ double, bad: refuse(1, "no", true) });
    const trace = newHubCallTrace();
    await Promise.allSettled([client.call("double", [1], { trace }), client.call("bad", [], { trace })]);
    expect(trace).toMatchObject({ requests: 3, calls: 2 });
  });
});

describe("closing", () => {
  test("refuses later calls and those not sent, and waits for those under way", async () => {
    const { client, arrived, release } = await heldHub();
    const underWay = client.call("double", [1]);
    await arrived(1);
    const unsent = client.call("double", [2]);
    const closed = client.close();
    const later = client.call("double", [3]);
    release();
    const settled = await Promise.allSettled([underWay, unsent, later, closed]);
    const refusal = {
      reason: { code: "HUB_UNAVAILABLE", message: expect.stringMatching(/the gateway is shutting down/) },
    };
    expect(settled).toMatchObject([{ value: 2 }, refusal, refusal, { status: "fulfilled" }]);
  });
});
