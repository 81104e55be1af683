import type { IncomingMessage, ServerResponse } from "node:http";
import { nodeAt, type Node } from "./file-tree.ts";
import { type Span, spanOf } from "./range.ts";
import type { World } from "./world/world.ts";

const CHUNK = 256 * 1024;
const PREFIX = "/kojifiles";

/** Answers GET and HEAD for a file or folder below the top of Koji's files; one range at most. */
export async function serveFile(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, "Method Not Allowed");
  const path = decodedPath(request.url ?? "");
  const node = path === null ? null : nodeAt(world, path.slice(PREFIX.length));
  if (path === null || node === null) return refuse(response, 404, "Not Found");
  if (node.kind === "folder") return listFolder(request, response, path, node.names);
  return sendFile(world, request, response, node);
}

function decodedPath(url: string): string | null {
  try {
    return decodeURIComponent(url.split("?")[0] ?? "");
  } catch {
    return null;
  }
}

function refuse(response: ServerResponse, status: number, title: string): void {
  const body = `<!DOCTYPE HTML>\n<html><head>\n<title>${status} ${title}</title>\n</head><body>\n<h1>${title}</h1>\n</body></html>\n`;
  response
    .writeHead(status, { "Content-Type": "text/html; charset=iso-8859-1", "Content-Length": Buffer.byteLength(body) })
    .end(body);
}

function listFolder(request: IncomingMessage, response: ServerResponse, path: string, names: readonly string[]): void {
  const title = `Index of ${escaped(path.replace(/\/$/, ""))}`;
  const items = names.map((name) => `<li><a href="${encodeURIComponent(name)}"> ${escaped(name)}</a></li>\n`).join("");
  const body = `<!DOCTYPE HTML>\n<html>\n <head>\n  <title>${title}</title>\n </head>\n <body>\n<h1>${title}</h1>\n<ul>${items}</ul>\n</body></html>\n`;
  response.writeHead(200, { "Content-Type": "text/html;charset=UTF-8", "Content-Length": Buffer.byteLength(body) });
  response.end(request.method === "HEAD" ? undefined : body);
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

async function sendFile(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  file: Node & { kind: "file" },
): Promise<void> {
  // One moment for the whole answer: a log may grow while it is sent.
  const now = world.now();
  const size = file.content.size(now);
  const span = spanOf(request.headers.range, size);
  const headers = {
    "Accept-Ranges": "bytes",
    "Last-Modified": new Date(file.writtenMs).toUTCString(),
    ETag: `"${size.toString(16)}-${Math.floor(file.writtenMs).toString(16)}"`,
  };
  if (span === "unsatisfiable") {
    response.writeHead(416, { ...headers, "Content-Range": `bytes */${size}`, "Content-Length": 0 }).end();
    return;
  }
  const { start, end } = span === "whole" ? { start: 0, end: size - 1 } : span;
  const partial = span === "whole" ? {} : { "Content-Range": `bytes ${start}-${end}/${size}` };
  response.writeHead(span === "whole" ? 200 : 206, { ...headers, ...partial, "Content-Length": end - start + 1 });
  if (request.method !== "HEAD")
    await sendSpan(response, { start, end }, (offset, length) => file.content.read(offset, length, now));
  response.end();
}

type Reader = (offset: number, length: number) => Buffer;

/** Piece by piece, waiting for the reader: an image of gigabytes takes no more memory than a piece. */
async function sendSpan(response: ServerResponse, { start, end }: Span, read: Reader): Promise<void> {
  for (let offset = start; offset <= end && !response.destroyed; offset += CHUNK) {
    if (response.write(read(offset, Math.min(CHUNK, end + 1 - offset)))) continue;
    await new Promise<void>((resolve) => {
      const done = () => {
        response.off("drain", done).off("close", done);
        resolve();
      };
      response.once("drain", done).once("close", done);
    });
  }
}
