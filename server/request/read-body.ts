import type { IncomingMessage } from "node:http";
import { QUERY_LIMITS } from "../query-limits.ts";
import { Refusal } from "./refusal.ts";

const MAX_BYTES = QUERY_LIMITS.bodyBytes;

/** The body as text. What is too long is read to its end and thrown away, so that the caller hears why. */
export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BYTES) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on("end", () => {
      if (bytes > MAX_BYTES) reject(tooLong());
      else resolve(textOf(chunks));
    });
    request.on("error", reject);
  });
}

function textOf(chunks: readonly Buffer[]): string {
  const [first, ...more] = chunks;
  if (first === undefined) return "";
  return (more.length === 0 ? first : Buffer.concat(chunks)).toString("utf8");
}

const tooLong = () =>
  new Refusal(`The request is longer than ${MAX_BYTES} bytes; ask in several requests.`, {
    status: 413,
    code: "REQUEST_ENTITY_TOO_LARGE",
  });
