import { createLocalJWKSet, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { fetchJson, IssuerFailure } from "./fetch-json.ts";

const DISCOVERY = z.object({ issuer: z.string(), jwks_uri: z.url() });
const KEY = z.looseObject({ kty: z.string() });
const KEYS = z.object({ keys: z.array(KEY).max(200) });

/** The public keys that an issuer tells of now (OpenID Connect Discovery 1.0). Rejects with IssuerFailure. */
export async function readIssuerKeys(issuer: string, patienceMs: number): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/u, "")}/.well-known/openid-configuration`;
  const discovery = DISCOVERY.safeParse(await fetchJson(address, patienceMs));
  if (!discovery.success) throw new IssuerFailure(`${address} names no issuer and jwks_uri`);
  // Section 4.3: else one issuer could speak for another.
  if (discovery.data.issuer !== issuer) throw new IssuerFailure(`${address} is of another issuer`);
  const { jwks_uri: keysAddress } = discovery.data;
  if (!isSafe(keysAddress, issuer)) throw new IssuerFailure(`${address} has keys where anybody could change them`);
  const keys = KEYS.safeParse(await fetchJson(keysAddress, patienceMs));
  if (!keys.success) throw new IssuerFailure(`${keysAddress} holds no set of at most 200 keys`);
  // A secret among them would be no secret; those that only encrypt are passed over by what looks for a key.
  return createLocalJWKSet({ keys: keys.data.keys.filter(({ kty }) => kty !== "oct") });
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Plain http is for an issuer on this machine, which itself goes by it. */
function isSafe(address: string, issuer: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname) && issuer.startsWith("http:"));
}
