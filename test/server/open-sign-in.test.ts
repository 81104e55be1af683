import { PassThrough } from "node:stream";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { loadConfiguration } from "../../config/load-configuration.ts";
import { startSampleHub } from "../../sample/sample-hub.ts";
import { serve } from "../../server/serve.ts";
import { AUDIENCE, goodClaims, newKey, signed, type TestIssuer, testIssuer } from "../support/issuer.ts";

const KEY = await newKey("first");

/** A gateway as `koji-image serve` starts it, and what it writes into its log. */
async function servedWith(issuer: TestIssuer) {
  const hub = await startSampleHub({ seed: 1 });
  const configured = loadConfiguration(
    { config: null, host: null, port: "0", logLevel: "trace" },
    { KOJI_HUB_URL: hub.hubUrl },
  );
  if ("problems" in configured) throw new Error(JSON.stringify(configured.problems));
  const claims = { groupsClaim: "realm_access.roles", userClaim: "preferred_username" };
  const identity = { issuer: issuer.url, audience: AUDIENCE, ...claims, tokens: null };
  let log = "";
  const stream = new PassThrough().on("data", (chunk) => (log += String(chunk)));
  const gateway = await serve({
    configuration: { ...configured.configuration, identity },
    catalogue: [],
    log: pino({ level: "trace" }, stream),
  });
  onTestFinished(async () => {
    await gateway.close();
    await hub.close();
  });
  const ask = (token: string) =>
    fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: "{ viewer { name groups hubPermissions } hubs { version } }" }),
    });
  return { ask, log: () => log };
}

test("whom an issuer's token is about signs in, and no token is ever written into the log", async () => {
  const issuer = await testIssuer([KEY]);
  const { ask, log } = await servedWith(issuer);
  const claims = goodClaims(issuer.url, Date.now());
  const good = await signed({ ...claims, realm_access: { roles: ["kde-sig"] } }, KEY);
  const expired = await signed({ ...claims, exp: 1_000_000_000 }, KEY);
  expect((await (await ask(good)).json()).data.viewer).toEqual({
    name: "alice",
    groups: ["kde-sig"],
    hubPermissions: ["image", "livemedia"],
  });
  expect((await ask(expired)).status).toBe(401);
  expect((await ask("kimg_of-another-gateway-0123456789abcdef")).status).toBe(401);
  expect(log().match(/"status":401/gu)).toHaveLength(2);
  for (const secret of [...good.split("."), ...expired.split("."), "of-another-gateway"]) {
    expect(log()).not.toContain(secret);
  }
});

test("an issuer that is away is told in the log, once", async () => {
  const issuer = await testIssuer([KEY]);
  await issuer.goDown();
  const { ask, log } = await servedWith(issuer);
  const token = await signed(goodClaims(issuer.url, Date.now()), KEY);
  expect((await ask(token)).status).toBe(503);
  expect((await ask(token)).status).toBe(503);
  expect(log().match(/the issuer's keys cannot be read/gu)).toHaveLength(1);
  expect(log()).toContain("/.well-known/openid-configuration cannot be reached");
});
