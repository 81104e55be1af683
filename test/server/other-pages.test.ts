import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { servedOverSample } from "../support/served.ts";

const served = servedOverSample();

const AS_ALICE = { authorization: "Bearer sample-sig" };
const ELSEWHERE = {
  origin: "https://evil.example.org",
  referer: "https://evil.example.org/",
  "sec-fetch-site": "cross-site",
};
const CANCEL = "mutation { cancelTask(input: { taskId: 1 }) { __typename } }";

const allowsOthers = ({ headers }: Response) =>
  [...headers.keys()].filter((name) => name.startsWith("access-control-"));

test("no answer lets a page of another origin read it", async () => {
  const { url, get, post } = await served();
  const answers = await Promise.all([
    get({ query: "{ hubs { name } }" }, ELSEWHERE),
    get({ query: "{ hubs { name } }" }, { ...ELSEWHERE, ...AS_ALICE }),
    post({ query: "{ viewer { name } }" }, { ...ELSEWHERE, ...AS_ALICE }),
    post({ query: "{ viewer { name } }" }, { ...ELSEWHERE, authorization: "Bearer wrong" }),
    fetch(url, { headers: { accept: "text/html", ...ELSEWHERE } }),
    fetch(url.replace("/graphql", "/healthz"), { headers: ELSEWHERE }),
    fetch(url.replace("/graphql", "/nothing"), { headers: ELSEWHERE }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 401, 200, 200, 404]);
  expect(answers.flatMap(allowsOthers)).toEqual([]);
});

test("a browser that asks beforehand whether a page may send something is told nothing of it", async () => {
  const { url } = await served();
  const headers = {
    ...ELSEWHERE,
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization",
  };
  const answer = await fetch(url, { method: "OPTIONS", headers });
  expect([answer.status, allowsOthers(answer)]).toEqual([405, []]);
});

test.each([
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "text/plain",
  "text/plain; application/json",
  "application/graphql",
  "",
])("nothing is changed by what a form can send: %j", async (type) => {
  const { url, requests } = await served();
  const body = new Blob([JSON.stringify({ query: CANCEL })], { type: "" });
  const headers: Record<string, string> = type === "" ? { ...AS_ALICE } : { ...AS_ALICE, "content-type": type };
  const answer = await fetch(url, { method: "POST", headers, body });
  expect(answer.status).toBe(415);
  expect(requests).toEqual([]);
});

test.each([
  ["GET", {}],
  ["GET", { "content-type": "application/json" }],
  ["GET", { "x-http-method-override": "POST", "x-method-override": "POST" }],
  ["HEAD", {}],
])("nothing is changed by following an address: %s %j", async (method, headers) => {
  const { url, requests } = await served();
  const address = `${url}?${new URLSearchParams({ query: CANCEL }).toString()}`;
  const answer = await fetch(address, { method, headers: { ...AS_ALICE, ...headers } });
  expect(answer.status).toBe(405);
  expect(requests).toEqual([]);
});

test("nothing is changed by an address behind which stand a question and a change", async () => {
  const { get, requests } = await served();
  const query = `query Ask { hubs { name } } ${CANCEL.replace("mutation", "mutation Do")}`;
  expect((await get({ query, operationName: "Do" }, AS_ALICE)).status).toBe(405);
  expect((await get({ query, operationName: "Ask" }, AS_ALICE)).status).toBe(200);
  expect(requests.flatMap(({ writes }) => writes)).toEqual([]);
});

test("nothing is changed by an address that names a change by its hash", async () => {
  const { get, post, requests } = await served();
  const sha256Hash = createHash("sha256").update(CANCEL).digest("hex");
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  // Signed in by nobody: it becomes known, and does nothing.
  await post({ query: CANCEL, extensions });
  expect((await get({ extensions: JSON.stringify(extensions) }, AS_ALICE)).status).toBe(405);
  expect(requests).toEqual([]);
});

test("GraphiQL stands in no frame, loads nothing from elsewhere, and tells nobody where it was", async () => {
  const { url } = await served();
  const { headers } = await fetch(url, { headers: { accept: "text/html" } });
  expect(headers.get("content-security-policy")).toMatch(/^default-src 'self' [^;]*; frame-ancestors 'none'$/u);
  expect([headers.get("x-frame-options"), headers.get("referrer-policy")]).toEqual(["DENY", "no-referrer"]);
});

test("no answer is anything but what it says it is", async () => {
  const { url, get } = await served();
  const answers = [await get({ query: "{ hubs { name } }" }), await fetch(url.replace("/graphql", "/<script>"))];
  for (const { headers } of answers) {
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-type")).toMatch(/^(?:application\/json|text\/plain); charset=utf-8$/u);
  }
});

test("a cookie is nobody's token", async () => {
  const { get } = await served();
  const answer = await get(
    { query: "{ viewer { name } }" },
    { cookie: "authorization=Bearer sample-sig; token=sample-sig" },
  );
  expect(await answer.json()).toEqual({ data: { viewer: { name: null } } });
  expect(answer.headers.get("set-cookie")).toBeNull();
});

test.each([
  "remote-user",
  "x-remote-user",
  "x-forwarded-user",
  "x-auth-request-user",
  "koji-session-id",
  "x-ssl-client-s-dn",
])("the header %s names nobody", async (name) => {
  const { get } = await served();
  expect(await (await get({ query: "{ viewer { name groups } }" }, { [name]: "releng" })).json()).toEqual({
    data: { viewer: { name: null, groups: [] } },
  });
});
