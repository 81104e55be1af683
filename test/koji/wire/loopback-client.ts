import { onTestFinished } from "vitest";
import { createHubClient } from "../../../koji/wire/hub-client.ts";
import type { HubClientOptions } from "../../../koji/wire/hub-client.ts";
import { HubRefusal, kojiMethods, startHub } from "./loopback-hub.ts";
import type { Answer, KojiMethods } from "./loopback-hub.ts";

/** Both end with the test. */
export async function hubAndClient(answer: Answer | KojiMethods, options: Partial<HubClientOptions> = {}) {
  const hub = await startHub(typeof answer === "function" ? answer : kojiMethods(answer));
  const client = createHubClient({ url: hub.url, ...options });
  onTestFinished(() => client.close());
  return { hub, client };
}

/** A hub's method. */
export const double = (value: unknown) => Number(value) * 2;

/** A hub's method that faults; `whole`: the multiCall with it. */
export const refuse =
  (code: number, message: string, whole = false) =>
  () => {
    throw new HubRefusal(code, message, whole);
  };
