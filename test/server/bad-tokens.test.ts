import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompactEncrypt, CompactSign, exportSPKI, generateKeyPair, importJWK, SignJWT, type JWTPayload } from "jose";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { hashOf, newSecret } from "../../identity/script-token.ts";
import { tokenFileText } from "../../identity/token-file.ts";
import { openIdentity } from "../../identity/open-identity.ts";
import { AUDIENCE, encoded, goodClaims, type IssuerKey, newKey, signed, testIssuer } from "../support/issuer.ts";
import { servedOverSample } from "../support/served.ts";

const served = servedOverSample();

let key: IssuerKey;
let curve: IssuerKey;
let stranger: IssuerKey;
beforeAll(async () => {
  key = await newKey("first");
  curve = await newKey("second", "ES256");
  stranger = await newKey("first");
});

const script = { user: "alice", groups: ["kde-sig"], actions: null, note: null, createdAt: new Date("2026-03-01") };
const SCRIPTS = { good: newSecret(), expired: newSecret(), revoked: newSecret() };

/** A gateway that takes an issuer's tokens and two for scripts. */
async function gateway() {
  const issuer = await testIssuer([key, curve]);
  const folder = mkdtempSync(join(tmpdir(), "tokens-"));
  const tokens = join(folder, "tokens.yaml");
  const sha256 = (token: string) => hashOf(token).toString("hex");
  writeFileSync(
    tokens,
    tokenFileText([
      { ...script, id: "good", sha256: sha256(SCRIPTS.good), expiresAt: new Date("2026-06-01") },
      { ...script, id: "old", sha256: sha256(SCRIPTS.expired), expiresAt: new Date("2026-03-18T09:29:59Z") },
    ]),
  );
  let now = () => 0;
  const told: unknown[] = [];
  const claimed = { audience: AUDIENCE, userClaim: "preferred_username", groupsClaim: "groups" };
  const identity = openIdentity({
    ...claimed,
    issuer: issuer.url,
    tokens,
    now: () => now(),
    log: (event) => told.push(event),
  });
  onTestFinished(async () => {
    await identity.close();
    rmSync(folder, { recursive: true });
  });
  const running = await served({ identity });
  now = () => running.now().getTime();
  const claims = goodClaims(issuer.url, now());
  return { ...running, issuer, claims, told };
}

type Running = Awaited<ReturnType<typeof gateway>>;
const without = (claim: string) => (running: Running) =>
  signed(Object.fromEntries(Object.entries(running.claims).filter(([name]) => name !== claim)), key);
const QUERY = "{ viewer { name groups hubPermissions } hubs { version } }";
const asked = ({ post }: Running, token: string) => post({ query: QUERY }, { authorization: `Bearer ${token}` });

test.each([
  ["RS256, an access token", ({ claims }: Running) => signed(claims, key), ["kde-sig"]],
  ["ES256", ({ claims }: Running) => signed(claims, curve), ["kde-sig"]],
  [
    "an ID token",
    ({ claims }: Running) => signed({ ...claims, azp: "cli", nonce: "n" }, key, { typ: "JWT" }),
    ["kde-sig"],
  ],
  ["without a type", ({ claims }: Running) => signed(claims, key, { typ: undefined }), ["kde-sig"]],
  ["several audiences", ({ claims }: Running) => signed({ ...claims, aud: ["other", AUDIENCE] }, key), ["kde-sig"]],
  ["no groups", without("groups"), []],
  [
    "just expired, as clocks differ",
    ({ claims }: Running) => signed({ ...claims, exp: (claims.exp ?? 0) - 320 }, key),
    ["kde-sig"],
  ],
  ["a token for scripts", async () => SCRIPTS.good, ["kde-sig"]],
])("a good token signs in: %s", async (_what, token, groups) => {
  const running = await gateway();
  const answer = await asked(running, await token(running));
  expect([answer.status, (await answer.json()).data.viewer]).toEqual([
    200,
    { name: "alice", groups, hubPermissions: ["image", "livemedia"] },
  ]);
});

/** Signed as it is written, which need not be as JSON of this language. */
const written = (json: string) =>
  new CompactSign(Buffer.from(json)).setProtectedHeader({ alg: key.alg, kid: key.kid }).sign(key.privateKey);

/** Signed by whoever knows a secret that everybody knows. */
function hmac(claims: JWTPayload, secret: string): string {
  const text = `${encoded({ alg: "HS256", typ: "at+jwt", kid: "first" })}.${encoded(claims)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

/** A good token with other parts. */
async function altered({ claims }: Running, change: (parts: string[]) => string[]): Promise<string> {
  return change((await signed(claims, key)).split(".")).join(".");
}

const withClaims = (more: JWTPayload) => (running: Running) => signed({ ...running.claims, ...more }, key);
const withHeader = (more: Record<string, unknown>) => (running: Running) => signed(running.claims, key, more);

const BAD: readonly [string, (running: Running) => Promise<string>, RegExp][] = [
  ["expired", ({ claims }) => signed({ ...claims, exp: (claims.exp ?? 0) - 340 }, key), /has expired/u],
  ["not yet valid", ({ claims }) => signed({ ...claims, nbf: (claims.nbf ?? 0) + 50 }, key), /not valid yet/u],
  ["issued in the future", ({ claims }) => signed({ ...claims, iat: (claims.iat ?? 0) + 50 }, key), /in the future/u],
  ["of another issuer by its iss", withClaims({ iss: "https://id.example.org/" }), /of another issuer/u],
  [
    "of the issuer but for a slash",
    (running) => withClaims({ iss: `${running.issuer.url}/` })(running),
    /of another issuer/u,
  ],
  ["without an issuer", without("iss"), /of another issuer/u],
  ["for another audience", withClaims({ aud: "another-gateway" }), /not for this gateway/u],
  ["for other audiences", withClaims({ aud: ["a", "b"] }), /not for this gateway/u],
  ["for an audience that begins alike", withClaims({ aud: `${AUDIENCE}-2` }), /not for this gateway/u],
  [
    "without an audience, though its client is ours",
    (running) => signed({ ...running.claims, aud: [], azp: AUDIENCE }, key),
    /not for this gateway/u,
  ],
  ["without an end", without("exp"), /claim exp is missing or wrong/u],
  [
    "with an end after all time",
    ({ claims }) => written(JSON.stringify(claims).replace(/"exp":\d+/u, '"exp":1e999')),
    /claim exp is missing or wrong|never expires/u,
  ],
  ["with claims that are a list", () => written("[]"), /cannot be understood/u],
  ["with claims that are no JSON", () => written("{"), /cannot be understood/u],
  ["with an end in words", withClaims({ exp: "tomorrow" as never }), /claim exp is missing or wrong/u],
  ["with a beginning in words", withClaims({ nbf: "0" as never }), /not valid yet/u],
  [
    "with alg none",
    ({ claims }) => Promise.resolve(`${encoded({ alg: "none" })}.${encoded(claims)}.`),
    /no single token|signed in a way|cannot be understood/u,
  ],
  [
    "with alg none and a signature",
    (running) => altered(running, ([, body = "", sign = ""]) => [encoded({ alg: "none" }), body, sign]),
    /signed in a way/u,
  ],
  [
    "with alg NONE",
    (running) => altered(running, ([, body = "", sign = ""]) => [encoded({ alg: "NONE" }), body, sign]),
    /signed in a way/u,
  ],
  [
    "HS256 by the public key as PEM",
    async ({ claims }) =>
      hmac(claims, await exportSPKI((await importJWK({ ...key.jwk, ext: true }, "RS256")) as never)),
    /signed in a way/u,
  ],
  ["HS256 by the public key as JWK", async ({ claims }) => hmac(claims, JSON.stringify(key.jwk)), /signed in a way/u],
  ["HS256 by nothing", async ({ claims }) => hmac(claims, ""), /signed in a way/u],
  ["with an unknown kid", withHeader({ kid: "third" }), /by no key of/u],
  ["with a kid that is a number", withHeader({ kid: 1 }), /by no key of|cannot be understood/u],
  ["by a key of somebody else with our kid", ({ claims }) => signed(claims, stranger), /signature is wrong/u],
  [
    "by a key that it brings along",
    ({ claims }) => signed(claims, stranger, { jwk: stranger.jwk }),
    /signature is wrong/u,
  ],
  [
    "by a key at an address that it names",
    ({ claims }) => signed(claims, stranger, { jku: "http://127.0.0.1:9/keys" }),
    /signature is wrong/u,
  ],
  [
    "by a key of a certificate that it brings along",
    ({ claims }) => signed(claims, stranger, { x5c: ["MIIB"] }),
    /signature is wrong/u,
  ],
  [
    "with an extension that must be understood",
    withHeader({ crit: ["urn:example:extra"], "urn:example:extra": 1 }),
    /signed in a way|cannot be understood/u,
  ],
  [
    "with another payload",
    (running) =>
      altered(running, ([head = "", , sign = ""]) => [head, encoded({ ...running.claims, groups: ["releng"] }), sign]),
    /signature is wrong/u,
  ],
  [
    "with another signature",
    (running) =>
      altered(running, ([head = "", body = "", sign = ""]) => [
        head,
        body,
        sign.replace(/^./u, (one) => (one === "A" ? "B" : "A")),
      ]),
    /signature is wrong/u,
  ],
  [
    "without a signature",
    (running) => altered(running, ([head = "", body = ""]) => [head, body, ""]),
    /signature is wrong|cannot be understood|no single/u,
  ],
  ["cut off", async ({ claims }) => (await signed(claims, key)).slice(0, -20), /signature is wrong/u],
  ["without its end", (running) => altered(running, ([head = "", body = ""]) => [head, body]), /cannot be understood/u],
  ["two in one", async ({ claims }) => `${await signed(claims, key)} ${await signed(claims, key)}`, /no single token/u],
  ["too long", withClaims({ extra: "x".repeat(9_000) }), /^The Authorization header has \d+ characters/u],
  ["of a sub that is no text", withClaims({ sub: 7 as never }), /sub is no text/u],
  ["of a sub that is empty", withClaims({ sub: "" }), /sub is no text/u],
  ["of groups that are an object", withClaims({ groups: { "kde-sig": true } }), /claim groups is no list/u],
  ["of a group alone", withClaims({ groups: "releng" }), /claim groups is no list/u],
  ["of groups that are no texts", withClaims({ groups: ["kde-sig", 7] }), /claim groups is no list/u],
  ["of a group that cannot be seen", withClaims({ groups: ["releng\u200b"] }), /claim groups is no list/u],
  [
    "of too many groups",
    withClaims({ groups: Array.from({ length: 1_001 }, (_, one) => `g${one}`) }),
    /claim groups is no list/u,
  ],
  ["of nobody", without("preferred_username"), /claim preferred_username is no name/u],
  ["of a user without a name", withClaims({ preferred_username: "" }), /is no name/u],
  ["of a user with a control character", withClaims({ preferred_username: "alice\u0000" }), /is no name/u],
  ["of a user and a line feed", withClaims({ preferred_username: "alice\n" }), /is no name/u],
  ["of a user and a blank", withClaims({ preferred_username: "alice " }), /is no name/u],
  ["of a user with another alphabet's a", withClaims({ preferred_username: "аlice" }), /is no name/u],
  ["of a user with a wide a", withClaims({ preferred_username: "ａlice" }), /is no name/u],
  ["of a user that is a list", withClaims({ preferred_username: ["alice"] }), /is no name/u],
  ["bound to a key", withClaims({ cnf: { jkt: "x" } }), /bound to a key/u],
  [
    "that tells of a sign-out",
    withClaims({ events: { "http://schemas.openid.net/event/backchannel-logout": {} } }),
    /tells of events/u,
  ],
  ["of a logout's type", withHeader({ typ: "logout+jwt" }), /of another kind/u],
  ["of a proof's type", withHeader({ typ: "dpop+jwt" }), /of another kind/u],
  ["of a type that is no text", withHeader({ typ: 7 }), /of another kind|cannot be understood/u],
  [
    "RSA of another kind than the key's",
    async ({ claims }) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: "PS256", kid: "first" })
        .sign(await importJWK({ ...(await exportPrivate(key)), alg: "PS256" }, "PS256")),
    /by no key of/u,
  ],
  [
    "of a curve for the key of another",
    async ({ claims }) => signed(claims, { ...(await newKey("second", "ES384")) }),
    /by no key of/u,
  ],
  [
    "of an elliptic key under an RSA key's name",
    ({ claims }) => signed(claims, { ...curve, kid: "first" }),
    /by no key of/u,
  ],
  [
    "encrypted",
    async ({ claims }) =>
      new CompactEncrypt(Buffer.from(JSON.stringify(claims)))
        .setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A256GCM" })
        .encrypt((await generateKeyPair("RSA-OAEP-256")).publicKey),
    /cannot be understood/u,
  ],
  ["no JSON", async () => "e30.e30.e30", /cannot be understood|signed in a way/u],
  ["dots", async () => "..", /cannot be understood/u],
  ["a word", async () => "sample-sig", /cannot be understood/u],
  ["a revoked one for scripts", async () => SCRIPTS.revoked, /not known here, or was revoked/u],
  ["an expired one for scripts", async () => SCRIPTS.expired, /^The token old expired at/u],
  [
    "one for scripts that begins otherwise",
    async () => SCRIPTS.good.replace("kimg_", "kimg-"),
    /cannot be understood/u,
  ],
  ["one for scripts in other letters", async () => SCRIPTS.good.toUpperCase(), /cannot be understood/u],
  ["one for scripts, cut off", async () => SCRIPTS.good.slice(0, -1), /not known here/u],
  ["one for scripts and more", async () => `${SCRIPTS.good}A`, /not known here/u],
  ["the hash of one for scripts", async () => `kimg_${hashOf(SCRIPTS.good).toString("hex")}`, /not known here/u],
];

const exportPrivate = async ({ privateKey }: IssuerKey) => (await import("jose")).exportJWK(privateKey);

test.each(BAD)("a token %s is refused, without a call of the hub", async (_what, token, why) => {
  const running = await gateway();
  // That the keys are known, and the gateway would answer.
  const good = await asked(running, await signed(running.claims, key));
  expect((await good.json()).data.viewer.name).toBe("alice");
  running.requests.length = 0;
  const written = await token(running);
  for (const answer of [
    await asked(running, written),
    await running.get({ query: QUERY }, { authorization: `Bearer ${written}` }),
  ]) {
    const body = await answer.json();
    expect(body).toEqual({ errors: [{ message: expect.stringMatching(why), extensions: { code: "NOT_SIGNED_IN" } }] });
    expect([answer.status, answer.headers.get("www-authenticate"), answer.headers.get("cache-control")]).toEqual([
      401,
      'Bearer realm="koji-image-gateway", error="invalid_token"',
      "no-store",
    ]);
    for (const part of written.split(/[. ]/u).filter((one) => one.length > 12)) {
      expect(JSON.stringify([body, running.told])).not.toContain(part);
    }
  }
  expect(running.requests).toEqual([]);
});

test("while the issuer is away with its keys, a token is neither good nor bad", async () => {
  const running = await gateway();
  await running.issuer.goDown();
  const token = await signed(running.claims, key);
  const answer = await asked(running, token);
  expect([answer.status, answer.headers.get("retry-after"), answer.headers.get("cache-control")]).toEqual([
    503,
    "10",
    "no-store",
  ]);
  const { errors, ...rest } = await answer.json();
  expect(rest).toEqual({});
  expect(errors).toEqual([
    {
      message: expect.stringMatching(/^Whether the token is good cannot be told now, for the keys of http/u),
      extensions: { code: "IDENTITY_UNAVAILABLE" },
    },
  ]);
  expect(running.requests).toEqual([]);
  // Others go on as ever.
  expect((await asked(running, SCRIPTS.good)).status).toBe(200);
  expect((await running.post({ query: "{ viewer { anonymous } }" })).status).toBe(200);
});

test("there are many ways to be wrong", () => {
  expect(new Set(BAD.map(([what]) => what)).size).toBeGreaterThanOrEqual(50);
});
