import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SampleHubOptions } from "../../sample/sample-hub.ts";
import { type Child, type Program, startChild } from "./child.ts";

/** What went through a relay since it was asked last. */
export type Counts = { readonly requests: number; readonly calls: number; readonly bytes: number };

export type HubAddresses = { readonly hubUrl: string; readonly filesUrl?: string; readonly webUrl?: string };

/** `catalogue`: the text of an images.yaml. */
export type GatewayOf = {
  readonly hub: HubAddresses;
  readonly catalogue?: string | null;
  readonly redis?: string | null;
  readonly memoryMiB?: number;
};

/** Starts the processes of one part. All of them are built JavaScript, or not ours. */
export type Processes = ReturnType<typeof createProcesses>["processes"];

/** Runs `work`, and stops whatever it started. */
export async function withProcesses<T>(work: (processes: Processes) => Promise<T>): Promise<T> {
  const { processes, end } = createProcesses(await mkdtemp(join(tmpdir(), "koji-image-bench-")));
  try {
    return await work(processes);
  } finally {
    await end();
  }
}

function createProcesses(folder: string) {
  const { start, stopAll } = createStarter();
  const configure = createConfigurer(folder);
  /** Any file of bench/ that talks in lines; `args` reach it as JSON. */
  const node = <Ready>(file: string, ...args: unknown[]) =>
    start<Ready>({ command: process.execPath, args: [ours(file), ...args.map((arg) => JSON.stringify(arg))] });

  const processes = {
    /** A program that is not ours. */
    start,
    /** For files of the part; gone when it ends. */
    folder,
    node,
    hub: (options: SampleHubOptions) =>
      node<Required<HubAddresses> & { readonly catalogue: string }>("processes/hub.mjs", options),
    /** Stands before a hub and counts; asked anything, it tells what came by since. */
    relay: (hubUrl: string) => node<Pick<HubAddresses, "hubUrl">>("processes/relay.mjs", hubUrl),
    /** Asks, as much as it can or as it is told; see load.mjs. */
    load: () => node<unknown>("processes/load.mjs"),
    redis: async () => {
      const port = await freePort();
      const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder, "--daemonize", "no"];
      await start({ command: "redis-server", args, readyOf: () => null });
      return `redis://127.0.0.1:${port}`;
    },
    /** Asked for `fresh`, the process has another gateway that knows nothing, and answers with its address. */
    gateway: async (gateway: GatewayOf) =>
      node<{ readonly url: string }>("processes/gateway.mjs", { config: await configure(gateway) }),
    /** A gateway as people start it. */
    command: async (gateway: GatewayOf) =>
      start<{ readonly url: string }>({
        command: process.execPath,
        args: [ours("../dist/cli/main.js"), "serve", "--config", await configure(gateway)],
        readyOf: (line) => ({ url: /http:[^\s]+/u.exec(line)?.[0] }),
      }),
  };
  const end = async () => {
    await stopAll();
    await rm(folder, { recursive: true, force: true });
  };
  return { processes, end };
}

function createStarter() {
  const started: Child<unknown>[] = [];
  return {
    start: async <Ready>(program: Program): Promise<Child<Ready>> => {
      const env = { NODE_ENV: "production", ...program.env };
      const child = await startChild<Ready>({ ...program, env });
      started.push(child);
      return child;
    },
    stopAll: () => Promise.all(started.map((child) => child.stop())),
  };
}

/** Writes the configuration that a gateway is to have, and answers with its file. */
function createConfigurer(folder: string) {
  let files = 0;
  return async (gateway: GatewayOf): Promise<string> => {
    files += 1;
    const [file, images] = [join(folder, `gateway-${files}.yaml`), join(folder, `images-${files}.yaml`)];
    if (gateway.catalogue) await writeFile(images, gateway.catalogue);
    await writeFile(file, JSON.stringify(configurationOf(gateway, gateway.catalogue ? images : null)));
    return file;
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo; // listening on TCP
      server.close(() => resolve(port));
    });
  });
}

const ours = (file: string): string => fileURLToPath(new URL(`../${file}`, import.meta.url));

/** Calls a second are bounded to spare a hub, which would be all that is measured of the larger ones. */
const LIMITS = { callsPerSecond: 10_000 };

/** JSON is YAML, too. The log is off as it is in the peers. */
const configurationOf = ({ hub, redis, memoryMiB }: GatewayOf, catalogue: string | null) => ({
  listen: { host: "127.0.0.1", port: 0 },
  logLevel: "error",
  hubs: { koji: { url: hub.hubUrl, filesUrl: hub.filesUrl, webUrl: hub.webUrl, limits: LIMITS } },
  ...(redis || memoryMiB ? { cache: { ...(redis ? { redis } : {}), ...(memoryMiB ? { memoryMiB } : {}) } } : {}),
  ...(catalogue ? { catalogue } : {}),
});
