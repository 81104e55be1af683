import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A line to a server on loopback that is slow, or cut. */
export type BadLine = {
  readonly port: number;
  /** Of each answer. */
  delayMs: number;
  /** Ends all connections, and each new one at once, until it is mended. */
  readonly cut: () => void;
  readonly mend: () => void;
  readonly close: () => void;
};

export async function startBadLine(target: number): Promise<BadLine> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    near.pipe(far);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    far.on("data", (chunk: Buffer) => setTimeout(() => near.write(chunk), line.delayMs));
    if (isCut) endAll();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address.
  const { port } = server.address() as AddressInfo;
  const line: BadLine = {
    port,
    delayMs: 0,
    cut() {
      isCut = true;
      endAll();
    },
    mend() {
      isCut = false;
    },
    close() {
      endAll();
      server.close();
    },
  };
  return line;
}
