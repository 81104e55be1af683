import { createServer } from "node:http";
import { setImmediate as endOfTick } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createTransport } from "../../../koji/wire/transport.ts";
import { decodeResponse } from "../../../koji/xmlrpc/decode.ts";
import { BadArgumentError } from "../../../model/errors.ts";
import { latch, sendXml, startHub } from "./loopback-hub.ts";
import { ANSWER, answerWell, CALL, hubAndTransport, transportTo } from "./loopback-transport.ts";

describe("a request", () => {
  test("has a Content-Length, names the gateway and offers gzip", async () => {
    const { hub, transport } = await hubAndTransport(answerWell, { version: "1.2.3" });
    const answer = await transport.post(CALL);
    expect(decodeResponse(answer.chunks)).toBe("1.35.3");
    expect(answer).toMatchObject({ received: ANSWER.byteLength, kojiVersion: "1.35.3" });
    expect(hub.requests).toHaveLength(1);
    expect(hub.requests[0]).toMatchObject({ method: "POST", url: "/kojihub", body: CALL });
    expect(hub.requests[0]?.headers).toMatchObject({
      "content-type": "text/xml",
      "content-length": String(CALL.byteLength),
      "accept-encoding": "gzip",
      "user-agent": "koji-image-gateway/1.2.3",
    });
    // Apache answers 411 to a chunked request.
    expect(hub.requests[0]?.headers).not.toHaveProperty("transfer-encoding");
  });

  test("carries the headers of its caller", async () => {
    const { hub, transport } = await hubAndTransport(answerWell);
    await transport.post(CALL, { headers: { "koji-session-id": "7" } });
    expect(hub.requests[0]?.headers).toMatchObject({ "koji-session-id": "7", "content-type": "text/xml" });
  });

  test("of 1 MiB arrives whole", async () => {
    const { hub, transport } = await hubAndTransport(answerWell);
    const body = Buffer.alloc(1024 * 1024, "x");
    await transport.post(body);
    expect(hub.requests[0]?.body.equals(body)).toBe(true);
  });
});

describe("connections", () => {
  test("are used again", async () => {
    const { hub, transport } = await hubAndTransport(answerWell);
    for (let turn = 0; turn < 5; turn += 1) {
      await transport.post(CALL);
      await endOfTick(); // undici gives a connection free only then, in case the hub closes it with its answer.
    }
    expect(hub.requests.map(({ connection }) => connection)).toEqual([1, 1, 1, 1, 1]);
  });

  test("are never more than allowed", async () => {
    const { hub, transport } = await hubAndTransport(
      (_request, response) => void setTimeout(() => sendXml(response, ANSWER), 20),
      { connections: 2 },
    );
    await Promise.all(Array.from({ length: 9 }, () => transport.post(CALL)));
    expect(hub.connections()).toBe(2);
    expect(hub.busiest()).toBe(2);
    expect(hub.requests).toHaveLength(9);
  });

  test("that the hub closes after each answer are replaced", async () => {
    const { hub, transport } = await hubAndTransport((_request, response) =>
      sendXml(response, ANSWER, { connection: "close" }),
    );
    for (let turn = 0; turn < 3; turn += 1) await transport.post(CALL);
    expect(hub.connections()).toBe(3);
  });

  test("that are idle are let go within seconds, whatever the hub offers", async () => {
    const letGo = latch();
    const server = createServer({ keepAliveTimeout: 0 });
    server.on("connection", (socket) => socket.on("close", letGo.open));
    const hub = await startHub(
      (_request, response) => sendXml(response, ANSWER, { connection: "keep-alive", "keep-alive": "timeout=600" }),
      server,
    );
    await transportTo({ url: hub.url }).post(CALL);
    await expect(letGo.opened).resolves.toBeUndefined();
  });

  test("that the hub is about to close are not used", async () => {
    // undici takes two seconds off the hub's own word, so a timeout of 1 s means at once.
    const { hub, transport } = await hubAndTransport((_request, response) =>
      sendXml(response, ANSWER, { connection: "keep-alive", "keep-alive": "timeout=1" }),
    );
    for (let turn = 0; turn < 3; turn += 1) await transport.post(CALL);
    expect(hub.connections()).toBe(3);
  });
});

describe("a hub's URL", () => {
  test.each([
    ["https://alice:secret@koji.example.org/kojihub", /user name or password/],
    ["https://koji.example.org/kojihub?x=secret", /query string/],
    ["ftp://koji.example.org/kojihub", /http or https/],
    ["koji.example.org", /http or https/],
  ])("%s is refused", (url, sentence) => {
    expect(() => createTransport({ url })).toThrow(BadArgumentError);
    expect(() => createTransport({ url })).toThrow(sentence);
    expect(() => createTransport({ url })).not.toThrow(/secret/);
  });
});
