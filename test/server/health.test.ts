import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { sendReady } from "../../server/health.ts";
import type { RedisHealth } from "../../cache/redis-connection.ts";
import type { HubService } from "../../context/context.ts";
import { type KickstartLibrary, NO_KICKSTARTS } from "../../kickstarts/library.ts";
import { heldHub } from "../koji/wire/held-hub.ts";
import { hubAndClient } from "../koji/wire/loopback-client.ts";

/** What /readyz answers about hubs of which only the clients matter. */
async function readiness(
  clients: readonly HubService["client"][],
  redis: RedisHealth | null = null,
  kickstarts: Pick<KickstartLibrary, "repositories"> = NO_KICKSTARTS,
) {
  const hubs = clients.map((client, index) => ({ name: `hub${index}`, client }));
  const server = createServer((_request, response: ServerResponse) => {
    // Nothing else of a hub is looked at.
    void sendReady(response, { hubs: hubs as unknown as readonly HubService[], redis, kickstarts });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => void server.close());
  // A server that listens on a port has an address of this shape.
  const { port } = server.address() as AddressInfo;
  return async () => {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`);
    return { status: response.status, body: await response.json() };
  };
}

test("a gateway is ready with one hub that answers, and tells of each how it is and what it is asked", async () => {
  const up = await hubAndClient({ getAPIVersion: () => 1 });
  const down = await hubAndClient((_request, response) => void response.writeHead(404).end());
  const ready = await readiness([up.client, down.client]);
  expect(await ready()).toMatchObject({
    status: 200,
    body: {
      status: "ready",
      hubs: [
        { name: "hub0", state: "UP", message: null, waitingCalls: 0, requestsInFlight: 0, breaker: "CLOSED" },
        { name: "hub1", state: "DOWN", message: expect.stringMatching(/HTTP 404/), breaker: "CLOSED" },
      ],
    },
  });
});

test("it is not ready while its hub is not asked for its failures", async () => {
  const { hub, client } = await hubAndClient((_request, response) => void response.writeHead(404).end(), {
    now: () => 0,
  });
  const ready = await readiness([client]);
  for (let turn = 0; turn < 3; turn += 1) await ready();
  expect(await ready()).toMatchObject({ status: 503, body: { hubs: [{ state: "DOWN", breaker: "OPEN" }] } });
  expect(hub.requests).toHaveLength(3);
});

test("it is not ready when its hub is silent, though nothing failed before", async () => {
  const { client } = await heldHub();
  const ready = await readiness([client]);
  expect(await ready()).toMatchObject({
    status: 503,
    body: { hubs: [{ state: "DOWN", message: "It gave no answer in 3 s." }] },
  });
});

test("it asks its hub once for all who want to know, before the many calls that wait", async () => {
  const { hub, client, arrived, release } = await heldHub({ connections: 1, callsPerRequest: 100 });
  const many = Promise.all(Array.from({ length: 1000 }, (_, value) => client.call("double", [value])));
  await arrived(1);
  const ready = await readiness([client]);
  const answers = Promise.all([ready(), ready(), ready()]);
  await expect.poll(() => client.health().waitingCalls).toBe(901);
  release();
  for (const { status } of await answers) expect(status).toBe(200);
  await many;
  const asked = hub.requests.map(({ body }) => body.includes("getAPIVersion"));
  expect(asked.indexOf(true)).toBe(1);
  expect(asked.lastIndexOf(true)).toBe(1);
});

test("it is ready without its Redis, and says so", async () => {
  const { client } = await hubAndClient({ getAPIVersion: () => 1 });
  const away = await readiness([client], { state: "away", message: "It gave no answer within 50 ms." });
  expect(await away()).toMatchObject({
    status: 200,
    body: { status: "ready", cache: { redis: "AWAY", message: "It gave no answer within 50 ms." } },
  });
  const alone = await readiness([client]);
  expect(await alone()).toMatchObject({ status: 200, body: { cache: { redis: "NONE", message: null } } });
});
