import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { configure } from "../../config/configure.ts";
import { configurationOf, given, problemsOf } from "./given.ts";

const PRODUCT = "../shared/design/product.md";
const HUB = "https://koji.example.org/kojihub";

test("with nothing given, the gateway listens on loopback and knows no hub", () => {
  expect(configurationOf({})).toEqual({
    listen: { host: "127.0.0.1", port: 4000 },
    logLevel: "info",
    hubs: [],
    cache: { redis: null, memoryMiB: 64 },
    ledger: { redis: null, folder: "/home/someone/.local/state/koji-image" },
    catalogue: null,
    kickstarts: [],
    copies: "/home/someone/.cache/koji-image",
    policies: null,
    identity: null,
  });
});

test("KOJI_HUB_URL alone is one hub named koji, with files and pages beside it", () => {
  expect(configurationOf({ variables: { KOJI_HUB_URL: `${HUB}/` } }).hubs).toEqual([
    {
      name: "koji",
      url: HUB,
      filesUrl: "https://koji.example.org/kojifiles",
      webUrl: "https://koji.example.org/koji",
      discoverMs: 30 * 86_400_000,
      knownHosts: [],
      limits: {
        connections: 4,
        callsPerSecond: 200,
        callsPerRequest: 240,
        bytesPerRequest: 100_000,
        maxResponseBytes: 104_857_600,
        timeoutMs: 60_000,
      },
      auth: { type: "none", authority: null },
      events: { type: "poll" },
    },
  ]);
});

test("every setting can be given in the file", () => {
  const configuration = configurationOf({
    yaml: `
listen: { host: "::1", port: 0 }
logLevel: warn
hubs:
  fedora:
    url: http://localhost:8080/kojihub
    filesUrl: https://files.example.org/
    webUrl: https://pages.example.org/koji
    discover: 12h
    knownHosts: [Composes.example.org, lookaside.example.org]
    limits:
      { connections: 8, callsPerSecond: 5, callsPerRequest: 10, bytesPerRequest: 2000, responseMiB: 1, timeout: 90s }
    auth: { type: password, passwordFile: secret, authority: ca.crt }
    events:
      type: fedora-messaging
      url: amqps://gateway:hush@broker.example.org/%2Fpublic_pubsub
      certificate: gateway.crt
      key: gateway.key
      authority: ca.crt
      topicPrefix: org.fedoraproject.stg
  other:
    url: https://other.example.org/hub
    auth: { type: gssapi, principal: gateway/host@EXAMPLE.ORG, keytab: /secrets/keytab }
    events: { type: poll }
cache: { redis: { sentinels: [redis://a.example.org, redis://b.example.org:26379], name: images }, memoryMiB: 8 }
catalogue: images.yaml
kickstarts:
  spins: { url: https://git.example.org/spins.git, ref: f45, owners: OWNERS, aliases: git+https://a.example.org/s }
  local: { url: /srv/git/local.git/ }
copies: /var/cache/copies
ledger: { folder: /var/lib/acts }
policies: policies
identity: { issuer: https://id.example.org/, audience: images, groupsClaim: roles, userClaim: sub, tokens: t.yaml }
`,
    files: {
      "etc/secret": "hush",
      "etc/ca.crt": "",
      "etc/gateway.crt": "",
      "etc/gateway.key": "",
      "/secrets/keytab": "",
      "etc/images.yaml": "images: {}",
      "etc/policies/build.cedar": "",
      "etc/t.yaml": "",
    },
  });
  expect(configuration).toEqual({
    listen: { host: "::1", port: 0 },
    logLevel: "warn",
    hubs: [
      {
        name: "fedora",
        url: "http://localhost:8080/kojihub",
        filesUrl: "https://files.example.org",
        webUrl: "https://pages.example.org/koji",
        discoverMs: 43_200_000,
        knownHosts: ["composes.example.org", "lookaside.example.org"],
        limits: {
          connections: 8,
          callsPerSecond: 5,
          callsPerRequest: 10,
          bytesPerRequest: 2000,
          maxResponseBytes: 1_048_576,
          timeoutMs: 90_000,
        },
        auth: { type: "password", passwordFile: "etc/secret", authority: "etc/ca.crt" },
        events: {
          type: "fedora-messaging",
          url: "amqps://gateway:hush@broker.example.org/%2Fpublic_pubsub",
          certificate: "etc/gateway.crt",
          key: "etc/gateway.key",
          authority: "etc/ca.crt",
          topicPrefix: "org.fedoraproject.stg",
        },
      },
      expect.objectContaining({
        name: "other",
        url: "https://other.example.org/hub",
        filesUrl: "https://other.example.org/kojifiles",
        auth: { type: "gssapi", principal: "gateway/host@EXAMPLE.ORG", keytab: "/secrets/keytab", authority: null },
        events: { type: "poll" },
      }),
    ],
    cache: {
      redis: { kind: "sentinels", urls: ["redis://a.example.org", "redis://b.example.org:26379"], name: "images" },
      memoryMiB: 8,
    },
    ledger: { redis: null, folder: "/var/lib/acts" },
    catalogue: { file: "etc/images.yaml", text: "images: {}" },
    kickstarts: [
      {
        name: "spins",
        url: "https://git.example.org/spins.git",
        ref: "f45",
        owners: "OWNERS",
        aliases: ["git+https://a.example.org/s"],
      },
      { name: "local", url: "/srv/git/local.git", ref: null, owners: null, aliases: [] },
    ],
    copies: "/var/cache/copies",
    policies: "etc/policies",
    identity: {
      issuer: "https://id.example.org/",
      audience: "images",
      groupsClaim: "roles",
      userClaim: "sub",
      tokens: "etc/t.yaml",
    },
  });
});

test.skipIf(!existsSync(PRODUCT))(`the example of the product is accepted whole (needs ${PRODUCT})`, () => {
  const [, example = ""] = /## Configuration[^]*?```yaml\n([^]*?)```/.exec(readFileSync(PRODUCT, "utf8")) ?? [];
  expect(example).toContain("hubs:");
  // Where the example has …, somebody writes a name of theirs.
  const yaml = example
    .replaceAll("certificate: …", "certificate: /etc/pki/gateway.pem")
    .replaceAll("…", "a.example.org");
  const { hubs, catalogue, identity } = configurationOf({
    yaml,
    files: {
      "/etc/koji.conf": `[fedora]\nserver = ${HUB}`,
      "/etc/pki/gateway.pem": "",
      "/etc/pki/ca.crt": "",
      "etc/images.yaml": "",
      "etc/policies/build.cedar": "",
      "etc/tokens.yaml": "",
    },
  });
  expect(hubs).toMatchObject([
    {
      name: "fedora",
      url: HUB,
      auth: { type: "ssl", certificate: "/etc/pki/gateway.pem", key: null, authority: "/etc/pki/ca.crt" },
      events: { type: "fedora-messaging", topicPrefix: "org.fedoraproject.prod" },
      limits: { connections: 4, callsPerSecond: 50 },
    },
  ]);
  expect(catalogue?.file).toBe("etc/images.yaml");
  expect(identity?.tokens).toBe("etc/tokens.yaml");
});

test("a flag goes over a variable, and a variable over the file", () => {
  const yaml = "listen: { host: 10.0.0.1, port: 1 }\nlogLevel: error\ncache: { redis: redis://file.example.org }\n";
  const variables = { HOST: "10.0.0.2", PORT: "2", REDIS_URL: "redis://variable.example.org" };
  const { listen, logLevel, cache } = configurationOf({ yaml, variables, flags: { port: "3" } });
  expect(listen).toEqual({ host: "10.0.0.2", port: 3 });
  expect(logLevel).toBe("error");
  expect(cache.redis).toEqual({ kind: "single", url: "redis://variable.example.org" });
});

test("--config goes over GATEWAY_CONFIG", () => {
  const files = { "a.yaml": "listen: { port: 1 }", "b.yaml": "listen: { port: 2 }" };
  const variables = { GATEWAY_CONFIG: "a.yaml" };
  expect(configurationOf({ files, variables }).listen.port).toBe(1);
  expect(configurationOf({ files, variables, flags: { config: "b.yaml" } }).listen.port).toBe(2);
});

test("variables change the addresses of the file's hub named koji and leave the rest of it", () => {
  const yaml = `hubs: { first: { url: ${HUB} }, koji: { url: ${HUB}, limits: { connections: 2 } } }`;
  const { hubs } = configurationOf({ yaml, variables: { KOJI_HUB_URL: "http://127.0.0.1:8080/kojihub" } });
  expect(hubs.map(({ name, url }) => [name, url])).toEqual([
    ["first", HUB],
    ["koji", "http://127.0.0.1:8080/kojihub"],
  ]);
  expect(hubs[1]).toMatchObject({ filesUrl: "http://127.0.0.1:8080/kojifiles", limits: { connections: 2 } });
});

test("a hub that only the variables know is the first, and so the default", () => {
  const { hubs } = configurationOf({ yaml: `hubs: { fedora: { url: ${HUB} } }`, variables: { KOJI_HUB_URL: HUB } });
  expect(hubs.map(({ name }) => name)).toEqual(["koji", "fedora"]);
});

test("several addresses of Redis are a cluster", () => {
  expect(configurationOf({ yaml: "cache: { redis: [redis://a.example.org, rediss://b.example.org] }" }).cache).toEqual({
    redis: { kind: "cluster", urls: ["redis://a.example.org", "rediss://b.example.org"] },
    memoryMiB: 64,
  });
});

test("nothing in a configuration can be changed", () => {
  const configuration = configurationOf({ variables: { KOJI_HUB_URL: HUB } });
  const isFrozen = (value: unknown): boolean =>
    typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
  expect(isFrozen(configuration)).toBe(true);
  expect(Object.isFrozen(configuration.hubs[0]?.limits)).toBe(true);
});

test("each setting in force says where it comes from", () => {
  const configured = configure(
    given({
      yaml: "listen:\n  host: 0.0.0.0\n  port: 1\n",
      variables: { PORT: "2", LOG_LEVEL: "debug" },
      flags: { logLevel: "warn" },
    }),
  );
  const settings = "settings" in configured ? configured.settings : [];
  expect(settings.filter(({ name }) => /^(listen|log|cache)/.test(name))).toEqual([
    { name: "listen.host", value: "0.0.0.0", source: "etc/gateway.yaml:2" },
    { name: "listen.port", value: 2, source: "PORT" },
    { name: "logLevel", value: "warn", source: "--log-level" },
    { name: "cache.memoryMiB", value: 64, source: "default" },
  ]);
});

test("the catalogue is handed on although the configuration has problems", () => {
  const configured = configure(given({ yaml: "catalogue: i.yaml\nport: 1", files: { "etc/i.yaml": "images:" } }));
  expect(configured).toMatchObject({ catalogue: { file: "etc/i.yaml", text: "images:" } });
  expect(problemsOf({ yaml: "catalogue: i.yaml\nport: 1", files: { "etc/i.yaml": "images:" } })).toHaveLength(1);
});

test("the ledger is where values are cached, unless it has a place of its own", () => {
  const cache = "cache: { redis: 'redis://a.example.org' }\n";
  const ledgerOf = (yaml: string) => configurationOf({ yaml: cache + yaml }).ledger;
  const single = (url: string) => ({ folder: "", redis: { kind: "single", url } });
  expect(ledgerOf("")).toEqual(single("redis://a.example.org"));
  expect(ledgerOf("ledger: { redis: 'redis://b.example.org' }")).toEqual(single("redis://b.example.org"));
  expect(ledgerOf("ledger: { folder: ~/acts }")).toEqual({ folder: "/home/someone/acts", redis: null });
});

test("a ledger with two places is a problem", () => {
  expect(problemsOf({ yaml: "ledger: { folder: acts, redis: 'redis://a' }" })).toEqual([
    "etc/gateway.yaml:1: ledger gives both folder and redis; keep one of the two.",
  ]);
});

test("where the ledger is kept is told among the settings", () => {
  const settingsOf = (yaml: string) => {
    const configured = configure(given({ yaml }));
    const settings = "settings" in configured ? configured.settings : [];
    return settings.filter(({ name }) => name.startsWith("ledger"));
  };
  expect(settingsOf("ledger: { redis: 'redis://:hush@a.example.org' }")).toEqual([
    { name: "ledger.redis", value: "redis://…@a.example.org", source: "etc/gateway.yaml:1" },
  ]);
  expect(settingsOf("cache: { redis: 'redis://:hush@a.example.org' }")).toEqual([
    { name: "ledger.redis", value: "cache.redis", source: "default" },
  ]);
});
