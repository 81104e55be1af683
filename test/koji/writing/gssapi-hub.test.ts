import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createHubClient, type HubClient } from "../../../koji/wire/hub-client.ts";
import { createHubWriter } from "../../../koji/writing/create-hub-writer.ts";
import { createNegotiate, type NegotiateOptions } from "../../../koji/writing/gssapi.ts";
import type { HubWriter } from "../../../koji/writing/hub-writer.ts";
import { createKerberosLogin } from "../../../koji/writing/proxy-logins.ts";
import { type SampleHub, type SampleHubRequest, startSampleHub } from "../../../sample/sample-hub.ts";
import { type Kdc, startKdc, WITH_KDC } from "../../support/kdc.ts";
import { type NegotiateGate, openNegotiateGate } from "../../support/negotiate-gate.ts";

const DRAFT = ["Aurora-Test-Live", "45", ["x86_64"], "f45", "git+https://example.org/ks#main", "livemedia"];

describe.skipIf(!WITH_KDC.there)(`a hub behind Kerberos${WITH_KDC.note}`, () => {
  let kdc: Kdc;
  let gate: NegotiateGate;
  let keytab: string;
  let hub: SampleHub;
  let client: HubClient;
  const requests: SampleHubRequest[] = [];
  const writers: HubWriter[] = [];

  beforeAll(async () => {
    kdc = await startKdc();
    keytab = kdc.keytab("image-gateway");
    gate = openNegotiateGate(kdc.keytab("HTTP/127.0.0.1"), kdc.environment);
    const authenticate = async ({ headers }: IncomingMessage) => {
      const { principal, challenge } = await gate.check(headers.authorization);
      const proof = { "WWW-Authenticate": challenge };
      return principal === null ? { status: 401, headers: proof } : { principal, headers: proof };
    };
    hub = await startSampleHub({ authenticate, onRequest: (request) => void requests.push(request) });
    client = createHubClient({ url: hub.hubUrl });
  });
  afterEach(async () => {
    await Promise.all(writers.splice(0).map((writer) => writer.close()));
    requests.length = 0;
  });
  afterAll(async () => {
    await client.close();
    await hub.close();
    gate.close();
    await kdc.stop();
  });

  const writer = (options: Partial<NegotiateOptions> = {}, url = hub.hubUrl): HubWriter => {
    const negotiate = createNegotiate({
      hub: "sample",
      url,
      principal: "image-gateway",
      keytab,
      environment: kdc.environment,
      ...options,
    });
    const login = createKerberosLogin({ url, negotiate });
    const made = createHubWriter({ url, client, login, own: ["image-gateway"] });
    writers.push(made);
    return made;
  };
  const build = (by: HubWriter, user: string) => by.call(user, { methodName: "buildImage", params: DRAFT });
  const methods = () => requests.flatMap(({ calls }) => calls.map(({ methodName }) => methodName));
  const usersCreated = async () => client.call("getUser", ["image-gateway@EXAMPLE.TEST"]);

  test("starts a build for the person who wants it, who owns it", async () => {
    const by = writer();
    const [one, two] = await Promise.all([build(by, "alice"), build(by, "bob")]);
    expect(await client.call("getTaskInfo", [one])).toMatchObject({ method: "livemedia", owner: expect.any(Number) });
    const owners = await Promise.all(
      [one, two].map(async (task) => {
        // A row of the sample's.
        const { owner } = (await client.call("getTaskInfo", [task])) as { owner: number };
        const { name } = (await client.call("getUser", [owner])) as { name: string };
        return name;
      }),
    );
    expect(owners).toEqual(["alice", "bob"]);
    const writes = requests.filter((request) => request.writes.length > 0);
    expect(new Set(writes.map(({ user }) => user))).toEqual(new Set(["alice", "bob"]));
    expect(writes).toHaveLength(2);
  });

  test("logs a person in once, whatever they do after that", async () => {
    const by = writer();
    await build(by, "alice");
    await build(by, "alice");
    expect(methods().filter((method) => method === "sslLogin")).toHaveLength(1);
    expect(methods().filter((method) => method === "buildImage")).toHaveLength(2);
  });

  test("refuses what the person may not do, whatever the gateway may", async () => {
    await expect(build(writer(), "grace")).rejects.toMatchObject({
      name: "HubRefusedError",
      message: "livemedia permission required (logged in as grace)",
    });
  });

  test("is not asked to act for a stranger, whom it would take in", async () => {
    const by = writer();
    await expect(build(by, "stranger")).rejects.toThrow('The hub knows no user "stranger".');
    await expect(build(by, "alice@AURORA.EXAMPLE.ORG")).rejects.toMatchObject({ name: "HubRefusedError" });
    await expect(build(by, "image-gateway")).rejects.toMatchObject({ name: "HubRefusedError" });
    expect(methods()).not.toContain("sslLogin");
    expect(await client.call("getUser", ["stranger"])).toBeNull();
  });

  test("says so when its operators do not let this principal act for others, and nobody is logged in", async () => {
    const other = kdc.keytab("some-service");
    await expect(build(writer({ keytab: other, principal: "some-service" }), "alice")).rejects.toMatchObject({
      name: "HubRefusedError",
      message: expect.stringMatching(
        /some-service@EXAMPLE\.TEST is not authorized to login other users.*ProxyPrincipals/,
      ),
    });
    expect(requests.filter(({ user }) => user !== null)).toEqual([]);
    expect(await client.call("getUser", ["some-service@EXAMPLE.TEST"])).toBeNull();
  });

  test.each([
    [
      "a key that the KDC no longer takes",
      async () => ({ keytab: changed(), principal: "changed" }),
      /Decrypt integrity/,
    ],
    [
      "the keytab of another principal",
      async () => ({ principal: "somebody" }),
      /Can't find client principal somebody/,
    ],
    ["no ticket", async () => ({ keytab: null }), /No ticket was found/],
    ["a ticket that has expired", expired, /Ticket expired/],
    [
      "a service that the realm does not know",
      async () => ({ url: "https://unknown.localhost/" }),
      /not found in Kerb/,
    ],
  ])("is not reached with %s", async (_, given, reason) => {
    const by = writer(await given());
    await expect(build(by, "alice")).rejects.toMatchObject({
      name: "HubWriteError",
      outcome: "NOT_SENT",
      message: expect.stringMatching(reason),
    });
    expect(methods().filter((method) => method !== "getUser")).toEqual([]);
  });

  test("is not written to while no KDC answers, and is again once one does", async () => {
    const by = writer();
    await kdc.kill();
    try {
      await expect(build(by, "alice")).rejects.toMatchObject({
        name: "HubWriteError",
        outcome: "NOT_SENT",
        retryAfter: 30,
        message: expect.stringContaining("Cannot contact any KDC for realm 'EXAMPLE.TEST'"),
      });
      expect(methods().filter((method) => method !== "getUser")).toEqual([]);
    } finally {
      await kdc.start();
    }
    expect(await build(by, "alice")).toEqual(expect.any(Number));
  });

  test("that does not take the ticket gives no session, and the gateway is told what to look at", async () => {
    kdc.administer("addprinc -randkey HTTP/localhost");
    const byOtherName = hub.hubUrl.replace("127.0.0.1", "localhost");
    await expect(build(writer({}, byOtherName), "alice")).rejects.toMatchObject({
      name: "HubWriteError",
      outcome: "NOT_SENT",
      message: `The Koji hub at ${byOtherName}/ssllogin answered HTTP 401: its web server lets in nobody but by Kerberos: reads come without, and a login's ticket was not taken. Has it a key for this host's name? Nothing was changed.`,
    });
    expect(requests.filter(({ user }) => user !== null)).toEqual([]);
  });

  test("never saw the gateway log in as itself", async () => {
    await build(writer(), "alice");
    expect(await usersCreated()).toBeNull();
    const logins = requests.flatMap(({ calls }) => calls).filter(({ methodName }) => methodName === "sslLogin");
    expect(logins.map(({ params }) => params)).toEqual([[{ proxyuser: "alice", __starstar: true }]]);
  });

  function changed(): string {
    const old = kdc.keytab("changed");
    kdc.administer("cpw -randkey changed");
    return old;
  }

  async function expired(): Promise<Partial<NegotiateOptions>> {
    const cache = `FILE:${join(kdc.folder, "short")}`;
    kdc.kinit(cache, "-l", "1s", "-k", "-t", keytab, "image-gateway");
    // Tickets say when they end in seconds.
    await wait(2_100);
    return { keytab: null, environment: { ...kdc.environment, KRB5CCNAME: cache } };
  }
});
