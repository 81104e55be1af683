import type { ServerResponse } from "node:http";
import type { HubService } from "../context/context.ts";

/** How fresh an answer of the hub must be to count without asking. */
const FRESH_MS = 10_000;
const PATIENCE_MS = 3_000;

export function sendAlive(response: ServerResponse): void {
  sendJson(response, 200, { status: "alive" });
}

/** 200 when a hub can be reached, 503 when none can; the body tells of each. */
export async function sendReady(response: ServerResponse, hubs: readonly HubService[]): Promise<void> {
  const states = await Promise.all(hubs.map(stateOf));
  const ready = states.some(({ state }) => state !== "DOWN");
  sendJson(response, ready ? 200 : 503, { status: ready ? "ready" : "not ready", hubs: states });
}

async function stateOf({ name, client }: HubService) {
  const last = client.health();
  if (last.state === "DOWN" || Date.now() - (last.lastSuccessAt?.getTime() ?? 0) > FRESH_MS) {
    // How it went is what health() tells.
    await client.call("getAPIVersion", [], { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  }
  const { state, message, lastSuccessAt } = client.health();
  return { name, state, message, lastSuccessAt };
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(`${JSON.stringify(body)}\n`);
}
