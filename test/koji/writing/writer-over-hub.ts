import { onTestFinished } from "vitest";
import { createHubClient } from "../../../koji/wire/hub-client.ts";
import { createHubWriter, type HubWriterOptions } from "../../../koji/writing/create-hub-writer.ts";
import type { HubLogin } from "../../../koji/writing/hub-login.ts";
import { requestSession } from "../../../koji/writing/session-request.ts";
import { createTransport } from "../../../koji/wire/transport.ts";
import { startScriptedHub } from "./scripted-hub.ts";

/** With short pauses; both end with the test. */
export async function writerOverHub(options: Partial<HubWriterOptions> = {}) {
  const hub = await startScriptedHub();
  const client = createHubClient({ url: hub.url });
  const short = { firstPauseMs: 1, patienceMs: 20_000, idleMs: 60_000 };
  const writer = createHubWriter({
    url: hub.url,
    client,
    login: nameLogin(hub.url),
    own: ["image-gateway"],
    ...short,
    ...options,
  });
  onTestFinished(async () => {
    await writer.close();
    await client.close();
  });
  /** The methods that arrived, as `method` without a session and `method#number` in one. */
  const methods = () => hub.arrived.map(({ method, number }) => (number === 0 ? method : `${method}#${number}`));
  return { hub, client, writer, methods };
}

/** The scripted hub asks for no password. */
function nameLogin(url: string): HubLogin {
  const transport = createTransport({ url });
  return {
    login: async (user, { signal }) =>
      (await requestSession(transport, { methodName: "login", params: [user, "-"], user, signal })).keys,
    close: () => transport.close(),
  };
}

export const BUILD = { methodName: "buildImage", params: ["KDE", "44"] } as const;
