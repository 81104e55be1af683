import type { ServerResponse } from "node:http";
import type { RedisHealth } from "../cache/redis-connection.ts";
import type { HubService } from "../context/context.ts";
import type { KickstartLibrary } from "../kickstarts/library.ts";
import { newHubCallTrace } from "../koji/wire/hub-call-trace.ts";

/** How fresh an answer of the hub must be to count without asking. */
const FRESH_MS = 10_000;
const PATIENCE_MS = 3_000;

export function sendAlive(response: ServerResponse): void {
  sendJson(response, 200, { status: "alive" });
}

type Parts = {
  readonly hubs: readonly HubService[];
  /** Null where values are kept in memory alone. */
  readonly redis: RedisHealth | null;
  readonly kickstarts: Pick<KickstartLibrary, "repositories">;
};

/**
 * 200 when a hub can be reached, 503 when none can; the body tells of each, of Redis, without which a gateway only asks
 * its hubs more, and of repositories of kickstarts, which answer from their copies.
 */
export async function sendReady(response: ServerResponse, { hubs, redis, kickstarts }: Parts): Promise<void> {
  const states = await Promise.all(hubs.map(stateOf));
  const ready = states.some(({ state }) => state !== "DOWN");
  const cache =
    redis === null ? { redis: "NONE", message: null } : { redis: redis.state.toUpperCase(), message: redis.message };
  const repositories = kickstarts.repositories.map(({ name, state }) => ({ name, ...state() }));
  const told = { status: ready ? "ready" : "not ready", hubs: states, cache, kickstarts: repositories };
  sendJson(response, ready ? 200 : 503, told);
}

async function stateOf({ name, client }: HubService) {
  const last = client.health();
  const known = last.state !== "DOWN" && Date.now() - (last.lastSuccessAt?.getTime() ?? 0) <= FRESH_MS;
  const silent = !known && (await isSilent(client));
  const { state, message, lastSuccessAt, waitingCalls, requestsInFlight, breaker } = client.health();
  const load = { waitingCalls, requestsInFlight, breaker };
  if (!silent) return { name, state, message, lastSuccessAt, ...load };
  return { name, state: "DOWN", message: `It gave no answer in ${PATIENCE_MS / 1000} s.`, lastSuccessAt, ...load };
}

/** Asks something small, as one who waits for nobody else's turns. How it went else is what `client.health()` tells. */
async function isSilent(client: HubService["client"]): Promise<boolean> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return client.call("getAPIVersion", [], { signal, trace: newHubCallTrace() }).then(
    () => false,
    () => signal.aborted,
  );
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(`${JSON.stringify(body)}\n`);
}
