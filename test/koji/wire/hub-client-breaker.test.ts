import { describe, expect, test } from "vitest";
import type { HubClientEvent, HubClientOptions } from "../../../koji/wire/hub-client.ts";
import { heldHub } from "./held-hub.ts";
import { double, hubAndClient, refuse } from "./loopback-client.ts";
import { type Answer, kojiMethods, latch } from "./loopback-hub.ts";

/** A hub that is `down` or not, as the test says, and the clock of its client. */
async function moodyHub(options: Partial<HubClientOptions> = {}) {
  let time = 1_000_000;
  let down = true;
  const events: HubClientEvent[] = [];
  const well = kojiMethods({ double });
  const answer: Answer = (request, response) => (down ? void response.writeHead(404).end() : well(request, response));
  const { hub, client } = await hubAndClient(answer, {
    now: () => time,
    random: () => 0.5,
    log: (event) => events.push(event),
    ...options,
  });
  const ask = () => client.call("double", [1]);
  return {
    hub,
    client,
    events,
    ask,
    askAndFail: async (times: number) => {
      for (let turn = 0; turn < times; turn += 1) await ask().catch(() => undefined);
    },
    pass: (seconds: number) => (time += seconds * 1000),
    recover: () => (down = false),
  };
}

const paused = {
  code: "HUB_UNAVAILABLE",
  message: expect.stringMatching(/is not asked for another \d+ s, since it failed several times: .*HTTP 404/),
};

describe("a hub that fails again and again", () => {
  test("is not asked for a while; callers learn at once why, and when to come again", async () => {
    const { hub, client, askAndFail, ask, events } = await moodyHub();
    await askAndFail(3);
    expect(client.health()).toMatchObject({ state: "DOWN", breaker: "OPEN" });
    await expect(ask()).rejects.toMatchObject({ ...paused, retryAfter: 1 });
    expect(hub.requests).toHaveLength(3);
    expect(events).toEqual([{ kind: "paused", hub: hub.url, message: expect.stringMatching(/HTTP 404/) }]);
  });

  test("is asked again by one request, and by all once that is answered", async () => {
    const { hub, client, askAndFail, ask, pass, recover, events } = await moodyHub();
    await askAndFail(3);
    pass(1);
    await askAndFail(1);
    expect(hub.requests).toHaveLength(4);
    await expect(ask()).rejects.toMatchObject({ ...paused, retryAfter: 2 });
    recover();
    pass(2);
    expect(await ask()).toBe(2);
    expect(await ask()).toBe(2);
    expect(client.health().breaker).toBe("CLOSED");
    expect(events.map(({ kind }) => kind)).toEqual(["paused", "paused", "resumed"]);
  });

  test("takes nothing from another hub", async () => {
    const { askAndFail, client } = await moodyHub();
    const other = await hubAndClient({ double });
    await askAndFail(3);
    expect(client.health().breaker).toBe("OPEN");
    expect(await other.client.call("double", [1])).toBe(2);
    expect(other.client.health()).toMatchObject({ state: "UP", breaker: "CLOSED" });
  });

  test("is not asked what waited for its turn either", async () => {
    const { hub, client } = await moodyHub({ connections: 1, callsPerRequest: 1 });
    const settled = await Promise.allSettled([1, 2, 3, 4, 5].map((value) => client.call("double", [value])));
    expect(settled.slice(0, 3)).toMatchObject(
      [1, 2, 3].map(() => ({ reason: { message: expect.stringMatching(/answered HTTP 404/) } })),
    );
    expect(settled.slice(3)).toMatchObject([{ reason: paused }, { reason: paused }]);
    expect(hub.requests).toHaveLength(3);
  });
});

test("while one request looks whether the hub is back, others are refused", async () => {
  let time = 0;
  const probed = latch();
  const release = latch();
  const well = kojiMethods({ double });
  const { hub, client } = await hubAndClient(
    async (request, response) => {
      if (hub.requests.length <= 3) return void response.writeHead(404).end();
      probed.open();
      await release.opened;
      await well(request, response);
    },
    { now: () => time },
  );
  const ask = (value: number) => client.call("double", [value]);
  for (let turn = 0; turn < 3; turn += 1) await ask(turn).catch(() => undefined);
  time += 2000;
  const probe = Promise.all([ask(8), ask(9)]);
  await probed.opened;
  expect(client.health().breaker).toBe("PROBING");
  await expect(ask(10)).rejects.toThrow(/is not asked for another 1 s/);
  release.open();
  expect(await probe).toEqual([16, 18]);
  expect(await ask(10)).toBe(20);
  expect(hub.requests).toHaveLength(5);
});

describe("a hub that answers", () => {
  test.each([
    ["faults of single calls", 1000, false],
    ["a traceback for the whole", 1, true],
    ["that our session is invalid", 1002, true],
  ])("is asked on, though it be with %s", async (_name, code, whole) => {
    const { hub, client } = await hubAndClient({ bad: refuse(code, "no", whole) });
    for (let turn = 0; turn < 5; turn += 1) await client.call("bad", [turn]).catch(() => undefined);
    expect(hub.requests).toHaveLength(5);
    expect(client.health()).toMatchObject({ state: "UP", breaker: "CLOSED" });
  });

  test("that it is offline is not", async () => {
    const { hub, client } = await hubAndClient({ any: refuse(1014, "planned outage") });
    for (let turn = 0; turn < 5; turn += 1) await client.call("any", [turn]).catch(() => undefined);
    expect(hub.requests).toHaveLength(3);
    await expect(client.call("any", [])).rejects.toThrow(/since it failed several times: .*planned outage/);
  });

  test("more than is read at once is asked on", async () => {
    const { hub, client } = await hubAndClient({ much: () => "x".repeat(9000) }, { maxResponseBytes: 5000 });
    for (let turn = 0; turn < 5; turn += 1) await client.call("much", [turn]).catch(() => undefined);
    expect(hub.requests).toHaveLength(5);
    expect(client.health().breaker).toBe("CLOSED");
  });
});

describe("a hub that never answers", () => {
  async function leaving(seconds: number) {
    let time = 0;
    const { client, arrived, hub } = await heldHub({ now: () => time });
    for (let turn = 1; turn <= 3; turn += 1) {
      const caller = new AbortController();
      const asked = client.call("double", [turn], { signal: caller.signal });
      await arrived(turn);
      time += seconds * 1000;
      caller.abort(new Error("enough"));
      await expect(asked).rejects.toThrow("enough");
    }
    await expect.poll(() => client.health().requestsInFlight).toBe(0);
    expect(hub.requests).toHaveLength(3);
    return client.health();
  }

  test("is known for it though no caller has the patience to see it", async () => {
    expect(await leaving(10)).toMatchObject({
      state: "DOWN",
      breaker: "OPEN",
      message: expect.stringMatching(/gave no answer in 10 s, and who waited for it gave up/),
    });
  });

  test("is not blamed for callers who have none", async () => {
    expect(await leaving(9)).toMatchObject({ state: "UP", breaker: "CLOSED" });
  });
});
