import { describe, expect, onTestFinished, test } from "vitest";
import { createHubReader } from "../../koji/hub-reader.ts";
import { createHubClient } from "../../koji/wire/hub-client.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { createLogReader } from "../../loaders/log-reader.ts";
import type { LogFile } from "../../model/artifact.ts";
import type { LogEnd } from "../../model/log-text.ts";
import { carried, HubRefusal, kojiMethods, startHub } from "../koji/wire/loopback-hub.ts";

const KIB = 1024;
const text = (count: number, line: (index: number) => string) =>
  Buffer.from(Array.from({ length: count }, (_, index) => `${line(index)}\n`).join(""));
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `line ${from + index}`);

type Piece = { readonly offset: number; readonly size: number; readonly volume?: string };

/** A hub with one log, read as Koji reads it (kojihub.py, downloadTaskOutput). */
async function over(log: Buffer | null) {
  const asked: Piece[] = [];
  const hub = await startHub(
    kojiMethods({
      downloadTaskOutput: (taskId: XmlRpcValue, name: XmlRpcValue, options: XmlRpcValue) => {
        // Given by the reader: a struct of keyword arguments.
        const { offset, size, volume } = options as Piece;
        asked.push({ offset, size, ...(volume === undefined ? {} : { volume }) });
        if (log === null)
          throw new HubRefusal(1000, `no file ${JSON.stringify(name)} output by task ${Number(taskId)}`);
        if (log.byteLength + offset < 0) throw new HubRefusal(1, "[Errno 22] Invalid argument");
        const start = offset < 0 ? log.byteLength + offset : offset;
        return log.subarray(start, start + size).toString("base64");
      },
    }),
  );
  const client = createHubClient({ url: hub.url });
  onTestFinished(() => client.close());
  const noFiles = () => Promise.reject(new Error("no file server here"));
  return { reader: createLogReader(createHubReader(client), noFiles), asked, requests: () => carried(hub) };
}

const logOf = (size: number, overrides: Partial<LogFile> = {}): LogFile => ({
  hub: "sample",
  name: "root.log",
  arch: "x86_64",
  url: "https://files.example.org/work/tasks/7/7/root.log",
  size,
  output: { taskId: 7, volume: "DEFAULT" },
  ...overrides,
});

describe("the last lines of a task's log", () => {
  test("are read from its end, a little at a time", async () => {
    const log = text(100_000, (index) => `line ${index}`);
    const { reader, asked } = await over(log);
    expect(await reader.tail(logOf(log.byteLength), 50)).toEqual(lines(99_950, 100_000));
    expect(asked).toEqual([{ offset: -16 * KIB, size: 16 * KIB }]);
  });

  test("of a short log are all of it", async () => {
    const log = text(10, (index) => `line ${index}`);
    const { reader, asked } = await over(log);
    expect(await reader.tail(logOf(log.byteLength), 50)).toEqual(lines(0, 10));
    expect(asked).toEqual([{ offset: 0, size: 16 * KIB }]);
  });

  test("that are long are read in growing pieces, no more than are needed", async () => {
    const log = text(1000, (index) => `line ${index} ${"x".repeat(1000)}`);
    const { reader, asked } = await over(log);
    const tail = await reader.tail(logOf(log.byteLength), 50);
    expect(tail.map((line) => line.slice(0, 8))).toEqual(lines(950, 1000));
    expect(asked.map(({ size }) => size / KIB)).toEqual([16, 64]);
  });

  test("are fewer than asked for where a MiB has no more", async () => {
    const log = text(200, (index) => `line ${index} ${"x".repeat(30_000)}`);
    const { reader, asked } = await over(log);
    const tail = await reader.tail(logOf(log.byteLength), 50);
    expect(tail.length).toBeGreaterThan(30);
    expect(tail.length).toBeLessThan(36);
    expect(asked.map(({ size }) => size / KIB)).toEqual([16, 64, 256, 1024]);
  });

  test("when many are wanted, are read in a larger piece at once", async () => {
    const log = text(100_000, (index) => `line ${index}`);
    const { reader, asked } = await over(log);
    expect(await reader.tail(logOf(log.byteLength), 1000)).toEqual(lines(99_000, 100_000));
    expect(asked.map(({ size }) => size / KIB)).toEqual([256]);
  });

  test("are those of now, though the log has grown since it was listed", async () => {
    const log = text(100_000, (index) => `line ${index}`);
    const { reader } = await over(log);
    expect(await reader.tail(logOf(log.byteLength - 50_000), 2)).toEqual(lines(99_998, 100_000));
  });

  test("are those of a log begun anew, which is shorter than it was listed", async () => {
    const log = text(5, (index) => `line ${index}`);
    const { reader, asked } = await over(log);
    expect(await reader.tail(logOf(100_000), 50)).toEqual(lines(0, 5));
    expect(asked).toEqual([
      { offset: -16 * KIB, size: 16 * KIB },
      { offset: 0, size: 16 * KIB },
    ]);
  });

  test("are read on the volume where the log lies", async () => {
    const log = text(5, (index) => `line ${index}`);
    const { reader, asked } = await over(log);
    await reader.tail(logOf(log.byteLength, { output: { taskId: 7, volume: "big_disks" } }), 50);
    expect(asked[0]?.volume).toBe("big_disks");
  });

  test("are none where the hub cleared the log away", async () => {
    const { reader } = await over(null);
    expect(await reader.tail(logOf(100_000), 50)).toEqual([]);
    expect(await reader.excerpt(logOf(100), 50)).toEqual([]);
  });

  test.each(["root.log.gz", "root.log.1.xz"])("are none of the packed %s, and nothing is read", async (name) => {
    const { reader, asked } = await over(Buffer.alloc(100_000, "x"));
    expect(await reader.tail(logOf(100_000, { name }), 50)).toEqual([]);
    expect(asked).toEqual([]);
  });

  test("of a log in JSON are those in its strings", async () => {
    const log = Buffer.from(JSON.stringify({ log: "line 0\nline 1\n", success: false }));
    const { reader } = await over(log);
    expect(await reader.tail(logOf(log.byteLength, { name: "x86_64-ec2.log.json" }), 2)).toEqual([
      "line 1",
      '","success":false}',
    ]);
  });

  test("of many logs travel in one request, and what is asked twice once", async () => {
    const log = text(10, (index) => `line ${index}`);
    const { reader, requests } = await over(log);
    const logs = Array.from({ length: 30 }, (_, id) =>
      logOf(log.byteLength, { url: `https://files.example.org/${id}`, output: { taskId: id, volume: "DEFAULT" } }),
    );
    const tails = await Promise.all([...logs, ...logs].map((one) => reader.tail(one, 5)));
    expect(tails).toEqual(tails.map(() => lines(5, 10)));
    expect(requests().map((calls) => calls.length)).toEqual([30]);
  });

  test("that the hub refuses to give are an error", async () => {
    const hub = await startHub(kojiMethods({}));
    const client = createHubClient({ url: hub.url });
    onTestFinished(() => client.close());
    const reader = createLogReader(createHubReader(client), () => Promise.resolve(null));
    await expect(reader.tail(logOf(10), 5)).rejects.toThrow("Invalid method: downloadTaskOutput");
  });
});

describe("an excerpt of a log", () => {
  test("is its error, found in the first piece", async () => {
    const log = Buffer.concat([text(50_000, (index) => `line ${index}`), Buffer.from("Error: it broke\n")]);
    const { reader, asked } = await over(log);
    expect(await reader.excerpt(logOf(log.byteLength), 2)).toEqual(["line 49999", "Error: it broke"]);
    expect(asked.map(({ size }) => size / KIB)).toEqual([64]);
  });

  test("is its error further up, found in a larger piece", async () => {
    const log = Buffer.concat([
      text(5000, (index) => `line ${index}`),
      Buffer.from("Error: it broke\n"),
      text(10_000, (index) => `line ${index}`),
    ]);
    const { reader, asked } = await over(log);
    expect(await reader.excerpt(logOf(log.byteLength), 5)).toContain("Error: it broke");
    expect(asked.map(({ size }) => size / KIB)).toEqual([64, 256]);
  });

  test("is its last lines where no error is found", async () => {
    const log = text(100_000, (index) => `line ${index}`);
    const { reader, asked } = await over(log);
    expect(await reader.excerpt(logOf(log.byteLength), 20)).toEqual(lines(99_980, 100_000));
    expect(asked.map(({ size }) => size / KIB)).toEqual([64, 256]);
  });
});

describe("the log of a finished build", () => {
  const reading = (end: (maxBytes: number) => LogEnd | null) => {
    const asked: [url: string, maxBytes: number][] = [];
    const client = createHubClient({ url: "http://127.0.0.1:1/kojihub" });
    onTestFinished(() => client.close());
    const reader = createLogReader(createHubReader(client), (url, maxBytes) => {
      asked.push([url, maxBytes]);
      return Promise.resolve(end(maxBytes));
    });
    return { reader, asked };
  };
  const log = logOf(0, { url: "https://files.example.org/packages/x/root.log", size: null, output: null });

  test("is read from the file server by its address, never from the hub", async () => {
    const { reader, asked } = reading((maxBytes) => ({
      bytes: Buffer.from(`${"x".repeat(maxBytes - 14)}\nline 0\nline 1`),
      fromStart: false,
    }));
    expect(await reader.tail(log, 2)).toEqual(lines(0, 2));
    expect(asked).toEqual([[log.url, 16 * KIB]]);
  });

  test("has no lines where it is gone", async () => {
    expect(await reading(() => null).reader.tail(log, 2)).toEqual([]);
  });
});

describe("the whole of a text", () => {
  test("is read at once where it is small, with what stands in it as it is", async () => {
    const body = Buffer.from("lang de_DE.UTF-8\r\n# Grüße\u001b[0m\n\n");
    const { reader, asked } = await over(body);
    expect(await reader.whole(logOf(body.byteLength))).toBe(body.toString());
    expect(asked).toEqual([{ offset: 0, size: 1024 * KIB }]);
  });

  test("is not read where it is larger than a MiB, and is null where it is gone", async () => {
    const large = await over(text(200_000, (index) => `line ${index}`));
    expect(await large.reader.whole(logOf(2_000_000))).toBeNull();
    expect(large.asked).toEqual([]);
    const gone = await over(null);
    expect(await gone.reader.whole(logOf(10))).toBeNull();
  });

  test("is null where it has grown beyond a MiB since it was listed", async () => {
    const { reader } = await over(text(200_000, (index) => `line ${index}`));
    expect(await reader.whole(logOf(10))).toBeNull();
    expect(await reader.whole(logOf(0, { size: null }))).toBeNull();
  });
});
