import { describe, expect, test } from "vitest";
import type { HubClientEvent, HubClientOptions } from "../../../koji/wire/hub-client.ts";
import { encodeFault, encodeResponse } from "../../../koji/xmlrpc/encode.ts";
import { newHubCallTrace } from "../../../koji/wire/hub-call-trace.ts";
import { hubAndClient } from "./loopback-client.ts";
import { sendXml } from "./loopback-hub.ts";
import type { Answer } from "./loopback-hub.ts";

const well: Answer = (_request, response) => sendXml(response, encodeResponse("1.35.3"));
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    void response.writeHead(code, headers).end();
const drop: Answer = (_request, response) => void response.destroy();
const halfAnAnswer: Answer = (_request, response) => {
  response.writeHead(200, { "content-type": "text/xml", "content-length": 500 });
  response.write("<?xml version='1.0'?><methodRes", () => response.destroy());
};
const brokenXml: Answer = (_request, response) => sendXml(response, Buffer.from("<methodResponse><params><par"));
const fault =
  (code: number, text: string): Answer =>
  (_request, response) =>
    sendXml(response, encodeFault(code, text));

/** A hub that answers its requests with `answers` in turn, and with the last of them from then on. */
async function hubInTurns(answers: readonly Answer[], options: Partial<HubClientOptions> = {}) {
  let turn = 0;
  const events: HubClientEvent[] = [];
  const answer: Answer = (request, response) => answers[Math.min(turn++, answers.length - 1)]?.(request, response);
  const { hub, client } = await hubAndClient(answer, { log: (event) => events.push(event), ...options });
  return { hub, client, events };
}

describe("a read is asked again", () => {
  test.each<[string, Answer]>([
    ["the hub drops the connection", drop],
    ["the hub sends half an answer", halfAnAnswer],
    ["the hub sends broken XML", brokenXml],
    ["the hub answers HTTP 500", status(500)],
    ["a proxy answers HTTP 502", status(502)],
    ["a proxy answers HTTP 503", status(503)],
    ["a proxy answers HTTP 504", status(504)],
  ])("when %s", async (_name, failing) => {
    const { hub, client, events } = await hubInTurns([failing, well]);
    expect(await client.call("getKojiVersion", [])).toBe("1.35.3");
    expect(hub.requests).toHaveLength(2);
    expect(events).toEqual([{ kind: "retry", hub: hub.url, message: expect.stringContaining(hub.url) }]);
  });

  test("twice and no more", async () => {
    const { hub, client } = await hubInTurns([drop]);
    await expect(client.call("getKojiVersion", [])).rejects.toThrow(/closed the connection without an answer/);
    expect(hub.requests).toHaveLength(3);
  });

  test("not before the hub wants it, if that is soon", async () => {
    const { hub, client } = await hubInTurns([status(503, { "retry-after": "1" }), well]);
    expect(await client.call("getKojiVersion", [])).toBe("1.35.3");
    expect(hub.requests).toHaveLength(2);
  });

  test("together with its batch, and the trace tells", async () => {
    const { hub, client } = await hubInTurns([
      drop,
      (_request, response) => sendXml(response, encodeResponse([[1], [2]])),
    ]);
    const trace = newHubCallTrace();
    expect(await Promise.all([client.call("a", [], { trace }), client.call("b", [], { trace })])).toEqual([1, 2]);
    expect(trace).toMatchObject({ requests: 2, calls: 2 });
    expect(hub.requests[0]?.body.equals(hub.requests[1]?.body ?? Buffer.of())).toBe(true);
  });
});

describe("a read is not asked again", () => {
  test("when the hub asks for a long wait, which the caller learns", async () => {
    const { hub, client } = await hubInTurns([status(503, { "retry-after": "5" }), well]);
    await expect(client.call("getKojiVersion", [])).rejects.toMatchObject({ code: "HUB_UNAVAILABLE", retryAfter: 5 });
    expect(hub.requests).toHaveLength(1);
  });

  test("when the deadline leaves no time", async () => {
    const { hub, client } = await hubInTurns([drop, well], { timeouts: { deadlineMs: 60 } });
    await expect(client.call("getKojiVersion", [])).rejects.toThrow(/closed the connection/);
    expect(hub.requests).toHaveLength(1);
  });

  test.each<[string, Answer, RegExp]>([
    ["the hub says it is offline", fault(1014, "planned outage"), /says that it is offline: planned outage/],
    ["the hub refuses the call", fault(1000, "No such build: 9"), /^No such build: 9$/],
    ["the address is wrong", status(404), /no hub at this path/],
    ["the hub cannot read the request", status(400), /could not read the request/],
    [
      "a web page comes back",
      (_q, response) => sendXml(response, Buffer.from("<html/>"), { "content-type": "text/html" }),
      /web page/,
    ],
  ])("when %s", async (_name, answer, sentence) => {
    const { hub, client, events } = await hubInTurns([answer]);
    await expect(client.call("getBuild", [9])).rejects.toThrow(sentence);
    expect(hub.requests).toHaveLength(1);
    expect(events).toEqual([]);
  });

  test("when the hub is silent", async () => {
    const { hub, client } = await hubInTurns([() => undefined], { timeouts: { deadlineMs: 100 } });
    await expect(client.call("getBuild", [9])).rejects.toThrow(/gave no whole answer within 0\.\d+ s/);
    expect(hub.requests).toHaveLength(1);
  });

  test("when its caller gives up meanwhile", async () => {
    const caller = new AbortController();
    const { hub, client } = await hubInTurns([drop, well], { log: () => caller.abort(new Error("enough")) });
    await expect(client.call("getBuild", [9], { signal: caller.signal })).rejects.toThrow("enough");
    await client.close();
    expect(hub.requests).toHaveLength(1);
  });
});

describe("an answer of another shape", () => {
  test("fails the whole batch, since no slot can be trusted", async () => {
    const { hub, client } = await hubInTurns([(_request, response) => sendXml(response, encodeResponse([[1]]))]);
    const settled = await Promise.allSettled([client.call("a", []), client.call("b", [])]);
    expect(settled).toMatchObject([
      { reason: { message: expect.stringMatching(/answered a multiCall of 2 with something else/) } },
      { reason: { code: "HUB_UNAVAILABLE" } },
    ]);
    expect(hub.requests).toHaveLength(1);
  });
});

describe("a request too large for the hub", () => {
  test("is asked in parts", async () => {
    const { hub, client } = await hubInTurns([status(413), well]);
    expect(await Promise.all([client.call("a", []), client.call("b", [])])).toEqual(["1.35.3", "1.35.3"]);
    expect(hub.requests).toHaveLength(3);
  });
});

describe("health", () => {
  test("is UP, without figures, before anything was asked", async () => {
    const { hub, client } = await hubInTurns([well]);
    expect(client.health()).toEqual({
      state: "UP",
      latencySeconds: null,
      lastSuccessAt: null,
      message: null,
      hubVersion: null,
      waitingCalls: 0,
      requestsInFlight: 0,
      breaker: "CLOSED",
    });
    expect(hub.requests).toHaveLength(0);
  });

  test("is UP after an answer, a fault being one, and knows the hub's version", async () => {
    const { client } = await hubInTurns([well, fault(1000, "No such build: 9")]);
    await client.call("a", []);
    await client.call("b", []).catch(() => undefined);
    expect(client.health()).toMatchObject({
      state: "UP",
      lastSuccessAt: expect.any(Date),
      message: null,
      hubVersion: "1.35.3",
    });
  });

  test("is DOWN after a failure, with the reason, and DEGRADED once an answer came", async () => {
    const { client } = await hubInTurns([status(404), well]);
    await client.call("a", []).catch(() => undefined);
    expect(client.health()).toMatchObject({
      state: "DOWN",
      lastSuccessAt: null,
      message: expect.stringMatching(/HTTP 404/),
    });
    await client.call("a", []);
    expect(client.health()).toMatchObject({ state: "DEGRADED", message: expect.stringMatching(/HTTP 404/) });
  });

  test("is DOWN when the hub says that it is offline", async () => {
    const { client } = await hubInTurns([fault(1014, "planned outage")]);
    await client.call("a", []).catch(() => undefined);
    expect(client.health()).toMatchObject({ state: "DOWN", message: expect.stringMatching(/offline: planned outage/) });
  });
});
