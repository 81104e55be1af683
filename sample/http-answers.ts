import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { KOJI_VERSION } from "./methods/system.ts";

export function sendXml(response: ServerResponse, answer: Buffer, more: OutgoingHttpHeaders = {}): void {
  const headers = { "Koji-Version": KOJI_VERSION, "Content-Type": "text/xml", "Content-Length": answer.length };
  response.writeHead(200, { ...more, ...headers }).end(answer);
}

export function sendText(response: ServerResponse, status: number, body: string): void {
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

const TITLES: ReadonlyMap<number, string> = new Map([
  [401, "Unauthorized"],
  [403, "Forbidden"],
  [411, "Length Required"],
]);

type Refusal = { readonly status: number; readonly headers: OutgoingHttpHeaders };

/** What Apache answers before Koji sees the request: a page without Koji's header. The body is read to its end. */
export function refuse(request: IncomingMessage, response: ServerResponse, { status, headers }: Refusal): void {
  request.resume();
  const title = TITLES.get(status) ?? "Error";
  const body = `<!DOCTYPE HTML>\n<html><head>\n<title>${status} ${title}</title>\n</head><body>\n<h1>${title}</h1>\n</body></html>\n`;
  response
    .writeHead(status, { "Content-Type": "text/html; charset=iso-8859-1", "Content-Length": body.length, ...headers })
    .end(body);
}
