import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";

/** Stands before a server on loopback, and holds back each of its answers. */
export type SlowProxy = {
  readonly port: number;
  delayMs: number;
  /** How many answers came through. */
  readonly passed: () => number;
  readonly close: () => void;
};

export async function startSlowProxy(target: number): Promise<SlowProxy> {
  let passed = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    near.pipe(far);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    far.on("data", (chunk: Buffer) => {
      passed += 1;
      setTimeout(() => near.write(chunk), proxy.delayMs);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address.
  const { port } = server.address() as AddressInfo;
  const proxy: SlowProxy = {
    port,
    delayMs: 0,
    passed: () => passed,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
  return proxy;
}
