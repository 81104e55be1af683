import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutCredentials, withoutSecrets } from "../../../koji/requests/credentials.ts";

describe("a URL loses what stands before its host", () => {
  test.each([
    ["https://alice:pw@example.org/x.git", "https://example.org/x.git"],
    ["git+https://alice:pw@example.org/x.git?dir#main", "git+https://example.org/x.git?dir#main"],
    ["https://ghp_0123456789@example.org/x", "https://example.org/x"],
    ["https://ghp_0123456789:x-oauth-basic@example.org", "https://example.org"],
    ["https://:pw@example.org:8443/x", "https://example.org:8443/x"],
    ["HTTPS://Alice:PW@Example.org/x", "HTTPS://Example.org/x"],
    ["https://alice:p@ss@example.org/x", "https://example.org/x"],
    ["https://alice:p%40ss%2Fword@example.org/x", "https://example.org/x"],
    ["https://alice%3Apw@example.org/x", "https://example.org/x"],
    ["https://alice%3Apw%40example.org/x", "https://example.org/x"],
    ["https://alice:pa/ss@example.org/x", "https://example.org/x"],
    ["https://alice:pa?s#s@example.org/x", "https://example.org/x"],
    ["git+ssh://git:pw@example.org/x#main", "git+ssh://git@example.org/x#main"],
    ["git+ssh://alice@example.org/x#main", "git+ssh://example.org/x#main"],
    ["//alice:pw@example.org/x", "//example.org/x"],
    ["ftp://a:b@example.org/,https://c:d@example.test/e", "ftp://example.org/,https://example.test/e"],
    [
      "from https://a:b@example.org/ to <https://c:d@example.test/>",
      "from https://example.org/ to <https://example.test/>",
    ],
    ["https://a@https://b:c@example.org/", "https://https://example.org/"],
  ])("%s", (text, cleaned) => {
    expect(withoutCredentials(text)).toBe(cleaned);
  });
});

describe("an address without a scheme loses its password", () => {
  test.each([
    ["git:pw@git.example.org:team/x.git", "git@git.example.org:team/x.git"],
    ["alice:pw@git.example.org/x.git", "git.example.org/x.git"],
    ["url=alice:p@w@git.example.org:x", "url=git.example.org:x"],
  ])("%s", (text, cleaned) => {
    expect(withoutCredentials(text)).toBe(cleaned);
  });
});

describe("a query loses its secrets and keeps the rest", () => {
  test.each([
    ["https://example.org/x?token=s3cret", "https://example.org/x"],
    ["https://example.org/x?token=s3cret&ref=main", "https://example.org/x?ref=main"],
    ["https://example.org/x?ref=main&private_token=s3cret#part", "https://example.org/x?ref=main#part"],
    ["https://example.org/x?token=s3cret&secret=too&ref=main", "https://example.org/x?ref=main"],
    ["https://example.org/x?a=1&X-Amz-Signature=abc&X-Amz-Credential=d%2Fe&b=2", "https://example.org/x?a=1&b=2"],
    ["https://example.org/x?%74oken=s3cret&b=2", "https://example.org/x?b=2"],
    ["https://example.org/x#access_token=s3cret", "https://example.org/x"],
    ["https://example.org/x?token=a?b;c&b=2", "https://example.org/x?b=2"],
    ["https://example.org/x?a=1;password=p;b=2", "https://example.org/x?a=1;b=2"],
  ])("%s", (text, cleaned) => {
    expect(withoutCredentials(text)).toBe(cleaned);
  });
});

const twice = (text: string) => encodeURIComponent(encodeURIComponent(text));

test("a URL inside a URL is cleaned too", () => {
  const inner = "https://alice:pw@example.org/x?token=s3cret&b=2";
  const cleaned = "https://example.org/x?b=2";
  expect(withoutCredentials(`https://proxy.example.org/get?url=${encodeURIComponent(inner)}&c=3`)).toBe(
    `https://proxy.example.org/get?url=${encodeURIComponent(cleaned)}&c=3`,
  );
  expect(withoutCredentials(`https://proxy.example.org/${twice(inner)}`)).toBe(
    `https://proxy.example.org/${twice(cleaned)}`,
  );
});

describe("what holds no secret stays as it is", () => {
  test.each([
    ["git+https://pagure.io/fedora-kickstarts.git?#origin/main"],
    ["git@github.com:org/repo.git"],
    ["git+ssh://git@example.org/x#main"],
    ["https://kojipkgs.fedoraproject.org/compose/rawhide/compose/Everything/$basearch/os"],
    ["https://registry.example.org:5000/fedora/kde@sha256:0123"],
    ["registry.example.org/fedora:42@sha256:0123"],
    ["https://example.org/@alice/post?author=bob&page=2"],
    ["http://[::1]:8080/x@y"],
    ["https://example.org/a%2Fb%40c?d=e%2Ff%"],
    ["alice@example.org, mailto:bob@example.org/x"],
    ["--args a=b&token=c"],
    ["%N-%v-%I.%A"],
  ])("%s", (text) => {
    expect(withoutCredentials(text)).toBe(text);
  });
});

/** What may stand raw in a user name or password of a URL, and what people put there although it may not. */
const secretText = fc
  .string({
    unit: fc.constantFrom(...Array.from("abcXYZ019-._~!$&'()*+,;=:@%^{}|[]<>\"`\\é€😀")),
    minLength: 4,
    maxLength: 20,
  })
  .map((text) => `S${text.replaceAll("%", "%25")}E`);
const host = fc.constantFrom("example.org", "git.example.org:8443", "localhost", "[::1]", "10.0.0.1");
const scheme = fc.constantFrom("https", "git+https", "http", "git+ssh", "ssh", "ftp", "GIT+HTTP", "svn+https");
const tail = fc.constantFrom("", "/", "/a/b.git?dir#main", "/x@y/z", "#origin/main", "?a=b");
const around = fc.constantFrom(
  ["", ""],
  ["see ", " now"],
  ["<", ">"],
  ['"', '"'],
  ["a=", ""],
  ["https://example.test/ ", ""],
);

test("no secret before a host survives, however it is written", () => {
  const encoders = [(text: string) => text, encodeURIComponent, twice];
  const url = fc.record({
    scheme,
    host,
    tail,
    secret: secretText,
    user: fc.constantFrom("", "git:", "alice:", "al%40ice:"),
  });
  fc.assert(
    fc.property(
      url,
      around,
      fc.constantFrom(...encoders),
      fc.constantFrom(...encoders),
      (made, [before, after], inner, outer) => {
        const secret = inner(made.secret);
        const text = before + outer(`${made.scheme}://${made.user}${secret}@${made.host}${made.tail}`) + after;
        const cleaned = withoutCredentials(text);
        expect(cleaned).not.toContain(outer(secret));
        expect(cleaned).not.toContain(secret);
        expect(withoutCredentials(cleaned)).toBe(cleaned);
      },
    ),
    { numRuns: 500 },
  );
});

test("no secret in a query survives", () => {
  const name = fc.constantFrom(
    "token",
    "access_token",
    "X-Amz-Signature",
    "api_key",
    "pass%77ord",
    "client_secret",
    "sig",
  );
  const others = fc.constantFrom("", "a=b&", "a=b;c=d&", "a&");
  const value = secretText.map(encodeURIComponent);
  fc.assert(
    fc.property(scheme, host, name, value, others, tail, (scheme, host, name, value, others, tail) => {
      const text = `${scheme}://${host}/x?${others}${name}=${value}&${name}=${value}${tail}`;
      expect(withoutCredentials(text)).not.toContain(value);
    }),
    { numRuns: 300 },
  );
});

test("text without a URL is unchanged", () => {
  const text = fc.string({ unit: "binary", maxLength: 60 }).filter((text) => !/\/|%2f|:.*@/i.test(text));
  fc.assert(
    fc.property(text, (text) => {
      expect(withoutCredentials(text)).toBe(text);
    }),
  );
});

test("values are cleaned at any depth, member names included, and nothing else changes", () => {
  const when = new Date(0);
  const value = {
    opts: { repo: ["https://a:b@example.org/os", 7, null, true, when], "https://c:d@example.org/": "x" },
    upload: {
      AWSEC2: { region: "eu", secret_access_key: "s3cret", tokens: ["s3cret"] },
      root_password: 1,
      token: null,
    },
  };
  expect(withoutSecrets(value)).toEqual({
    opts: { repo: ["https://example.org/os", 7, null, true, when], "https://example.org/": "x" },
    upload: { AWSEC2: { region: "eu", secret_access_key: "***", tokens: "***" }, root_password: "***", token: null },
  });
});

test("a member called __proto__ stays a member", () => {
  const value = withoutSecrets(JSON.parse(`{"__proto__": {"url": "https://a:b@example.org/"}}`));
  expect(Object.entries(value ?? {})).toEqual([["__proto__", { url: "https://example.org/" }]]);
});

// Were it read once per mark in it, the test would run for minutes.
test("long hostile text is read once, not again and again", () => {
  const hostile = ["://b:c/", "a:b,", "a:", "%252F", "@", "?token=", "://x:y@", "%2525"].map((piece) =>
    piece.repeat(200_000),
  );
  for (const text of hostile) expect(withoutCredentials(`@${text}`).length).toBeLessThanOrEqual(text.length + 1);
});
