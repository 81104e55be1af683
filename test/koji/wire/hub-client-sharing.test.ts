import { setImmediate as endOfTick } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { newHubCallTrace } from "../../../koji/wire/hub-call-trace.ts";
import { heldHub } from "./held-hub.ts";
import { double, hubAndClient, refuse } from "./loopback-client.ts";
import { carried } from "./loopback-hub.ts";

describe("a call that is being asked", () => {
  test("is asked once for a thousand who want it, whenever they come", async () => {
    const { hub, client, arrived, release } = await heldHub();
    const traces = Array.from({ length: 1000 }, newHubCallTrace);
    const ask = (some: typeof traces) => some.map((trace) => client.call("double", [21], { trace }));
    const answers = ask(traces.slice(0, 300));
    await endOfTick();
    answers.push(...ask(traces.slice(300, 600)));
    await arrived(1);
    answers.push(...ask(traces.slice(600)));
    release();
    expect(new Set(await Promise.all(answers))).toEqual(new Set([42]));
    expect(carried(hub)).toEqual([["double"]]);
    const [first, ...others] = traces;
    expect(first).toMatchObject({ requests: 1, calls: 1, joined: 0 });
    for (const other of others) expect(other).toEqual({ ...newHubCallTrace(), joined: 1 });
  });

  test("is joined while it waits for its turn, too", async () => {
    const { hub, client, arrived, release } = await heldHub({ connections: 1 });
    const busy = client.call("double", [1]);
    await arrived(1);
    const waiting = [2, 2, 3].map((value) => client.call("double", [value]));
    await endOfTick();
    waiting.push(client.call("double", [2]));
    release();
    expect(await Promise.all([busy, ...waiting])).toEqual([2, 4, 4, 6, 4]);
    expect(carried(hub)).toEqual([["double"], ["double", "double"]]);
  });

  test("goes on for who joined when who asked first has left", async () => {
    const { hub, client, arrived, release } = await heldHub();
    const first = new AbortController();
    const asked = client.call("double", [1], { signal: first.signal });
    await arrived(1);
    const joined = client.call("double", [1]);
    first.abort(new Error("enough"));
    await expect(asked).rejects.toThrow("enough");
    release();
    expect(await joined).toBe(2);
    expect(hub.requests).toHaveLength(1);
  });

  test("is asked anew for who comes when all others have left", async () => {
    const { hub, client, arrived, hangUp, release } = await heldHub();
    const caller = new AbortController();
    const asked = client.call("double", [1], { signal: caller.signal });
    await arrived(1);
    caller.abort(new Error("enough"));
    const anew = client.call("double", [1]);
    await expect(asked).rejects.toThrow("enough");
    await hangUp;
    release();
    expect(await anew).toBe(2);
    expect(hub.requests).toHaveLength(2);
  });

  test("fails for all who want it, and is asked anew by the next", async () => {
    const { hub, client } = await hubAndClient({ lost: refuse(1000, "No such build: 9") });
    const ask = () => client.call("lost", []);
    const settled = await Promise.allSettled([ask(), ask()]);
    for (const each of settled) expect(each).toMatchObject({ reason: { fault: 1000 } });
    await expect(ask()).rejects.toMatchObject({ fault: 1000 });
    expect(carried(hub)).toEqual([["lost"], ["lost"]]);
  });

  test("is another one where anything differs", async () => {
    const { hub, client } = await hubAndClient({ echo: (...params) => params });
    const params = [["1"], [1], [[1]], [1, null], [{ a: 1 }], [{ a: "1" }], []];
    const answers = await Promise.all(params.map((each) => client.call("echo", each)));
    expect(answers).toEqual(params);
    expect(carried(hub)[0]).toHaveLength(params.length);
  });
});

describe("a call that is to see what was changed just now", () => {
  test("joins none that has left, and others join it", async () => {
    const { hub, client, arrived, release } = await heldHub();
    const before = client.call("double", [1]);
    await arrived(1);
    const after = client.call("double", [1], { fresh: true });
    await arrived(2);
    const later = client.call("double", [1]);
    release();
    expect(await Promise.all([before, after, later])).toEqual([2, 2, 2]);
    expect(carried(hub)).toEqual([["double"], ["double"]]);
  });

  test("joins one that has not left yet", async () => {
    const { hub, client } = await hubAndClient({ double });
    await Promise.all([client.call("double", [1]), client.call("double", [1], { fresh: true })]);
    expect(carried(hub)).toEqual([["double"]]);
  });
});
