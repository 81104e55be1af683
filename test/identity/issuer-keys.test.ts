import { expect, test } from "vitest";
import { openIdentity } from "../../identity/open-identity.ts";
import { AUDIENCE, goodClaims, json, newKey, signed, type TestIssuer, testIssuer } from "../support/issuer.ts";

const FIRST = await newKey("first");
const SECOND = await newKey("second");
const MINUTE_MS = 60_000;

/** A sign-in over an issuer, by a clock that the test moves. */
function signInAt(issuer: TestIssuer, { patienceMs = 5_000, name = issuer.url } = {}) {
  let moment = Date.parse("2026-03-18T09:30:00Z");
  const told: (string | null)[] = [];
  const identity = openIdentity({
    issuer: name,
    audience: AUDIENCE,
    userClaim: "preferred_username",
    groupsClaim: "groups",
    tokens: null,
    now: () => moment,
    log: (event) => told.push(event.kind === "issuer" ? event.problem : null),
    patienceMs,
  });
  return {
    told,
    later: (milliseconds: number) => {
      moment += milliseconds;
    },
    /** The name of whoever signs in by a token that is made now; else the code and the message. */
    as: async (key = FIRST): Promise<string | null> => {
      const token = await signed(goodClaims(name, moment), key);
      const signedIn = identity.viewerOf({ authorization: `Bearer ${token}`, local: false });
      return signedIn.then(
        (viewer) => viewer.name,
        (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
      );
    },
  };
}

test("no token is asked for before one comes, and then the issuer once for all of them", async () => {
  const issuer = await testIssuer([FIRST]);
  const { as, later } = signInAt(issuer);
  expect(issuer.asked).toEqual([]);
  expect(await Promise.all([as(), as(), as()])).toEqual(["alice", "alice", "alice"]);
  later(9 * MINUTE_MS);
  expect(await as()).toBe("alice");
  expect(issuer.asked).toEqual(["/.well-known/openid-configuration", "/keys"]);
});

test("an issuer at a path, with a slash at its end, is found as the standard says", async () => {
  const issuer = await testIssuer([FIRST], "/realms/fedora/");
  expect(await signInAt(issuer).as()).toBe("alice");
  expect(issuer.asked[0]).toBe("/realms/fedora/.well-known/openid-configuration");
});

test("a new key is found with the first token that it signed, one that was taken back ends within ten minutes", async () => {
  const issuer = await testIssuer([FIRST]);
  const { as, later } = signInAt(issuer);
  expect(await as()).toBe("alice");
  issuer.keys = [FIRST, SECOND];
  later(31_000);
  expect(await as(SECOND)).toBe("alice");
  issuer.keys = [SECOND];
  later(10 * MINUTE_MS);
  expect(await as(FIRST)).toMatch(/^NOT_SIGNED_IN: The token is signed by no key of/u);
  expect(await as(SECOND)).toBe("alice");
});

test("tokens of unknown keys, however many, have the issuer asked every half minute at most", async () => {
  const issuer = await testIssuer([FIRST]);
  const { as, later } = signInAt(issuer);
  await as();
  const before = issuer.asked.length;
  for (let round = 0; round < 20; round += 1) {
    expect(await as(SECOND)).toMatch(/^NOT_SIGNED_IN: The token is signed by no key of/u);
    later(1_000);
  }
  expect(issuer.asked.length).toBe(before);
  later(11_000);
  await Promise.all([as(SECOND), as(SECOND), as(SECOND)]);
  expect(issuer.asked.length).toBe(before + 2);
});

test("while the issuer is down at the start nobody signs in, and is told when to try again", async () => {
  const issuer = await testIssuer([FIRST]);
  await issuer.goDown();
  const { as, later, told } = signInAt(issuer);
  const unavailable = `IDENTITY_UNAVAILABLE: Whether the token is good cannot be told now, for the keys of ${issuer.url} cannot be read: ${issuer.url}/.well-known/openid-configuration cannot be reached. Try again in 10 s.`;
  expect(await as()).toBe(unavailable);
  await issuer.comeBack();
  later(9_000);
  // Not asked again so soon.
  expect(await as()).toBe(unavailable.replace("10 s", "1 s"));
  later(1_000);
  expect(await as()).toBe("alice");
  expect(told).toEqual([expect.stringMatching(/cannot be reached$/u), null]);
});

test("an issuer that goes down later is believed for an hour, and no longer", async () => {
  const issuer = await testIssuer([FIRST]);
  const { as, later } = signInAt(issuer);
  expect(await as()).toBe("alice");
  await issuer.goDown();
  later(59 * MINUTE_MS);
  expect(await as()).toBe("alice");
  // Whether a key is new cannot be told: the token may be good.
  expect(await as(SECOND)).toMatch(/^IDENTITY_UNAVAILABLE: /u);
  later(MINUTE_MS);
  expect(await as()).toMatch(/^IDENTITY_UNAVAILABLE: /u);
  await issuer.comeBack();
  later(10_000);
  expect(await as()).toBe("alice");
});

const UNABLE: readonly [string, (issuer: TestIssuer) => void, RegExp][] = [
  [
    "speaks for another issuer",
    (issuer) => (issuer.discovery = json({ issuer: "https://id.example.org/", jwks_uri: `${issuer.url}/keys` })),
    /is of another issuer/u,
  ],
  [
    "names itself but for a slash",
    (issuer) => (issuer.discovery = json({ issuer: `${issuer.url}/`, jwks_uri: `${issuer.url}/keys` })),
    /is of another issuer/u,
  ],
  [
    "has its keys where anybody could change them",
    (issuer) => (issuer.discovery = json({ issuer: issuer.url, jwks_uri: "http://keys.example.org/keys" })),
    /has keys where anybody could change them/u,
  ],
  [
    "has its keys in a file",
    (issuer) => (issuer.discovery = json({ issuer: issuer.url, jwks_uri: "file:///etc/passwd" })),
    /has keys where anybody could change them/u,
  ],
  ["names no keys", (issuer) => (issuer.discovery = json({ issuer: issuer.url })), /names no issuer and jwks_uri/u],
  ["answers with a list", (issuer) => (issuer.discovery = json([])), /names no issuer and jwks_uri/u],
  [
    "answers with a page",
    (issuer) => (issuer.discovery = (response) => response.end("<html>")),
    /answers with no JSON/u,
  ],
  ["fails", (issuer) => (issuer.discovery = json({}, 500)), /answers with status 500/u],
  [
    "sends elsewhere",
    (issuer) => (issuer.discovery = json({}, 302, { location: `${issuer.url}/keys` })),
    /answers with status 302/u,
  ],
  ["sends elsewhere for its keys", (issuer) => (issuer.keySet = json({}, 307, { location: "/other" })), /status 307/u],
  ["has no set of keys", (issuer) => (issuer.keySet = json({ keys: "none" })), /holds no set of at most 200 keys/u],
  [
    "has far too many keys",
    (issuer) => (issuer.keySet = json({ keys: Array.from({ length: 201 }, () => ({ kty: "RSA" })) })),
    /holds no set of at most 200 keys/u,
  ],
  [
    "has a huge set of keys",
    (issuer) => (issuer.keySet = json({ keys: [], more: "x".repeat(300_000) })),
    /answers with more than 262144 bytes/u,
  ],
];

test.each(UNABLE)("an issuer that %s signs nobody in, until it is mended", async (_what, change, why) => {
  const issuer = await testIssuer([FIRST]);
  change(issuer);
  const { as, later } = signInAt(issuer);
  const answer = await as();
  expect(answer).toMatch(/^IDENTITY_UNAVAILABLE: /u);
  expect(answer).toMatch(why);
  issuer.discovery = null;
  issuer.keySet = null;
  later(10_000);
  expect(await as()).toBe("alice");
});

test("an issuer that is slow is not waited for forever, in its answer neither", async () => {
  const issuer = await testIssuer([FIRST]);
  const { as, later } = signInAt(issuer, { patienceMs: 50 });
  issuer.discovery = () => undefined;
  expect(await as()).toMatch(/^IDENTITY_UNAVAILABLE: .*gave no whole answer in 0.05 s/u);
  issuer.discovery = null;
  issuer.keySet = (response) => response.writeHead(200).write('{"keys":[');
  later(10_000);
  expect(await as()).toMatch(/keys gave no whole answer in 0.05 s/u);
});

test("a secret among the keys signs nobody in, and keys that cannot be understood do not matter", async () => {
  const issuer = await testIssuer([FIRST]);
  const strange = [{ kty: "oct", k: "c2VjcmV0", kid: "secret" }, { kty: "PQC" }, { kty: "RSA", kid: "broken" }];
  issuer.keySet = json({ keys: [...strange, FIRST.jwk] });
  const { as } = signInAt(issuer);
  expect(await as()).toBe("alice");
  expect(await as({ ...FIRST, kid: "broken" })).toMatch(/^NOT_SIGNED_IN: /u);
});

test("keys without names are taken where only one can be meant", async () => {
  const issuer = await testIssuer([FIRST]);
  const { kid: _first, ...unnamed } = FIRST.jwk;
  const { kid: _second, ...other } = SECOND.jwk;
  issuer.keySet = json({ keys: [unnamed] });
  const { as, later } = signInAt(issuer);
  const nameless = { ...FIRST, kid: undefined as never };
  expect(await as(nameless)).toBe("alice");
  issuer.keySet = json({ keys: [unnamed, other] });
  later(10 * MINUTE_MS);
  expect(await as(nameless)).toMatch(/^NOT_SIGNED_IN: The token does not say which/u);
});
