import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const TITLE = "koji-image-gateway";
const FIRST_QUERY = `# How every image stands, the worst first.
# Ctrl+Enter runs it; the book at the left
# explains every field.
query {
  images(
    first: 20
    orderBy: { field: STATE, direction: DESC }
  ) {
    totalCount
    nodes {
      name
      status {
        state
        since
        arches {
          arch
          state
          failure { message log { url } }
        }
      }
    }
  }
}
`;

/** The page may load from here alone, whatever a later version of it would like to. */
const POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; frame-ancestors 'none'";

type Page = { readonly body: Buffer; readonly etag: string };

/** Whether a browser wants to see a page at /graphql rather than an answer. */
export const wantsGraphiql = ({ method, headers, url }: IncomingMessage): boolean =>
  (method === "GET" || method === "HEAD") &&
  (headers.accept ?? "").includes("text/html") &&
  !new URL(url ?? "/", "http://gateway").searchParams.has("query");

/**
 * GraphiQL in one page that loads nothing from elsewhere. It is 9 MB, 2.5 of them packed: made at the first visit,
 * kept packed, and not sent again to a browser that has it.
 */
export function createGraphiql(): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let page: Promise<Page> | null = null;
  return async (request, response) => {
    const { body, etag } = await (page ??= render());
    response.setHeader("etag", etag).setHeader("cache-control", "no-cache").setHeader("vary", "accept");
    if (request.headers["if-none-match"] === etag) {
      response.writeHead(304).end();
      return;
    }
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-encoding": "gzip",
      "content-length": body.length,
      "content-security-policy": POLICY,
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
    response.end(request.method === "HEAD" ? undefined : body);
  };
}

async function render(): Promise<Page> {
  // It holds the page as a text of 37 MB in memory, which a gateway that nobody visits can do without.
  const { renderGraphiQL } = await import("@graphql-yoga/render-graphiql");
  const html = renderGraphiQL({ endpoint: "/graphql", title: TITLE, defaultQuery: FIRST_QUERY });
  const body = await promisify(gzip)(html);
  return { body, etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"` };
}
