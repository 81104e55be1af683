import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { encodeFault, encodeResponse } from "../koji/xmlrpc/encode.ts";
import type { Dispatcher } from "./dispatch.ts";
import { HubFault } from "./fault.ts";
import { serveFile } from "./files.ts";
import { KOJI_VERSION } from "./methods/system.ts";
import { BadRequest, type Call, readCall } from "./request-reader.ts";
import { isStruct } from "./values.ts";
import type { World } from "./world/world.ts";

/** Koji's MaxRequestLength. */
const LARGEST_REQUEST = 4 * 1024 * 1024;

/** What was asked in one request; a multiCall is unpacked. */
export type SampleHubRequest = {
  readonly calls: readonly Call[];
  readonly multiCall: boolean;
  readonly requestBytes: number;
  readonly responseBytes: number;
};

export type ServerParts = {
  readonly world: World;
  readonly dispatch: Dispatcher;
  readonly latencyMs: number;
  readonly onRequest: ((request: SampleHubRequest) => void) | null;
};

/** One HTTP request: the hub, the files, or the page that stands for those of Koji and of its repository. */
export async function answer(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "").split("?")[0] ?? "";
  if (/^\/kojihub(\/|$)/.test(path)) return answerCall(parts, request, response);
  if (/^\/kojifiles(\/|$)/.test(path)) return serveFile(parts.world, request, response);
  const inRepository = /^\/kickstarts\/aurora-kickstarts\.git\/(.+)$/.exec(path)?.[1];
  if (inRepository !== undefined) return sendFile(response, parts.world.kickstarts.files.get(inRepository));
  const known = /^\/(?:koji|kickstarts\/aurora-kickstarts\/commit)(\/|$)/.test(path);
  const body = known
    ? "<!DOCTYPE html><title>Sample hub</title><p>The sample hub has no web pages.</p>\n"
    : "Not Found\n";
  response
    .writeHead(known ? 200 : 404, { "Content-Type": known ? "text/html" : "text/plain", "Content-Length": body.length })
    .end(body);
}

/** Of the git repository; whatever it is, git knows. */
function sendFile(response: ServerResponse, file: Buffer | undefined): void {
  const headers = { "Content-Type": "application/octet-stream", "Content-Length": file?.length ?? 0 };
  response.writeHead(file === undefined ? 404 : 200, headers).end(file);
}

async function answerCall(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "POST")
    return send(
      response,
      405,
      request.method === "HEAD"
        ? ""
        : "Method Not Allowed\nThis is an XML-RPC server. Only POST requests are accepted.\n",
    );
  if (request.headers["content-length"] === undefined) return lengthRequired(response);
  try {
    const body = await bodyOf(request);
    const call = await readCall(body);
    const bytes = respond(parts.dispatch, call);
    if (parts.latencyMs > 0) await setTimeout(parts.latencyMs);
    response
      .writeHead(200, { "Koji-Version": KOJI_VERSION, "Content-Type": "text/xml", "Content-Length": bytes.length })
      .end(bytes);
    parts.onRequest?.({ ...unpacked(call), requestBytes: body.length, responseBytes: bytes.length });
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    send(response, 400, `Invalid request: ${error.message}`);
  }
}

/** A fault is an answer like any other, with HTTP 200. */
function respond(dispatch: Dispatcher, { methodName, params }: Call): Buffer {
  try {
    return encodeResponse(dispatch(methodName, params));
  } catch (error) {
    if (error instanceof HubFault) return encodeFault(error.code, error.faultString);
    throw error;
  }
}

function unpacked(call: Call): { readonly calls: readonly Call[]; readonly multiCall: boolean } {
  const multiCall = call.methodName === "multiCall" || call.methodName === "system.multicall";
  const [list] = call.params;
  if (!multiCall || !Array.isArray(list)) return { calls: [call], multiCall };
  const calls = list.map((one: unknown): Call => {
    const { methodName, params } = isStruct(one) ? one : {};
    return { methodName: String(methodName), params: Array.isArray(params) ? params : [] };
  });
  return { calls, multiCall };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  // The rest of a request that is too long is read all the same: else the client never sees the answer.
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size <= LARGEST_REQUEST) pieces.push(piece);
  }
  if (size > LARGEST_REQUEST) throw new BadRequest("Request too long");
  return Buffer.concat(pieces);
}

function send(response: ServerResponse, status: number, body: string): void {
  const allow = status === 405 ? { Allow: "POST" } : {};
  response
    .writeHead(status, {
      "Koji-Version": KOJI_VERSION,
      ...allow,
      "Content-Type": "text/plain",
      "Content-Length": Buffer.byteLength(body),
    })
    .end(body);
}

/** Apache answers this before Koji sees the request, so without Koji's header. */
function lengthRequired(response: ServerResponse): void {
  const body =
    "<!DOCTYPE HTML>\n<html><head>\n<title>411 Length Required</title>\n</head><body>\n<h1>Length Required</h1>\n</body></html>\n";
  response
    .writeHead(411, {
      "Content-Type": "text/html; charset=iso-8859-1",
      "Content-Length": body.length,
      Connection: "close",
    })
    .end(body);
}
