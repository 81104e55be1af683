import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { graphqlQuestion, type LoadReport, steadyTurns } from "../../bench/load.ts";
import { type Processes, withProcesses } from "../../bench/processes/processes.ts";

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function listening(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`; // listening on TCP
}

const asked = (processes: Processes, job: object): Promise<LoadReport> =>
  processes.load().then((load) => load.ask<LoadReport>(job));

test("a crowd asks once each, and is told what it was answered", async () => {
  const bodies: string[] = [];
  const url = await listening((request, response) => {
    request.on("data", (chunk: Buffer) => bodies.push(chunk.toString())).on("end", () => response.end('{"data":1}'));
  });
  const request = graphqlQuestion(url, "{ hello }", { of: "ü" });
  const report = await withProcesses((processes) => asked(processes, { want: "crowd", request, clients: 20 }));
  expect(report).toMatchObject({ answers: 20, statuses: { 200: 20 }, sample: '{"data":1}' });
  expect(new Set(bodies)).toEqual(new Set(['{"query":"{ hello }","variables":{"of":"ü"}}']));
  expect(bodies).toHaveLength(20);
});

test("answers in chunks, and answers in pieces, are read to their ends", async () => {
  let turn = 0;
  const long = "x".repeat(300_000);
  const url = await listening((request, response) => {
    turn += 1;
    if (turn % 2 === 0) response.setHeader("content-length", long.length + 2);
    response.write("[");
    setImmediate(() => response.end(`${long}]`));
    request.resume();
  });
  const report = await withProcesses((processes) =>
    asked(processes, { want: "steady", request: { url }, clients: 2, seconds: 0.2 }),
  );
  expect(report.answers).toBeGreaterThanOrEqual(2);
  expect(report.statuses).toEqual({ 200: report.answers });
  expect(turn).toBe(report.answers);
});

test("an answer that is not 200 spoils a contest rather than win it", async () => {
  const url = await listening((request, response) => {
    request.resume();
    response.writeHead(503).end("busy");
  });
  await withProcesses(async (processes) => {
    const turn = steadyTurns(await processes.load(), graphqlQuestion(url, "{ hello }"), { clients: 1, seconds: 0.05 });
    await expect(turn()).rejects.toThrow(/503/u);
  });
});

test("pollers ask as often as they were told, by turns of what is asked", async () => {
  const seen = [0, 0];
  const urls = await Promise.all(
    seen.map((_, index) =>
      listening((request, response) => {
        seen[index] = (seen[index] ?? 0) + 1;
        request.resume();
        response.end("{}");
      }),
    ),
  );
  const job = { want: "polling", requests: urls.map((url) => ({ url })), clients: 10, everyMs: 200, seconds: 0.6 };
  const { answers } = await withProcesses((processes) => asked(processes, job));
  expect(answers).toBe(30);
  expect(seen).toEqual([15, 15]);
});

test("a server that closes what was idle is connected to again", async () => {
  const url = await listening((request, response) => {
    request.resume();
    response.end("{}", () => response.socket?.destroy());
  });
  const report = await withProcesses((processes) =>
    asked(processes, { want: "polling", requests: [{ url }], clients: 3, everyMs: 50, seconds: 0.2 }),
  );
  expect(report.statuses).toEqual({ 200: 12 });
});
