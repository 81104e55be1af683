import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between the gateway and a hub, and lets requests through when the test says so. */
export type GatedProxy = {
  readonly url: string;
  /** From now on requests wait. */
  readonly shut: () => void;
  /** Those that wait go through, and all later ones. */
  readonly open: () => void;
  /** From now on the hub is out of order. */
  readonly break: () => void;
  /** How many came so far. */
  readonly arrived: () => number;
  /** How many left without an answer. */
  readonly left: () => number;
  readonly close: () => void;
};

export async function startGatedProxy(hubUrl: string): Promise<GatedProxy> {
  let gate = newGate();
  let broken = false;
  const counts = { arrived: 0, left: 0 };
  gate.open();
  const server = createServer((request, response) => {
    counts.arrived += 1;
    response.on("close", () => (counts.left += response.writableFinished ? 0 : 1));
    void (async () => {
      const body = await textOf(request);
      await gate.opened;
      if (broken) return response.writeHead(500).end("out of order");
      const answer = await fetch(hubUrl, { method: "POST", headers: { "content-type": "text/xml" }, body });
      response.writeHead(answer.status, { "content-type": "text/xml" }).end(await answer.text());
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    // A server that listens on a port has an address of this shape.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/kojihub`,
    shut: () => {
      gate = newGate();
    },
    open: () => gate.open(),
    break: () => {
      broken = true;
    },
    arrived: () => counts.arrived,
    left: () => counts.left,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function newGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
