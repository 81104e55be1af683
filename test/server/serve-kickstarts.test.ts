import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import type { KickstartRepositoryConfiguration } from "../../config/configuration.ts";
import { serve } from "../../server/serve.ts";
import { configurationOf } from "../config/given.ts";
import { createTestRepository } from "../support/git-repository.ts";

/** A gateway without hubs, over repositories of kickstarts; and what it logs. */
async function served(kickstarts: readonly Partial<KickstartRepositoryConfiguration>[], copies: string) {
  const lines: { msg: string; repository?: string; problem?: string }[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(JSON.parse(chunk.toString()));
      done();
    },
  });
  const repositories = kickstarts.map((one) => ({ name: "ks", url: "", ref: null, owners: null, aliases: [], ...one }));
  const yaml = "listen: { port: 0 }\nhubs: { koji: { url: 'http://127.0.0.1:9/kojihub' } }\n";
  const configuration = { ...configurationOf({ yaml }), kickstarts: repositories, copies };
  const gateway = await serve({ configuration, catalogue: [], log: pino(sink) });
  const ask = async (query: string) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers,
      body: JSON.stringify({ query }),
    });
    return response.json();
  };
  return { ...gateway, ask, lines };
}

function folderFor(): string {
  const folder = mkdtempSync(join(tmpdir(), "copies-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function originWith(source: string) {
  const origin = createTestRepository();
  onTestFinished(() => origin.remove());
  origin.commit("one", { "a.ks": source });
  return origin;
}

const SOURCE = '{ kickstart(path: "a.ks", repository: "ks") { source } }';

test("the very first question is answered, though nothing was fetched when it came", async () => {
  const origin = originWith("lang en_US.UTF-8\n");
  const gateway = await served([{ url: origin.path }], folderFor());
  expect(await gateway.ask(SOURCE)).toEqual({ data: { kickstart: { source: "lang en_US.UTF-8\n" } } });
  await gateway.close();
});

test("a start without the origin answers from the copy of the last one, and logs what is wrong", async () => {
  const [origin, copies] = [originWith("lang en_US.UTF-8\n"), folderFor()];
  const first = await served([{ url: origin.path }], copies);
  await first.ask(SOURCE);
  await first.close();
  origin.remove();
  const second = await served([{ url: origin.path }], copies);
  expect(await second.ask(SOURCE)).toEqual({ data: { kickstart: { source: "lang en_US.UTF-8\n" } } });
  await expect
    .poll(() => second.lines.find(({ repository }) => repository === "ks"))
    .toMatchObject({
      level: 40,
      msg: "kickstarts cannot be fetched",
      problem: expect.stringContaining("does not appear to be a git repository"),
    });
  await second.close();
});

test("a server of kickstarts that never answers delays neither other answers nor the end", async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => {
    silent.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  // A server that listens on a port has an address of this shape.
  const { port } = silent.address() as AddressInfo;
  const origin = originWith("lang en_US.UTF-8\n");
  const hanging = { name: "hanging", url: `http://127.0.0.1:${port}/ks.git` };
  const gateway = await served([hanging, { url: origin.path }], folderFor());
  expect(await gateway.ask(SOURCE)).toEqual({ data: { kickstart: { source: "lang en_US.UTF-8\n" } } });
  expect(await gateway.ask("{ kickstartRepositories { name problem } }")).toEqual({
    data: {
      kickstartRepositories: [
        { name: "hanging", problem: null },
        { name: "ks", problem: null },
      ],
    },
  });
  await gateway.close();
  expect(gateway.lines.some(({ repository }) => repository === "hanging")).toBe(false);
});
