import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createHubClient } from "../../../koji/wire/hub-client.ts";
import type { TransportTls } from "../../../koji/wire/hub-pools.ts";
import { createHubWriter } from "../../../koji/writing/create-hub-writer.ts";
import type { HubLogin } from "../../../koji/writing/hub-login.ts";
import { createPasswordLogin } from "../../../koji/writing/password-login.ts";
import { createCertificateLogin, createKerberosLogin } from "../../../koji/writing/proxy-logins.ts";
import { type SampleHub, type SampleHubRequest, startSampleHub } from "../../../sample/sample-hub.ts";
import { hasOpenssl } from "../wire/certificates.ts";
import { sendXml, startHub } from "../wire/loopback-hub.ts";
import { encodeResponse } from "../../../koji/xmlrpc/encode.ts";
import { type Authority, createAuthority } from "../../support/certificates.ts";

const WHO = { methodName: "getLoggedInUser", params: [] } as const;

function writerWith(login: HubLogin, url: string, tls: TransportTls = {}) {
  const client = createHubClient({ url, tls });
  const writer = createHubWriter({ url, tls, client, login, own: ["image-gateway"] });
  onTestFinished(async () => {
    await writer.close();
    await client.close();
  });
  return writer;
}

describe("by passwords of their own", () => {
  let hub: SampleHub;
  let folder: string;
  const requests: SampleHubRequest[] = [];
  beforeAll(async () => {
    hub = await startSampleHub({ onRequest: (request) => void requests.push(request) });
    folder = mkdtempSync(join(tmpdir(), "passwords-"));
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true });
  });
  const writerOf = (lines: string) => {
    const passwordFile = join(folder, "passwords");
    writeFileSync(passwordFile, lines);
    return { passwordFile, writer: writerWith(createPasswordLogin({ url: hub.hubUrl, passwordFile }), hub.hubUrl) };
  };

  test("each person is logged in with theirs", async () => {
    const { writer } = writerOf("alice:sample\r\nbob:sample\r\n");
    expect(await writer.call("alice", WHO)).toMatchObject({ name: "alice" });
    expect(await writer.call("bob", WHO)).toMatchObject({ name: "bob" });
  });

  test("the file is read anew for each login", async () => {
    const { writer, passwordFile } = writerOf("alice:sample\nbob:");
    await expect(writer.call("bob", WHO)).rejects.toMatchObject({
      name: "HubRefusedError",
      message: "The gateway has no password of bob for this hub: its passwordFile has no line for them.",
    });
    writeFileSync(passwordFile, "bob:sample\n");
    expect(await writer.call("bob", WHO)).toMatchObject({ name: "bob" });
  });

  test("a wrong one is refused by the hub, and no message tells it", async () => {
    const { writer } = writerOf("alice:secret:word\n");
    const error = await writer.call("alice", WHO).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: "HubRefusedError", fault: 1002 });
    expect(String(error)).not.toContain("secret");
  });

  test("a file that is gone is told without its path", async () => {
    const { writer, passwordFile } = writerOf("alice:sample\n");
    rmSync(passwordFile);
    const error = await writer.call("alice", WHO).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: "HubWriteError", outcome: "NOT_SENT" });
    expect(String(error)).not.toContain(folder);
  });

  test("the hub creates nobody", async () => {
    const { writer } = writerOf("nobody:sample\nNobody@EXAMPLE.TEST:sample\n");
    requests.length = 0;
    for (const name of ["nobody", "Nobody@EXAMPLE.TEST", "Alice"]) {
      await expect(writer.call(name, WHO)).rejects.toMatchObject({ name: "HubRefusedError" });
    }
    expect(requests.flatMap(({ calls }) => calls.map(({ methodName }) => methodName))).toEqual([
      "getUser",
      "getUser",
      "getUser",
    ]);
  });
});

describe.skipIf(!hasOpenssl)("by the gateway's certificate (needs the command openssl)", () => {
  let authority: Authority;
  let hub: SampleHub;
  const requests: SampleHubRequest[] = [];
  beforeAll(async () => {
    authority = createAuthority();
    const own = authority.issue("/CN=127.0.0.1");
    const tls = { ...own, authority: authority.certificate };
    hub = await startSampleHub({ tls, onRequest: (request) => void requests.push(request) });
  });
  afterAll(() => hub.close());
  const writerAs = (subject: string) => {
    const tls = { ...authority.issue(subject), authority: authority.certificate };
    return writerWith(createCertificateLogin({ url: hub.hubUrl, tls }), hub.hubUrl, tls);
  };

  test("the gateway acts for people", async () => {
    const writer = writerAs("/C=US/O=Lab/CN=image-gateway");
    expect(await writer.call("alice", WHO)).toMatchObject({ name: "alice", authtype: 2 });
    expect(await writer.call("bob", WHO)).toMatchObject({ name: "bob", authtype: 2 });
  });

  test("two people at once have sessions of their own", async () => {
    const writer = writerAs("/C=US/O=Lab/CN=image-gateway");
    const both = await Promise.all(["alice", "bob"].map((user) => writer.call(user, WHO)));
    expect(both).toMatchObject([{ name: "alice" }, { name: "bob" }]);
  });

  test("a certificate that may not act for others does not", async () => {
    const writer = writerAs("/C=US/O=Lab/CN=bob");
    await expect(writer.call("alice", WHO)).rejects.toMatchObject({
      name: "HubRefusedError",
      message: expect.stringMatching(/not authorized to login other users.*ProxyDNs/u),
    });
  });

  test("the hub creates nobody", async () => {
    const writer = writerAs("/C=US/O=Lab/CN=image-gateway");
    requests.length = 0;
    await expect(writer.call("nobody", WHO)).rejects.toMatchObject({ name: "HubRefusedError" });
    await expect(writer.call("image-gateway", WHO)).rejects.toMatchObject({ name: "HubRefusedError" });
    expect(requests.flatMap(({ calls }) => calls.map(({ methodName }) => methodName))).toEqual(["getUser"]);
  });
});

test("by Kerberos nobody is acted for whose name a hub takes for a principal", async () => {
  const login = createKerberosLogin({
    url: "http://127.0.0.1:9/kojihub",
    negotiate: { unable: null, prove: () => Promise.reject(new Error("never asked")) },
  });
  await expect(login.login("svc@EXAMPLE.TEST", {})).rejects.toMatchObject({
    name: "HubRefusedError",
    message: expect.stringContaining("with an @"),
  });
});

test.each<[string, Record<string, unknown>]>([
  ["whose hub would want them in its address", { "session-id": 1, "session-key": "1-k" }],
  ["with a key that no header carries", { "session-id": 1, "session-key": "1-k\r\nx: y", "header-auth": true }],
  ["without a key", { "session-id": 1, "header-auth": true }],
])("sessions %s are not used", async (_what, row) => {
  // What the hub answers here is what the row holds.
  const answer = encodeResponse(row as Record<string, string | number | boolean>);
  const hub = await startHub((_request, response) => sendXml(response, answer));
  const passwordFile = join(mkdtempSync(join(tmpdir(), "passwords-")), "passwords");
  writeFileSync(passwordFile, "alice:sample");
  const login = createPasswordLogin({ url: hub.url, passwordFile });
  onTestFinished(() => login.close());
  await expect(login.login("alice", {})).rejects.toMatchObject({ name: "HubUnavailableError" });
});
