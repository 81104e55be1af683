import { expect, test } from "vitest";
import { type Counts, withProcesses } from "../../bench/processes/processes.ts";
import { createHubClient } from "../../koji/wire/hub-client.ts";
import { startSampleHub } from "../../sample/sample-hub.ts";

test("a relay counts what the hub behind it received, and changes nothing of it", async () => {
  const seen = { requests: 0, calls: 0, bytes: 0 };
  const hub = await startSampleHub({
    onRequest: ({ calls, requestBytes, responseBytes }) => {
      seen.requests += 1;
      seen.calls += calls.length;
      seen.bytes += requestBytes + responseBytes;
    },
  });
  await withProcesses(async (processes) => {
    const relay = await processes.relay(hub.hubUrl);
    const client = createHubClient({ url: relay.ready.hubUrl });
    expect(await client.call("getAPIVersion", [])).toBe(1);
    const answers = await Promise.all([client.call("getKojiVersion", []), client.call("getAllPerms", [])]);
    expect(answers[0]).toMatch(/^\d+\.\d+/u);
    await client.close();
    expect(await relay.ask<Counts>(null)).toEqual(seen);
    expect(await relay.ask<Counts>(null)).toEqual({ requests: 0, calls: 0, bytes: 0 });
  });
  await hub.close();
  expect(seen.calls).toBe(3);
});
