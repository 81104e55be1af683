import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { ServerOptions } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { TLSSocket } from "node:tls";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { TransportTls } from "../../../koji/wire/hub-pools.ts";
import { hasOpenssl, makeCertificates } from "./certificates.ts";
import type { Certificates, KeyPair } from "./certificates.ts";
import { startHub, startTcpServer } from "./loopback-hub.ts";
import type { Answer } from "./loopback-hub.ts";
import { answerWell, CALL, transportTo as open } from "./loopback-transport.ts";

const secureHub = (answer: Answer, { certificate, key }: KeyPair, options: ServerOptions = {}) =>
  startHub(answer, createServer({ cert: certificate, key, ...options }));

/** As a client of the hub's own authority. */
const withClient = ({ authority, client }: Certificates): TransportTls => ({ authority, ...client });

const transportTo = (url: string, tls: TransportTls) => open({ url, tls, timeouts: { connectMs: 2_000 } });

describe.skipIf(!hasOpenssl)("over TLS (skipped without the program openssl)", () => {
  let pem: Certificates;
  beforeAll(() => {
    pem = makeCertificates();
  });

  test("a hub whose certificate the authority signed is asked", async () => {
    const hub = await secureHub(answerWell, pem.server);
    const answer = await transportTo(hub.url, { authority: pem.authority }).post(CALL);
    expect(answer.kojiVersion).toBe("1.35.3");
  });

  test.each<[string, (pem: Certificates) => KeyPair, (pem: Certificates) => TransportTls, RegExp]>([
    [
      "no known authority",
      ({ server }) => server,
      () => ({}),
      /that no known authority has signed: configure the authority/,
    ],
    [
      "another authority",
      ({ server }) => server,
      ({ strangerAuthority }) => ({ authority: strangerAuthority }),
      /that no known authority has signed/,
    ],
    [
      "a certificate of the past",
      ({ expiredServer }) => expiredServer,
      ({ authority }) => ({ authority }),
      /certificate that has expired/,
    ],
    [
      "a certificate of another host",
      ({ otherHost }) => otherHost,
      ({ authority }) => ({ authority }),
      /certificate for another host name/,
    ],
  ])("a hub with %s is not asked", async (_name, server, tls, sentence) => {
    const hub = await secureHub(answerWell, server(pem));
    await expect(transportTo(hub.url, tls(pem)).post(CALL)).rejects.toThrow(sentence);
    expect(hub.requests).toHaveLength(0);
  });

  const askingForCertificates = () => ({ requestCert: true, ca: pem.authority });

  test("a hub that wants a client certificate gets it, with its key in the same text or apart", async () => {
    const hub = await secureHub(answerWell, pem.server, askingForCertificates());
    const { certificate, key } = pem.client;
    await transportTo(hub.url, { authority: pem.authority, certificate, key }).post(CALL);
    await transportTo(hub.url, { authority: pem.authority, certificate: `${certificate}${key}` }).post(CALL);
    expect(hub.requests).toHaveLength(2);
  });

  // Node's own server hangs up on such clients without a word; openssl's says why, as Apache does.
  test.each(["-tls1_2", "-tls1_3"])(
    "a hub (%s) that misses a client certificate, or does not know its authority",
    async (version) => {
      const url = await opensslServer(pem, version);
      const sentence = /it wants a client certificate, or does not accept the one configured/;
      await expect(transportTo(url, { authority: pem.authority }).post(CALL)).rejects.toThrow(sentence);
      await expect(transportTo(url, { authority: pem.authority, ...pem.strangerClient }).post(CALL)).rejects.toThrow(
        sentence,
      );
    },
  );

  test("a certificate that is none, or has another's key, is told before the hub is asked", async () => {
    const hub = await secureHub(answerWell, pem.server);
    const { certificate } = pem.client;
    const sentence = /certificate, key or authority configured for it are no PEM texts that fit together/;
    await expect(transportTo(hub.url, { certificate: "x" }).post(CALL)).rejects.toThrow(sentence);
    await expect(transportTo(hub.url, { certificate, key: pem.server.key }).post(CALL)).rejects.toThrow(sentence);
    expect(hub.connections()).toBe(0);
  });

  test("a port that does not speak TLS", async () => {
    const hub = await startHub(answerWell);
    const url = hub.url.replace("http:", "https:");
    await expect(transportTo(url, {}).post(CALL)).rejects.toThrow(/does not speak TLS there/);
  });

  test("a port that takes the connection and never shakes hands", async () => {
    const port = await startTcpServer(() => undefined);
    const transport = open({ url: `https://127.0.0.1:${port}/kojihub`, timeouts: { connectMs: 60 } });
    await expect(transport.post(CALL)).rejects.toThrow(/took no connection within 0\.06 s/);
  });

  describe("a hub that asks for the certificate after the handshake", () => {
    const versions: (string | null)[] = [];
    /** As Apache does with SSLVerifyClient under <Location>: it cannot ask a TLS 1.3 client of Node's. */
    const answerOver12 =
      (then: Answer): Answer =>
      (request, response) => {
        const version = response.socket instanceof TLSSocket ? response.socket.getProtocol() : null;
        versions.push(version);
        if (version !== "TLSv1.3") return then(request, response);
        response
          .writeHead(403, { "content-type": "text/html" })
          .end("Reason: Cannot perform Post-Handshake Authentication.");
      };
    test("is asked again over TLS 1.2, and from then on only so", async () => {
      versions.length = 0;
      const hub = await secureHub(answerOver12(answerWell), pem.server);
      const transport = transportTo(hub.url, withClient(pem));
      for (let turn = 0; turn < 3; turn += 1) expect((await transport.post(CALL)).kojiVersion).toBe("1.35.3");
      expect(versions).toEqual(["TLSv1.3", "TLSv1.2", "TLSv1.2", "TLSv1.2"]);
      expect(hub.requests.every(({ body }) => body.equals(CALL))).toBe(true);
    });

    test("is told apart from one that refuses over TLS 1.2 too, which is believed", async () => {
      versions.length = 0;
      const hub = await secureHub(
        answerOver12((_request, response) => void response.writeHead(403).end()),
        pem.server,
      );
      const transport = transportTo(hub.url, withClient(pem));
      await expect(transport.post(CALL)).rejects.toThrow(/HTTP 403: its web server refuses us/);
      expect(versions).toEqual(["TLSv1.3", "TLSv1.2"]);
    });

    test("is not asked again by a transport without a certificate", async () => {
      versions.length = 0;
      const hub = await secureHub(answerOver12(answerWell), pem.server);
      await expect(transportTo(hub.url, { authority: pem.authority }).post(CALL)).rejects.toThrow(/HTTP 403/);
      expect(versions).toEqual(["TLSv1.3"]);
    });

    test("opens few connections, even when many asked at once", async () => {
      versions.length = 0;
      const hub = await secureHub(answerOver12(answerWell), pem.server);
      const transport = transportTo(hub.url, withClient(pem));
      await Promise.all(Array.from({ length: 8 }, () => transport.post(CALL)));
      expect(versions.filter((version) => version === "TLSv1.2")).toHaveLength(8);
      expect(hub.connections()).toBeLessThanOrEqual(8);
    });
  });
});

async function opensslServer({ authority, server }: Certificates, version: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "hub-openssl-"));
  writeFileSync(join(folder, "ca.pem"), authority);
  writeFileSync(join(folder, "server.pem"), `${server.certificate}${server.key}`);
  const files = ["-cert", "server.pem", "-key", "server.pem", "-CAfile", "ca.pem"];
  const verify = ["-Verify", "1", "-verify_return_error"];
  const child = spawn("openssl", ["s_server", "-accept", "127.0.0.1:0", version, ...files, ...verify], { cwd: folder });
  onTestFinished(() => {
    child.kill();
    rmSync(folder, { recursive: true });
  });
  for await (const line of createInterface(child.stdout)) {
    const port = /^ACCEPT .*:(\d+)$/.exec(line)?.[1];
    if (port !== undefined) return `https://127.0.0.1:${port}/kojihub`;
  }
  throw new Error("openssl s_server ended before it listened");
}
