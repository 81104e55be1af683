import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { HubAuth, HubConfiguration } from "../../config/configuration.ts";
import { createHubClient } from "../../koji/wire/hub-client.ts";
import { openHubWriter } from "../../server/hub-writers.ts";
import { startSampleHub } from "../../sample/sample-hub.ts";
import { configurationOf } from "../config/given.ts";
import { hasOpenssl } from "../koji/wire/certificates.ts";
import { createAuthority } from "../support/certificates.ts";

const WHO = { methodName: "getLoggedInUser", params: [] };

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "auth-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "file"), text);
  return join(folder, "file");
}

function writerFor(auth: HubAuth, url = "http://127.0.0.1:9/kojihub") {
  const [hub] = configurationOf({ yaml: `hubs: { koji: { url: '${url}' } }` }).hubs;
  if (hub === undefined) throw new Error("There is no hub.");
  const client = createHubClient({ url });
  const configured: HubConfiguration = { ...hub, auth };
  const writer = openHubWriter(configured, { url, client });
  onTestFinished(async () => {
    await writer.close();
    await client.close();
  });
  return writer;
}

test("without a way to sign in nothing can be changed, and it is told why", async () => {
  const writer = writerFor({ type: "none", authority: null });
  expect(writer.unable).toBe(
    "Nothing can be changed at the hub koji: its `auth` is none. Whoever runs the gateway says there how it signs in.",
  );
  await expect(writer.call("alice", WHO)).rejects.toMatchObject({ outcome: "NOT_SENT", message: writer.unable });
  await expect(writer.upload("alice", { directory: "a", name: "b", content: Buffer.alloc(1) })).rejects.toMatchObject({
    outcome: "NOT_SENT",
  });
});

test("people's own passwords sign in", async () => {
  const hub = await startSampleHub();
  onTestFinished(() => hub.close());
  const passwordFile = fileWith("alice:sample\n");
  const writer = writerFor({ type: "password", authority: null, passwordFile }, hub.hubUrl);
  expect(writer.unable).toBeNull();
  expect(await writer.call("alice", WHO)).toMatchObject({ name: "alice" });
});

test("what is no certificate is told at the start, without what it is", () => {
  const writer = writerFor({ type: "ssl", authority: null, certificate: fileWith("secret"), key: null });
  expect(writer.unable).toBe(
    "Nothing can be changed at the hub koji: the certificate of its `auth` is no certificate in PEM.",
  );
});

test.skipIf(!hasOpenssl)(
  "a key that is missing, or another's, is told at the start (needs the command openssl)",
  () => {
    const authority = createAuthority();
    const { certificate } = authority.issue("/CN=robot.example.org");
    const { key } = authority.issue("/CN=other.example.org");
    const ssl = { type: "ssl", authority: null, certificate: fileWith(certificate) } as const;
    expect(writerFor({ ...ssl, key: null }).unable).toContain("has no key in PEM");
    expect(writerFor({ ...ssl, key: fileWith(key) }).unable).toContain("another certificate's");
  },
);

test.skipIf(!hasOpenssl)("nobody acts as whom the certificate names (needs the command openssl)", async () => {
  const { certificate, key } = createAuthority().issue("/C=US/O=Lab/CN=robot.example.org");
  const auth = { type: "ssl", authority: null, certificate: fileWith(certificate), key: fileWith(key) } as const;
  await expect(writerFor(auth).call("robot.example.org", WHO)).rejects.toMatchObject({
    name: "HubRefusedError",
    message: expect.stringContaining("is the gateway's own account"),
  });
});

test.each(["image-gateway@EXAMPLE.TEST", "image-gateway"])("nor as its Kerberos name: %s", async (name) => {
  const principal = "image-gateway@EXAMPLE.TEST";
  const writer = writerFor({ type: "gssapi", authority: null, principal, keytab: fileWith("") });
  await expect(writer.call(name, WHO)).rejects.toMatchObject({
    name: "HubRefusedError",
    message: expect.stringContaining("is the gateway's own account"),
  });
});
