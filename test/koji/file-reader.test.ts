import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { createFileReader, type FileReaderOptions } from "../../koji/file-reader.ts";
import { newHubCallTrace } from "../../koji/wire/hub-call-trace.ts";
import { HubUnavailableError, TooCostlyError } from "../../model/errors.ts";
import { spanOf } from "../../sample/range.ts";
import { type Answer, freePort, startHub } from "./wire/loopback-hub.ts";

const LOG = Buffer.from(Array.from({ length: 5000 }, (_, index) => `line ${index}\n`).join(""));
const MIB = 1024 * 1024;

/** A web server as Apache is one. */
const ranging =
  (file: Buffer): Answer =>
  ({ headers }, response) => {
    const span = spanOf(headers.range, file.byteLength);
    if (span === "unsatisfiable") return void response.writeHead(416).end();
    if (span === "whole") return void response.end(file);
    const { start, end } = span;
    response.writeHead(206, { "content-range": `bytes ${start}-${end}/${file.byteLength}` });
    response.end(file.subarray(start, end + 1));
  };

async function reading(answer: Answer, options: Partial<FileReaderOptions> = {}) {
  const server = await startHub(answer);
  const filesUrl = server.url.replace("kojihub", "kojifiles");
  const reader = createFileReader({ filesUrl, ...options });
  onTestFinished(() => reader.close());
  return {
    ...server,
    filesUrl,
    reader,
    read: (maxBytes: number, path = "packages/x.log") => reader.readEnd(`${filesUrl}/${path}`, maxBytes),
  };
}

describe("a trace", () => {
  test("counts requests and what travelled, also of what is asked again or sent whole", async () => {
    const answers: Answer[] = [
      (_, response) => void response.writeHead(503).end(),
      ranging(LOG),
      (_, response) => void response.end(LOG),
    ];
    const { reader, filesUrl } = await reading((request, response) => answers.shift()?.(request, response));
    const trace = newHubCallTrace();
    await reader.readEnd(`${filesUrl}/x.log`, 100, { trace });
    expect(trace).toEqual({ ...newHubCallTrace(), fileRequests: 2, fileBytes: 100 });
    await reader.readEnd(`${filesUrl}/x.log`, 100, { trace });
    expect(trace).toEqual({ ...newHubCallTrace(), fileRequests: 3, fileBytes: 100 + LOG.byteLength });
  });
});

describe("the end of a file", () => {
  test("is all that travels, asked for by its length", async () => {
    const { read, requests } = await reading(ranging(LOG));
    expect(await read(100)).toEqual({ bytes: LOG.subarray(-100), fromStart: false });
    expect(requests[0]?.method).toBe("GET");
    expect(requests[0]?.url).toBe("/kojifiles/packages/x.log");
    expect(requests[0]?.headers).toMatchObject({ range: "bytes=-100", "accept-encoding": "identity" });
  });

  test("is the whole of a shorter one", async () => {
    const { read } = await reading(ranging(LOG));
    expect(await read(LOG.byteLength)).toEqual({ bytes: LOG, fromStart: true });
    expect(await read(MIB)).toEqual({ bytes: LOG, fromStart: true });
  });

  test("of an empty one is nothing", async () => {
    const { read } = await reading(ranging(Buffer.alloc(0)));
    expect(await read(100)).toEqual({ bytes: new Uint8Array(), fromStart: true });
  });

  test.each([404, 410])("of one that is gone (%i) is null", async (status) => {
    const { read } = await reading((_, response) => void response.writeHead(status).end("<html>gone</html>"));
    expect(await read(100)).toBeNull();
  });

  test("is known to be the whole by its length where the server tells no place", async () => {
    const { read } = await reading((_, response) => void response.writeHead(206).end("short"));
    expect(await read(100)).toEqual({ bytes: Buffer.from("short"), fromStart: true });
    expect(await read(5)).toEqual({ bytes: Buffer.from("short"), fromStart: false });
  });

  test("has its address kept as it is", async () => {
    const { read, requests } = await reading(ranging(LOG));
    await read(1, "packages/Larch%20%231/a%252Fb+c.log");
    expect(requests[0]?.url).toBe("/kojifiles/packages/Larch%20%231/a%252Fb+c.log");
  });
});

/** Sends on and on, as slowly as it is read, until nobody reads any more; tells how much it got rid of. */
function endless() {
  const sent = { bytes: 0, ended: false };
  const pour = async (response: ServerResponse) => {
    const block = Buffer.alloc(64 * 1024, "x");
    const blocks = async function* () {
      for (; sent.bytes < 200 * MIB; sent.bytes += block.byteLength) yield block;
    };
    await pipeline(blocks, response).catch(() => undefined);
    sent.ended = true;
  };
  return { sent, pour };
}

describe("of a server that ignores ranges", () => {
  test("a small file is read, and its end given", async () => {
    const { read } = await reading((_, response) => void response.end(LOG));
    expect(await read(100)).toEqual({ bytes: LOG.subarray(-100), fromStart: false });
    expect(await read(LOG.byteLength)).toEqual({ bytes: LOG, fromStart: true });
  });

  test("a large file is given up where it begins, by the length that the server announces", async () => {
    const { sent, pour } = endless();
    const { read } = await reading((_, response) => {
      response.writeHead(200, { "content-length": 100 * MIB });
      return pour(response);
    });
    await expect(read(100)).rejects.toThrow(
      /sends files only whole, and this log is larger than 1 MiB: read it at its url\.$/,
    );
    await expect.poll(() => sent.ended).toBe(true);
    expect(sent.bytes).toBeLessThan(20 * MIB);
  });

  test("a file without end is given up when it is too much", async () => {
    const { sent, pour } = endless();
    const { read } = await reading((_, response) => pour(response));
    await expect(read(100)).rejects.toBeInstanceOf(TooCostlyError);
    await expect.poll(() => sent.ended).toBe(true);
    expect(sent.bytes).toBeLessThan(20 * MIB);
  });
});

describe("a server that misbehaves is told in a sentence", () => {
  test.each<[string, Answer, RegExp]>([
    [
      "sends more than was asked for",
      (_, response) => void response.writeHead(206).end(LOG),
      /sends more of a file than was asked for/,
    ],
    [
      "sends callers elsewhere",
      (_, response) => void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
      /answered HTTP 302/,
    ],
    ["forbids", (_, response) => void response.writeHead(403).end(), /answered HTTP 403 to a read of a log/],
    [
      "packs what it sends",
      (_, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end("x"),
      /packs what it was asked to send as it is/,
    ],
    ["fails for long", (_, response) => void response.writeHead(503).end(), /answered HTTP 503/],
    ["drops the connection", (_, response) => void response.destroy(), /closed the connection without an answer/],
    [
      "sends a part of its answer",
      (_, response) => {
        response.writeHead(206, { "content-length": 100 });
        response.write("part", () => response.destroy());
      },
      /sent only part of its answer/,
    ],
  ])("that %s", async (_, answer, message) => {
    const { read, requests } = await reading(answer);
    const error: unknown = await read(100).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(HubUnavailableError);
    expect(String(error)).toMatch(message);
    expect(String(error)).toMatch(/: The file server of the Koji hub at http:\/\/127\.0\.0\.1:\d+\/kojifiles /);
    expect(requests.every(({ url }) => url === "/kojifiles/packages/x.log")).toBe(true);
  });

  test("that is not there", async () => {
    const filesUrl = `http://127.0.0.1:${await freePort()}/kojifiles/`;
    const reader = createFileReader({ filesUrl });
    onTestFinished(() => reader.close());
    await expect(reader.readEnd(`${filesUrl}x.log`, 100)).rejects.toThrow(/^The file server .* refuses connections/);
  });

  test("that is slow, within its deadline", async () => {
    const { read } = await reading(() => sleep(60_000, undefined, { ref: false }), { timeouts: { deadlineMs: 200 } });
    await expect(read(100)).rejects.toThrow(/gave no whole answer within 0\.2 s\.$/);
  });

  test("that falls silent in its answer", async () => {
    const silent: Answer = (_, response) => void response.writeHead(206, { "content-length": 100 }).write("part");
    const { read } = await reading(silent, { timeouts: { bodyMs: 200 } });
    await expect(read(100)).rejects.toThrow(/fell silent for 0\.2 s/);
  });
});

test("a passing failure is asked again", async () => {
  let asked = 0;
  const { read } = await reading((request, response) => {
    asked += 1;
    return asked === 1 ? void response.writeHead(503).end() : ranging(LOG)(request, response);
  });
  expect(await read(100)).toEqual({ bytes: LOG.subarray(-100), fromStart: false });
});

test("what nobody wants any more is not read", async () => {
  const { reader, filesUrl } = await reading(() => sleep(60_000, undefined, { ref: false }));
  const controller = new AbortController();
  const read = reader.readEnd(`${filesUrl}/x.log`, 100, { signal: controller.signal });
  controller.abort(new Error("the caller left"));
  await expect(read).rejects.toThrow("the caller left");
});

test.each([
  "http://elsewhere.example.org/kojifiles/x.log",
  "SERVER/kojihub",
  "SERVER/kojifiles/../secret",
  "SERVER/kojifilesx/x.log",
])("%s is no file of the hub and never asked for", async (url) => {
  const { reader, filesUrl, requests } = await reading(ranging(LOG));
  await expect(reader.readEnd(url.replace("SERVER", new URL(filesUrl).origin), 1)).rejects.toThrow("is no file of");
  expect(requests).toEqual([]);
});

test.each(["ftp://files.example.org", "file:///mnt/koji", "nonsense"])(
  "%s is no address of a file server",
  (filesUrl) => {
    expect(() => createFileReader({ filesUrl })).toThrow("must be an http or https address");
  },
);
