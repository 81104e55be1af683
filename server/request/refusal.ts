import type { ServerResponse } from "node:http";

type Reason = { readonly status: number; readonly code: string; readonly headers?: Readonly<Record<string, string>> };

/** Thrown for a request that GraphQL never sees. The message says what is wrong with it, and the cure. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly reason: Reason;
  constructor(message: string, reason: Reason = { status: 400, code: "BAD_REQUEST" }) {
    super(message);
    this.reason = reason;
  }
}

/** As GraphQL tells errors, so that a client of it understands. */
export function sendRefusal(response: ServerResponse, { message, reason }: Refusal): void {
  const { status, code, headers } = reason;
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    ...headers,
  });
  response.end(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}
