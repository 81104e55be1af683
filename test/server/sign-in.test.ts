import { request as httpRequest } from "node:http";
import { expect, test } from "vitest";
import { NOBODY } from "../../identity/identity.ts";
import { servedOverSample } from "../support/served.ts";

const served = servedOverSample();
const VIEWER = "{ viewer { name anonymous groups hubPermissions } }";

test.each([
  ["sample-sig", { name: "alice", groups: ["kde-sig"], hubPermissions: ["image", "livemedia"] }],
  ["sample-guest", { name: "grace", groups: [], hubPermissions: [] }],
])("%s signs in whom it says, and what the hub lets them do is told", async (token, viewer) => {
  const { post, get } = await served();
  const headers = { authorization: `Bearer ${token}` };
  const answer = await post({ query: VIEWER }, headers);
  expect([answer.status, await answer.json()]).toEqual([200, { data: { viewer: { ...viewer, anonymous: false } } }]);
  expect([answer.headers.get("cache-control"), answer.headers.get("vary")]).toEqual([
    "private, no-store",
    "Authorization",
  ]);
  expect((await (await get({ query: VIEWER }, headers)).json()).data.viewer.name).toBe(viewer.name);
});

test("what is read as a person never becomes an answer for others, nor theirs an answer for a person", async () => {
  const { get } = await served();
  const name = async (headers = {}) => (await (await get({ query: VIEWER }, headers)).json()).data.viewer.name;
  const as = (token: string) => name({ authorization: `Bearer ${token}` });
  expect(await as("sample-sig")).toBe("alice");
  expect(await name()).toBeNull();
  expect(await as("sample-releng")).toBe("releng");
  expect(await name()).toBeNull();
  expect(await Promise.all([as("sample-sig"), name(), as("sample-guest"), name()])).toEqual([
    "alice",
    null,
    "grace",
    null,
  ]);
});

const refused = async (answer: Response) => {
  const { status, headers } = answer;
  const body = await answer.json();
  expect(body).toEqual({ errors: [{ message: expect.any(String), extensions: { code: "NOT_SIGNED_IN" } }] });
  expect([status, headers.get("www-authenticate"), headers.get("cache-control")]).toEqual([
    401,
    'Bearer realm="koji-image-gateway", error="invalid_token"',
    "no-store",
  ]);
  return String(body.errors[0].message);
};

test.each([
  ["", /of another kind/u],
  ["Basic YWxpY2U6c2VjcmV0", /of another kind/u],
  ["sample-sig", /of another kind/u],
  ["Bearer", /no single token/u],
  ["Bearer sample-sig sample-releng", /no single token/u],
  ["Bearer sample-sig, Bearer sample-releng", /no single token/u],
  ["Bearer söme", /no single token/u],
  ["Bearer sample-sigh", /^The token is unknown here/u],
  ["Bearer SAMPLE-SIG", /^The token is unknown here/u],
  [`Bearer ${"x".repeat(12_000)}`, /^The Authorization header has 12007 characters/u],
])("Authorization: %j is refused, and not told again", async (authorization, why) => {
  const { post, requests } = await served();
  const message = await refused(await post({ query: "{ hubs { version } }" }, { authorization }));
  expect(message).toMatch(why);
  for (const word of authorization.split(/[ ,]+/u).filter((one) => one.length > 6 && one !== "Bearer")) {
    expect(message.replace(/sample-(?:sig|releng|guest)\b/gu, "")).not.toContain(word);
  }
  expect(requests).toEqual([]);
});

/** The answer to a GET with headers that `fetch` would not send. */
function asked(url: string, headers: Record<string, string | string[]>): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const address = `${url}?query=${encodeURIComponent(VIEWER)}`;
    const request = httpRequest(address, { headers }, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += String(chunk)));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on("error", reject).end();
  });
}

test("several Authorization headers are refused, though each were good", async () => {
  const { url } = await served();
  const { status, body } = await asked(url, { authorization: ["Bearer sample-sig", "Bearer sample-sig"] });
  expect([status, JSON.parse(body).errors[0].message]).toEqual([
    401,
    "The request has several Authorization headers; send one.",
  ]);
});

test("a header that is too long is refused before anything reads it", async () => {
  const { url } = await served();
  const long = (length: number) => asked(url, { authorization: `Bearer ${"x".repeat(length)}` });
  expect((await long(20_000)).status).toBe(431);
  // Of a longer one the rest is not read: the connection may be gone before the answer is.
  const much = await long(100_000).then(
    ({ status }) => String(status),
    (error: unknown) => String(error),
  );
  expect(much).toMatch(/^431$|ECONNRESET|EPIPE/u);
});

test.each([
  ["a name that was made to point here", { host: "evil.example.org" }],
  ["a proxy", { "x-forwarded-for": "192.0.2.7" }],
  ["a proxy of another kind", { forwarded: "for=192.0.2.7" }],
])("sample tokens do not work by way of %s", async (_what, headers) => {
  const { url } = await served();
  const { status, body } = await asked(url, { authorization: "Bearer sample-sig", ...headers });
  expect([status, JSON.parse(body).errors[0].message]).toEqual([
    401,
    "Signing in works from the gateway's own machine alone; ask by http://127.0.0.1 there.",
  ]);
});

test("where nobody can sign in, a token is no anonymous question", async () => {
  const { post } = await served({ identity: NOBODY });
  expect(await refused(await post({ query: VIEWER }, { authorization: "Bearer sample-sig" }))).toBe(
    "Nobody can sign in to this gateway; ask without an Authorization header.",
  );
  expect((await post({ query: VIEWER })).status).toBe(200);
});
