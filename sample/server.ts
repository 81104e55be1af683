import type { IncomingMessage, ServerResponse } from "node:http";
import { answerCall, type CallRoute } from "./call-route.ts";
import { serveFile } from "./files.ts";
import { refuse, sendText } from "./http-answers.ts";
import type { World } from "./world/world.ts";

export type ServerParts = {
  readonly world: World;
  readonly route: CallRoute;
};

/** One HTTP request: the hub, the files, or the page that stands for those of Koji and of its repository. */
export async function answer(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "").split("?")[0] ?? "";
  if (/^\/kojihub(\/|$)/.test(path)) return answerHub(parts, request, response);
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

async function answerHub({ route }: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method } = request;
  if (method !== "POST") return sendText(response, 405, method === "HEAD" ? "" : POST_ONLY);
  if (request.headers["content-length"] === undefined)
    return refuse(request, response, { status: 411, headers: { Connection: "close" } });
  return answerCall(route, request, response);
}

const POST_ONLY = "Method Not Allowed\nThis is an XML-RPC server. Only POST requests are accepted.\n";
