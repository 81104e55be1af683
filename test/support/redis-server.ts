import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Redis } from "ioredis";

const there = spawnSync("redis-server", ["--version"]).status === 0;

/** Tests that need a Redis are skipped where there is none; `note` says so in their names. */
export const WITH_REDIS = { there, note: there ? "" : " (skipped: redis-server is not installed)" };

/** A Redis of a test's own on loopback. */
export type RedisServer = {
  readonly port: number;
  readonly url: string;
  /** For the test's own questions; connected. */
  readonly client: Redis;
  /** As when the machine fails; `start` starts it again, with nothing in it. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** It takes connections and commands, and answers nothing. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly stop: () => Promise<void>;
};

export async function startRedis(...options: readonly string[]): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "redis-"));
  const port = await freePort();
  const args = ["--save", "", "--bind", "127.0.0.1", "--dir", folder, "--port", String(port), ...options];
  return serverAt({ port, args, folder });
}

/** `--cluster-enabled` nodes that share the slots; stops all. */
export async function startCluster(
  size: number,
): Promise<{ nodes: readonly RedisServer[]; stop: () => Promise<void> }> {
  const nodes = await Promise.all(
    Array.from({ length: size }, async () =>
      startRedis(
        "--cluster-enabled",
        "yes",
        "--cluster-port",
        String(await freePort()),
        "--cluster-node-timeout",
        "1000",
      ),
    ),
  );
  const share = Math.ceil(16_384 / size);
  for (const [index, { client }] of nodes.entries()) {
    await client.call("CLUSTER", "SET-CONFIG-EPOCH", index + 1);
    await client.call("CLUSTER", "ADDSLOTSRANGE", index * share, Math.min((index + 1) * share, 16_384) - 1);
  }
  const [first, ...others] = nodes;
  for (const { port, client } of others) {
    const busPort = await client.config("GET", "cluster-port");
    await first?.client.call("CLUSTER", "MEET", "127.0.0.1", port, String(busPort).split(",")[1] ?? "");
  }
  for (const { client } of nodes) {
    while (!(await client.cluster("INFO")).includes("cluster_state:ok")) await wait(20);
  }
  // A young cluster loses messages between nodes that have not met.
  await Promise.all(nodes.map((node) => untilHeardByAll(node, nodes)));
  return { nodes, stop: async () => void (await Promise.all(nodes.map(({ stop }) => stop()))) };
}

async function untilHeardByAll({ client, port }: RedisServer, nodes: readonly RedisServer[]): Promise<void> {
  const channel = `heard-${port}`;
  const deaf = new Set(nodes);
  const listeners = nodes.map((node) => {
    const listener = node.client.duplicate({ lazyConnect: false, enableReadyCheck: true });
    listener.on("message", () => deaf.delete(node));
    return listener;
  });
  await Promise.all(listeners.map((listener) => listener.subscribe(channel)));
  while (deaf.size > 0) {
    await client.publish(channel, "");
    await wait(20);
  }
  for (const listener of listeners) listener.disconnect();
}

/** Watches `master` under the name `images`. */
export async function startSentinel(master: RedisServer): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-"));
  const port = await freePort();
  const file = join(folder, "sentinel.conf");
  const lines = [
    `port ${port}`,
    "bind 127.0.0.1",
    `dir ${folder}`,
    `sentinel monitor images 127.0.0.1 ${master.port} 1`,
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  return serverAt({ port, args: [file, "--sentinel"], folder });
}

async function serverAt({ port, args, folder }: { port: number; args: readonly string[]; folder: string }) {
  const client = new Redis({
    port,
    host: "127.0.0.1",
    lazyConnect: true,
    retryStrategy: () => 20,
    enableReadyCheck: false,
  });
  client.on("error", () => undefined);
  let running: ChildProcess | null = null;
  const start = async () => {
    running = spawn("redis-server", args, { stdio: "ignore" });
    // It tries until it is connected, as it does when the server was killed.
    if (client.status === "wait") client.connect().catch(() => undefined);
    while (client.status !== "ready") await wait(5);
    while (!(await client.ping().catch(() => false))) await wait(5);
  };
  const kill = async () => {
    const ending = running;
    running = null;
    if (ending === null) return;
    const exit = once(ending, "exit");
    ending.kill("SIGKILL");
    await exit;
  };
  const server: RedisServer = {
    port,
    url: `redis://127.0.0.1:${port}`,
    client,
    kill,
    start,
    pause: () => void running?.kill("SIGSTOP"),
    resume: () => void running?.kill("SIGCONT"),
    async stop() {
      client.disconnect();
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await start();
  return server;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
