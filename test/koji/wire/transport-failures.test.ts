import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { HubWireError } from "../../../koji/wire/hub-wire-error.ts";
import { errorForFailure } from "../../../koji/wire/wire-failure.ts";
import { encodeResponse } from "../../../koji/xmlrpc/encode.ts";
import { TooCostlyError } from "../../../model/errors.ts";
import { freePort, sendXml, startTcpServer } from "./loopback-hub.ts";
import type { Answer } from "./loopback-hub.ts";
import { ANSWER, CALL, failureOf, hubAndTransport, transportTo } from "./loopback-transport.ts";

describe("a hub that misbehaves is named, with what it did", () => {
  test.each<[string, Answer, RegExp, boolean]>([
    [
      "drops the connection",
      (_request, response) => void response.destroy(),
      /closed the connection without an answer/,
      true,
    ],
    [
      "sends half an answer",
      (_request, response) => {
        response.writeHead(200, { "content-type": "text/xml", "content-length": ANSWER.byteLength });
        response.write(ANSWER.subarray(0, 40), () => response.destroy());
      },
      /sent only part of its answer/,
      true,
    ],
    [
      "sends half a chunked answer",
      (_request, response) => {
        response.writeHead(200, { "content-type": "text/xml" });
        response.write(ANSWER.subarray(0, 40), () => response.destroy());
      },
      /sent only part of its answer/,
      true,
    ],
    [
      "breaks its chunks",
      (_request, response) => {
        response.writeHead(200, { "content-type": "text/xml" });
        response.write(ANSWER.subarray(0, 40), () => response.socket?.end("no chunk\r\n"));
      },
      /sent only part of its answer/,
      true,
    ],
    [
      "sends half a gzip stream",
      (_request, response) =>
        sendXml(response, gzipSync(encodeResponse("word".repeat(9999))).subarray(0, 60), {
          "content-encoding": "gzip",
        }),
      /sent only part of its answer/,
      true,
    ],
    [
      "sends gzip that is none",
      (_request, response) => sendXml(response, ANSWER, { "content-encoding": "gzip" }),
      /whose gzip is broken/,
      true,
    ],
    [
      "answers with a web page",
      (_request, response) => sendXml(response, Buffer.from("<html>hello</html>"), { "content-type": "text/html" }),
      /answered with a web page instead of XML-RPC/,
      false,
    ],
  ])("one that %s", async (_name, answer, sentence, passing) => {
    const { hub, transport } = await hubAndTransport(answer);
    const error = await failureOf(transport.post(CALL));
    expect(error).toBeInstanceOf(HubWireError);
    expect(error.message).toMatch(sentence);
    expect(error.message).toContain(`The Koji hub at ${hub.url} `);
    expect(error.passing).toBe(passing);
    expect(hub.requests).toHaveLength(1);
  });

  test.each<[number, Record<string, string>, string, RegExp, boolean]>([
    [
      301,
      { location: "https://user:pw@koji.example.org/kojihub" },
      "",
      /sends callers to https:\/\/(\S*@)?koji\.example\.org\/kojihub\. Redirects are not followed/,
      false,
    ],
    [
      400,
      {},
      "Invalid request: not well-formed (invalid token): line 1, column 85\n",
      /could not read the request \("Invalid request: not well-formed/,
      false,
    ],
    [401, {}, "<html>", /lets in nobody but by Kerberos/, false],
    [403, {}, "<html>", /client certificate/, false],
    [404, {}, "<html>", /no hub at this path/, false],
    [405, {}, "", /takes no POST/, false],
    [411, {}, "<html>", /wants a Content-Length, though one was sent/, false],
    [418, {}, "", /no hub answers like this/, false],
    [500, {}, "<html>", /HTTP 500: it or its web server failed/, true],
    [502, {}, "<html>", /proxy before it reached no hub/, true],
    [503, {}, "<html>", /overloaded or closed for maintenance/, true],
    [504, {}, "<html>", /waited too long/, true],
  ])("one that answers HTTP %i", async (status, headers, body, sentence, passing) => {
    const { transport } = await hubAndTransport(
      (_request, response) => void response.writeHead(status, headers).end(body),
    );
    const error = await failureOf(transport.post(CALL));
    expect(error).toBeInstanceOf(HubWireError);
    expect(error.message).toMatch(sentence);
    expect(error.message).toContain(`HTTP ${status}`);
    expect(error.message).not.toContain("pw");
    expect(error.message).not.toContain("<html>");
    expect(error).toMatchObject({ passing, retryAfter: null, code: "HUB_UNAVAILABLE" });
  });

  test.each<[number, string]>([
    [413, "<html>"],
    [400, "Invalid request: Request too long\n"],
  ])("a request too large for it (HTTP %i) is the caller's affair", async (status, body) => {
    const { transport } = await hubAndTransport((_request, response) => void response.writeHead(status).end(body));
    const error = await failureOf(transport.post(CALL));
    expect(error).toBeInstanceOf(TooCostlyError);
    expect(error.message).toMatch(/the request is larger than the hub takes/);
  });

  test("one that says when to come back, in either form", async () => {
    const seconds = await hubAndTransport(
      (_request, response) => void response.writeHead(503, { "retry-after": "120" }).end(),
    );
    expect(await failureOf(seconds.transport.post(CALL))).toMatchObject({ retryAfter: 120 });

    const later = new Date(Date.now() + 3_600_000).toUTCString();
    const date = await hubAndTransport(
      (_request, response) => void response.writeHead(503, { "retry-after": later }).end(),
    );
    const { retryAfter } = await failureOf(date.transport.post(CALL));
    expect(retryAfter).toBeGreaterThan(3000);
    expect(retryAfter).toBeLessThanOrEqual(3600);

    const nonsense = await hubAndTransport(
      (_request, response) => void response.writeHead(503, { "retry-after": "soon" }).end(),
    );
    expect(await failureOf(nonsense.transport.post(CALL))).toMatchObject({ retryAfter: null });
  });

  test("one that is not there", async () => {
    const transport = transportTo({ url: `http://127.0.0.1:${await freePort()}/kojihub` });
    const error = await failureOf(transport.post(CALL));
    expect(error.message).toMatch(/refuses connections: is it running, and is its address right\?/);
    expect(error).toMatchObject({ passing: true });
  });

  test("one whose name DNS does not know", async () => {
    const transport = transportTo({ url: "http://koji.invalid/kojihub" });
    const error = await failureOf(transport.post(CALL));
    expect(error.message).toMatch(
      /^The Koji hub at http:\/\/koji\.invalid\/kojihub (has a host name unknown to DNS|cannot be found, because DNS)/,
    );
  });

  test("one that does not speak HTTP", async () => {
    const port = await startTcpServer((socket) => socket.end("220 mail.example.org ESMTP\r\n"));
    const error = await failureOf(transportTo({ url: `http://127.0.0.1:${port}/kojihub` }).post(CALL));
    expect(error.message).toMatch(/does not speak HTTP there/);
  });
});

test("what is no failure of the wire is not passed off as one", () => {
  const bug = new TypeError("x is not a function");
  const { timeouts, address: hub } = transportTo({ url: "http://127.0.0.1/kojihub" });
  expect(errorForFailure(bug, { hub, timeouts, answering: false })).toBe(bug);
});
