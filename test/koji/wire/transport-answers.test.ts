import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { encodeResponse } from "../../../koji/xmlrpc/encode.ts";
import { TooCostlyError } from "../../../model/errors.ts";
import { latch, sendXml } from "./loopback-hub.ts";
import { ANSWER, answerWell, CALL, failureOf, hubAndTransport } from "./loopback-transport.ts";

describe("an answer", () => {
  test("may be compressed", async () => {
    const xml = encodeResponse("a word ".repeat(10_000));
    const packed = gzipSync(xml);
    const { transport } = await hubAndTransport((_request, response) =>
      sendXml(response, packed, { "content-encoding": "gzip" }),
    );
    const answer = await transport.post(CALL);
    expect(Buffer.concat(answer.chunks).equals(xml)).toBe(true);
    expect(answer.received).toBe(packed.byteLength);
  });

  test("announced larger than the limit is not waited for", async () => {
    const { transport } = await hubAndTransport(
      (_request, response) =>
        response.writeHead(200, { "content-type": "text/xml", "content-length": 1024 ** 3 }).flushHeaders(),
      { maxResponseBytes: 1024 * 1024 },
    );
    const error = await failureOf(transport.post(CALL));
    expect(error).toBeInstanceOf(TooCostlyError);
    expect(error.message).toMatch(/http:\/\/127\.0\.0\.1:\d+\/kojihub is larger than 1 MiB, the limit\. Ask for less/);
  });

  test("without a length is read to the limit and no further", async () => {
    const cut = latch();
    const { transport } = await hubAndTransport(
      (_request, response) => {
        response.writeHead(200, { "content-type": "text/xml" });
        response.on("close", cut.open);
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(64 * 1024)));
        };
        response.on("drain", more);
        more();
      },
      { maxResponseBytes: 1024 * 1024 },
    );
    expect(await failureOf(transport.post(CALL))).toBeInstanceOf(TooCostlyError);
    await cut.opened;
  });

  test("that unpacks to more than the limit is refused, however small it travels", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    expect(bomb.byteLength).toBeLessThan(100_000);
    const { transport } = await hubAndTransport(
      (_request, response) => sendXml(response, bomb, { "content-encoding": "gzip" }),
      { maxResponseBytes: 1024 * 1024 },
    );
    expect(await failureOf(transport.post(CALL))).toBeInstanceOf(TooCostlyError);
  });

  test("that goes on for ever and unpacks to nothing is refused", async () => {
    const nothing = Buffer.concat(Array.from({ length: 4000 }, () => gzipSync("")));
    const { transport } = await hubAndTransport(
      (_request, response) => {
        response.writeHead(200, { "content-type": "text/xml", "content-encoding": "gzip" });
        const more = () => {
          while (!response.destroyed && response.write(nothing));
        };
        response.on("drain", more);
        more();
      },
      { maxResponseBytes: 1024 * 1024 },
    );
    expect(await failureOf(transport.post(CALL))).toBeInstanceOf(TooCostlyError);
  });

  test("within the limit passes", async () => {
    const { transport } = await hubAndTransport(answerWell, { maxResponseBytes: ANSWER.byteLength });
    expect((await transport.post(CALL)).received).toBe(ANSWER.byteLength);
  });
});
