import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between the gateway and a hub; `alter` changes the hub's answers, `status` replaces them. */
export type AlteringProxy = {
  readonly url: string;
  alter: (body: string, request: string) => string;
  status: number | null;
  /** How many requests it passed on or answered itself. */
  readonly count: () => number;
  readonly close: () => Promise<void>;
};

export async function startAlteringProxy(hubUrl: string): Promise<AlteringProxy> {
  let seen = 0;
  const server = createServer((request, response) => {
    seen += 1;
    void (async () => {
      const body = await textOf(request);
      if (proxy.status !== null) {
        response.writeHead(proxy.status, { "content-type": "text/html" }).end("<html>out of order</html>");
        return;
      }
      const answer = await fetch(hubUrl, { method: "POST", headers: { "content-type": "text/xml" }, body });
      const altered = proxy.alter(await answer.text(), body);
      response.writeHead(answer.status, { "content-type": "text/xml", "content-length": Buffer.byteLength(altered) });
      response.end(altered);
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // A server that listens on a port has an address of this shape.
  const { port } = server.address() as AddressInfo;
  const proxy: AlteringProxy = {
    url: `http://127.0.0.1:${port}/kojihub`,
    alter: (body) => body,
    status: null,
    count: () => seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return proxy;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
