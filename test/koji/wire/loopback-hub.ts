import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer as createTcpServer } from "node:net";
import type { Server as TcpServer, Socket } from "node:net";
import { onTestFinished } from "vitest";
import { decodeCall } from "../../../koji/xmlrpc/decode.ts";
import { encodeFault, encodeResponse } from "../../../koji/xmlrpc/encode.ts";
import { isList, isStruct } from "../../../koji/requests/value-shape.ts";
import type { XmlRpcCall, XmlRpcValue } from "../../../koji/xmlrpc/value.ts";

/** A request as a loopback hub got it, body and all. */
export type Received = {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Which TCP connection brought it, counted from 1. */
  readonly connection: number;
};

export type Answer = (request: Received, response: ServerResponse) => void | Promise<void>;

export type LoopbackHub = {
  readonly url: string;
  /** In the order in which they came. */
  readonly requests: Received[];
  /** TCP connections ever opened. */
  readonly connections: () => number;
  /** The most requests that were unanswered at once. */
  readonly busiest: () => number;
  /** Closes every connection, and takes none any more. */
  readonly stop: () => Promise<void>;
};

/** A server on loopback that answers each request with `answer`; ends with the test. */
export async function startHub(answer: Answer, server: Server = createServer()): Promise<LoopbackHub> {
  const requests: Received[] = [];
  const sockets = new Map<object, number>();
  let open = 0;
  let busiest = 0;
  const take = async (incoming: IncomingMessage, response: ServerResponse) => {
    if (!sockets.has(incoming.socket)) sockets.set(incoming.socket, sockets.size + 1);
    const { method, url, headers } = incoming;
    const connection = sockets.get(incoming.socket) ?? 0;
    open += 1;
    busiest = Math.max(busiest, open);
    response.on("close", () => (open -= 1));
    const request = { method, url, headers, body: await readAll(incoming), connection };
    requests.push(request);
    await answer(request, response);
  };
  server.on("request", (incoming, response) => void take(incoming, response));
  const port = await listen(server);
  const scheme = "setSecureContext" in server ? "https" : "http";
  const url = `${scheme}://127.0.0.1:${port}/kojihub`;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, requests, connections: () => sockets.size, busiest: () => busiest, stop };
}

/** A server on loopback that speaks something else; ends with the test. */
export async function startTcpServer(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => {
    sockets.push(socket);
    onConnection(socket);
  });
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()));
  return listen(server);
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listen(server: TcpServer | Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server listens on no port.");
  return address.port;
}

/** Something a test waits for. */
export function latch(): { readonly open: () => void; readonly opened: Promise<void> } {
  const events = new EventEmitter();
  const opened = once(events, "open").then(() => undefined);
  return { open: () => void events.emit("open"), opened };
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk);
  } catch {
    // The caller went away; what came is what there is.
  }
  return Buffer.concat(chunks);
}

/** Sends an XML-RPC document as Koji does. */
export function sendXml(response: ServerResponse, body: Uint8Array, headers: Record<string, string> = {}): void {
  response.writeHead(200, {
    "content-type": "text/xml",
    "content-length": body.byteLength,
    "koji-version": "1.35.3",
    ...headers,
  });
  response.end(body);
}

/** Thrown by a method of `kojiMethods` to answer with a fault. */
export class HubRefusal extends Error {
  readonly code: number;
  /** Faults the multiCall as a whole, as an error of a lazy list does while the hub writes its answer. */
  readonly whole: boolean;
  constructor(code: number, message: string, whole = false) {
    super(message);
    this.code = code;
    this.whole = whole;
  }
}

export type KojiMethods = Readonly<Record<string, (...params: XmlRpcValue[]) => XmlRpcValue>>;

/** Answers as Koji answers, multiCall included, with the results of `methods`. */
export const kojiMethods =
  (methods: KojiMethods): Answer =>
  ({ body }, response) => {
    try {
      sendXml(response, encodeResponse(perform(methods, decodeCall(body))));
    } catch (error) {
      if (!(error instanceof HubRefusal)) throw error;
      sendXml(response, encodeFault(error.code, error.message));
    }
  };

function perform(methods: KojiMethods, call: XmlRpcCall): XmlRpcValue {
  if (call.methodName === "multiCall") return innerCalls(call).map((inner) => slot(methods, inner));
  const method = methods[call.methodName];
  if (method === undefined) throw new HubRefusal(1000, `Invalid method: ${call.methodName}`);
  return method(...call.params);
}

function slot(methods: KojiMethods, call: XmlRpcCall): XmlRpcValue {
  try {
    return [perform(methods, call)];
  } catch (error) {
    if (!(error instanceof HubRefusal) || error.whole) throw error;
    const traceback = ["Traceback (most recent call last):\n", `koji.GenericError: ${error.message}\n`];
    return { faultCode: error.code, faultString: error.message, traceback };
  }
}

/** The calls in a multiCall; any other call stands for itself. */
export function innerCalls(call: XmlRpcCall): readonly XmlRpcCall[] {
  const [list] = call.params;
  if (call.methodName !== "multiCall" || list === undefined || !isList(list)) return [call];
  return list.map((item) => {
    const { methodName, params } = isStruct(item) ? item : {};
    if (typeof methodName !== "string" || params === undefined || !isList(params))
      throw new Error("No call in a multiCall");
    return { methodName, params };
  });
}

/** The method names each request carried, one list per request. */
export const carried = (hub: LoopbackHub): string[][] =>
  hub.requests.map(({ body }) => innerCalls(decodeCall(body)).map(({ methodName }) => methodName));
