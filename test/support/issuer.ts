import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import { onTestFinished } from "vitest";

export type IssuerKey = {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  /** As a set of keys tells it. */
  readonly jwk: JWK;
};

export async function newKey(kid: string, alg = "RS256"): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

type Answer = (response: ServerResponse) => void;

/** An OpenID Connect issuer on loopback. Its members may be changed while it answers. */
export type TestIssuer = {
  /** As its tokens name it. */
  readonly url: string;
  keys: readonly IssuerKey[];
  /** In place of what an honest issuer answers at either address. */
  discovery: Answer | null;
  keySet: Answer | null;
  /** Paths that were asked for. */
  readonly asked: string[];
  /** From now on nobody answers at its address. */
  readonly goDown: () => Promise<void>;
  readonly comeBack: () => Promise<void>;
};

export const json =
  (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

/** Ended when the test has finished. `path`: of its address. */
export async function testIssuer(keys: readonly IssuerKey[], path = ""): Promise<TestIssuer> {
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    if (url === `${path.replace(/\/$/u, "")}/.well-known/openid-configuration`) return answerDiscovery(response);
    return url === "/keys" ? answerKeys(response) : response.writeHead(404).end();
  });
  const answerDiscovery = (response: ServerResponse) =>
    (issuer.discovery ?? json({ issuer: issuer.url, jwks_uri: `${base}/keys` }))(response);
  const answerKeys = (response: ServerResponse) =>
    (issuer.keySet ?? json({ keys: issuer.keys.map(({ jwk }) => jwk) }))(response);
  const listen = (port: number) => new Promise<void>((resolve) => void server.listen(port, "127.0.0.1", resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  // A server that listens on a port has an address of this shape.
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  const issuer: TestIssuer = {
    url: `${base}${path}`,
    keys,
    discovery: null,
    keySet: null,
    asked,
    goDown: stop,
    comeBack: () => listen(port),
  };
  onTestFinished(stop);
  return issuer;
}

export const AUDIENCE = "koji-image-gateway";

/** What a good token of alice's says at a moment in milliseconds. */
export const goodClaims = (issuer: string, nowMs: number): JWTPayload => {
  const now = Math.floor(nowMs / 1000);
  return {
    iss: issuer,
    aud: AUDIENCE,
    sub: "5ad1",
    preferred_username: "alice",
    groups: ["kde-sig"],
    iat: now - 10,
    nbf: now - 10,
    exp: now + 300,
  };
};

/** Signed as it says, whatever it says. */
export const signed = (
  claims: JWTPayload,
  { privateKey, alg, kid }: IssuerKey,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg, kid, typ: "at+jwt", ...header }).sign(privateKey, {
    crit: { "urn:example:extra": true },
  });

/** Members of a token as it writes them. */
export const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
