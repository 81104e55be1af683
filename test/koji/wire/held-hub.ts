import { assert, vi } from "vitest";
import type { HubClientOptions } from "../../../koji/wire/hub-client.ts";
import { double, hubAndClient } from "./loopback-client.ts";
import { kojiMethods, latch } from "./loopback-hub.ts";

/** A hub that holds its answers back until they are released, and a client; both end with the test. */
export async function heldHub(options: Partial<HubClientOptions> = {}) {
  const held: (() => void)[] = [];
  let open = false;
  const hangUp = latch();
  const answer = kojiMethods({ double, getAPIVersion: () => 1 });
  const { hub, client } = await hubAndClient((request, response) => {
    response.on("close", () => response.writableFinished || hangUp.open());
    if (open) return answer(request, response);
    held.push(() => void answer(request, response));
  }, options);
  return {
    hub,
    client,
    /** So many requests have come in all. */
    arrived: (count: number) => vi.waitFor(() => assert(hub.requests.length >= count), { interval: 5 }),
    /** A request was given up. */
    hangUp: hangUp.opened,
    /** Answers what is held, and from now on at once. */
    release: () => {
      open = true;
      for (const go of held.splice(0)) go();
    },
    /** Answers what is held. */
    releaseHeld: () => {
      for (const go of held.splice(0)) go();
    },
  };
}
