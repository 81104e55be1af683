import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type LyingProxy = { readonly url: string; readonly close: () => Promise<void> };

/** Stands before a hub and changes its answers, but only those to the gateway: the xmlrpc package hears the truth. */
export async function startLyingProxy(hubUrl: string, lie: (answer: string) => string): Promise<LyingProxy> {
  const server = createServer((request, response) => {
    void (async () => {
      const answer = await fetch(hubUrl, { method: "POST", body: await textOf(request) });
      const truth = await answer.text();
      const told = request.headers["user-agent"] === "NodeJS XML-RPC Client" ? truth : lie(truth);
      response.writeHead(answer.status, { "content-type": "text/xml" }).end(told);
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // A server that listens on a port has an address of this shape.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/kojihub`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}
