import { describe, expect, test } from "vitest";
import { latch } from "./loopback-hub.ts";
import type { Answer } from "./loopback-hub.ts";
import { ANSWER, answerWell, CALL, failureOf, hubAndTransport, transportTo } from "./loopback-transport.ts";

const HUB = "http://127.0.0.1:9/kojihub";
const silent: Answer = () => undefined;

describe("waiting ends", () => {
  test("when no answer begins", async () => {
    const { transport } = await hubAndTransport(silent, { timeouts: { headersMs: 80 } });
    const error = await failureOf(transport.post(CALL));
    expect(error.message).toMatch(/began no answer within 0\.08 s\./);
    // The hub may still be at work on it.
    expect(error).toMatchObject({ passing: false });
  });

  test("when no answer begins, no sooner than all of it may take, since a hub begins when it knows the whole", () => {
    const timeouts = (deadlineMs: number) => transportTo({ url: HUB, timeouts: { deadlineMs } }).timeouts;
    expect(timeouts(120_000)).toMatchObject({ headersMs: 120_000, deadlineMs: 120_000 });
    expect(timeouts(1000)).toMatchObject({ headersMs: 1000, deadlineMs: 1000 });
  });

  test("when an answer stops in the middle", async () => {
    const { transport } = await hubAndTransport(
      (_request, response) => {
        response.writeHead(200, { "content-type": "text/xml", "content-length": 1000 });
        response.write(ANSWER.subarray(0, 10));
      },
      { timeouts: { bodyMs: 80 } },
    );
    expect((await failureOf(transport.post(CALL))).message).toMatch(/fell silent for 0\.08 s in the middle/);
  });

  test("when an answer drips on past the deadline", async () => {
    const { transport } = await hubAndTransport(
      (_request, response) => {
        response.writeHead(200, { "content-type": "text/xml" });
        const drip = setInterval(() => response.write("<"), 10);
        response.on("close", () => clearInterval(drip));
      },
      { timeouts: { deadlineMs: 120 } },
    );
    expect((await failureOf(transport.post(CALL))).message).toMatch(/gave no whole answer within 0\.12 s\./);
  });

  test("for a request that got no connection in time", async () => {
    const { hub, transport } = await hubAndTransport(silent, { connections: 1, timeouts: { deadlineMs: 150 } });
    const [first, second] = await Promise.all([
      failureOf(transport.post(CALL)),
      failureOf(transport.post(CALL, { deadlineMs: 60 })),
    ]);
    expect(first.message).toMatch(/within 0\.15 s/);
    expect(second.message).toMatch(/within 0\.06 s/);
    expect(hub.requests).toHaveLength(1);
  });

  test("when the caller gives up, with the caller's reason, and the hub is told", async () => {
    const hangUp = latch();
    const caller = new AbortController();
    // As Node says it of a browser that went away; not to be mistaken for the hub's doing.
    const reason = Object.assign(new Error("aborted"), { code: "ECONNRESET" });
    const { transport } = await hubAndTransport((_request, response) => {
      response.on("close", hangUp.open);
      caller.abort(reason);
    });
    expect(await failureOf(transport.post(CALL, { signal: caller.signal }))).toBe(reason);
    await hangUp.opened;
  });

  test("before it began, for a caller who gave up earlier", async () => {
    const { hub, transport } = await hubAndTransport(answerWell);
    expect(
      (await failureOf(transport.post(CALL, { signal: AbortSignal.abort(new Error("never mind")) }))).message,
    ).toBe("never mind");
    expect(hub.requests).toHaveLength(0);
  });
});
