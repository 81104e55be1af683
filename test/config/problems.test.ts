import { expect, test } from "vitest";
import { configure } from "../../config/configure.ts";
import { given, problemsOf } from "./given.ts";

const hub = (lines: string) => `hubs:\n  fedora:\n    url: https://koji.example.org/kojihub\n    ${lines}\n`;
const FILE = "etc/gateway.yaml";

/** What is written in the file, and every line that is then told. */
const BAD_FILES: Readonly<Record<string, readonly [yaml: string, ...told: string[]]>> = {
  "a word for a number": [
    hub("limits: { connections: four }"),
    `${FILE}:4: hubs.fedora.limits.connections is "four"; give a whole number from 1 to 100.`,
  ],
  "a number that is too big": [
    "listen:\n  port: 65536\n",
    `${FILE}:2: listen.port is 65536; give a whole number from 0 to 65535.`,
  ],
  "a number in quotes": [
    'listen: { port: "80" }',
    `${FILE}:1: listen.port is "80"; give a whole number from 0 to 65535.`,
  ],
  "a fraction": [
    "cache: { memoryMiB: 0.5 }",
    `${FILE}:1: cache.memoryMiB is 0.5; give a whole number from 1 to 65536.`,
  ],
  "a number for text": [
    "kickstarts:\n  spins:\n    url: https://git.example.org/spins.git\n    ref: 1.10\n",
    `${FILE}:4: kickstarts.spins.ref is 1.1; give text, in quotes if it looks like a number.`,
  ],
  "a list for a value": [
    "logLevel: [info]",
    `${FILE}:1: logLevel is a list; give trace, debug, info, warn, error, fatal or silent.`,
  ],
  "settings for a value": [hub("url2: {}"), `${FILE}:4: hubs.fedora.url2 is no setting; did you mean url?`],
  "a value for settings": ["listen: 4000", `${FILE}:1: listen is 4000; give host, port.`],
  "a list for settings": [
    "hubs:\n  - url: https://koji.example.org/kojihub\n",
    `${FILE}:1: hubs is a list; give one group of settings for each name.`,
  ],
  "a value for the whole": [
    "hello",
    `${FILE}:1: this file holds only "hello"; give settings, one \`name: value\` in each line.`,
  ],
  "an unknown key that is near a known one": [
    hub("limits: { connection: 4 }"),
    `${FILE}:4: hubs.fedora.limits.connection is no setting; did you mean connections?`,
  ],
  "a key in another style": [
    hub("files_url: https://a.example.org"),
    `${FILE}:4: hubs.fedora.files_url is no setting; did you mean filesUrl?`,
  ],
  "an unknown key that is near none": [
    "listen: { socket: /run/gateway }",
    `${FILE}:1: listen.socket is no setting; the settings here are host, port.`,
  ],
  "a key of JavaScript's": [
    "__proto__: 1",
    `${FILE}:1: __proto__ is no setting; the settings here are listen, logLevel, hubs, cache, ledger, catalogue, kickstarts, copies, policies, identity.`,
  ],
  "a length of time without a unit": [
    hub("discover: 30"),
    `${FILE}:4: hubs.fedora.discover is 30; give a length of time such as 3d, 12h, 30m or 90s.`,
  ],
  "a length of time in words": [
    hub("discover: a month"),
    `${FILE}:4: hubs.fedora.discover is "a month"; give a length of time such as 3d, 12h, 30m or 90s.`,
  ],
  "an address that is none": [
    "hubs: { fedora: { url: koji.example.org } }",
    `${FILE}:1: hubs.fedora.url is "koji.example.org"; give an address such as https://koji.example.org/kojihub, without user name, password, ? and #.`,
  ],
  "a query in an address": [
    "hubs: { fedora: { url: 'https://koji.example.org/kojihub?a=b' } }",
    `${FILE}:1: hubs.fedora.url is "https://koji.example.org/kojihub?a=b"; give an address such as https://koji.example.org/kojihub, without user name, password, ? and #.`,
  ],
  "a hub without an address": [
    "hubs:\n  fedora:\n",
    `${FILE}:2: hubs.fedora gives neither profile nor url; give one of the two.`,
  ],
  "a hub with a name that is none": [
    "hubs: { 'the hub': { url: https://koji.example.org/kojihub } }",
    `${FILE}:1: hubs.the hub is no name for a hub; give a name of letters, digits and . _ + -.`,
  ],
  "a way to sign in that is none": [
    hub("auth: { type: tls }"),
    `${FILE}:4: hubs.fedora.auth.type is "tls"; give none, ssl, gssapi or password.`,
  ],
  "a key of another way to sign in": [
    hub("auth: { type: gssapi, certificate: a.pem }"),
    `${FILE}:4: hubs.fedora.auth.certificate is no setting; the settings here are type, authority, principal, keytab.`,
  ],
  "a password in the file": [
    hub("auth: { type: password, password: hush }"),
    `${FILE}:4: hubs.fedora.auth.passwordFile is missing; give the path of a file.`,
    `${FILE}:4: hubs.fedora.auth.password is no setting; did you mean passwordFile?`,
  ],
  "a file that is not there": [
    hub("auth: { type: ssl, certificate: gateway.pem }"),
    `${FILE}:4: hubs.fedora.auth.certificate is "gateway.pem"; etc/gateway.pem cannot be read: there is no such file.`,
  ],
  "a folder that is not there": [
    "policies: rules",
    `${FILE}:1: policies is "rules"; etc/rules is no folder that can be read.`,
  ],
  "a certificate that is missing": [
    hub("auth: { type: ssl }"),
    `${FILE}:4: hubs.fedora.auth.certificate is missing; give the path of a file.`,
  ],
  "a broker without its prefix": [
    hub("events: { type: fedora-messaging, url: amqps://broker.example.org }"),
    `${FILE}:4: hubs.fedora.events.topicPrefix is missing; give what its topics begin with, such as org.fedoraproject.prod.`,
  ],
  "sentinels without the master's name": [
    "cache: { redis: { sentinels: [] } }",
    `${FILE}:1: cache.redis.sentinels names no address; give an address such as redis://127.0.0.1:6379 or rediss://:password@redis.example.org.`,
    `${FILE}:1: cache.redis.name is missing; give the name of the master that the sentinels watch.`,
  ],
  "an identity of nobody": [
    "identity: { audience: a }",
    `${FILE}:1: identity lets nobody sign in; give issuer, tokens or both.`,
  ],
  "an issuer in the clear": [
    "identity: { issuer: http://id.example.org }",
    `${FILE}:1: identity.issuer is "http://id.example.org"; give the issuer's address as its tokens have it, such as https://id.example.org/.`,
  ],
  "problems all over, told from the top": [
    "nonsense: 1\nlisten:\n  port: many\nhubs:\n  fedora:\n    limit: 1\nlogLevel: loud\n",
    `${FILE}:1: nonsense is no setting; the settings here are listen, logLevel, hubs, cache, ledger, catalogue, kickstarts, copies, policies, identity.`,
    `${FILE}:3: listen.port is "many"; give a whole number from 0 to 65535.`,
    `${FILE}:5: hubs.fedora gives neither profile nor url; give one of the two.`,
    `${FILE}:6: hubs.fedora.limit is no setting; did you mean limits?`,
    `${FILE}:7: logLevel is "loud"; give trace, debug, info, warn, error, fatal or silent.`,
  ],
  "a key written twice": [
    "listen:\n  port: 1\n  host: ::1\n  port: 2\n",
    `${FILE}:4: listen.port is written twice; keep one of the two.`,
  ],
  "YAML that breaks off": [
    'listen:\n  host: "::1\nlogLevel: info\n',
    `${FILE}:3: this is not valid YAML: missing closing "quote.`,
  ],
};

test.each(Object.entries(BAD_FILES))("%s", (_what, [yaml, ...told]) => {
  expect(problemsOf({ yaml })).toEqual(told);
});

const GIVES_ADDRESS = "give an address such as https://koji.example.org/kojihub, without user name, password, ? and #.";

test("a problem of a variable or a flag names it", () => {
  const told = problemsOf({
    variables: {
      KOJI_HUB_URL: "ftp://koji.example.org",
      HOST: "h",
      PORT: "http",
      LOG_LEVEL: "loud",
      REDIS_URL: "http://r",
    },
    flags: { port: "-1" },
  });
  expect(told).toEqual([
    '--port is "-1"; give a whole number from 0 to 65535.',
    'LOG_LEVEL is "loud"; give trace, debug, info, warn, error, fatal or silent.',
    `KOJI_HUB_URL is "ftp://koji.example.org"; ${GIVES_ADDRESS}`,
    "REDIS_URL cannot be used as it stands; give an address such as redis://127.0.0.1:6379 or rediss://:password@redis.example.org.",
  ]);
});

test("KOJI_FILES_URL alone is no hub", () => {
  expect(problemsOf({ variables: { KOJI_FILES_URL: "https://files.example.org" } })).toEqual([
    "KOJI_FILES_URL alone is no hub; set KOJI_HUB_URL too.",
  ]);
});

test("a configuration file that is not there is told under the name that named it", () => {
  expect(problemsOf({ variables: { GATEWAY_CONFIG: "nowhere.yaml" } })).toEqual([
    'GATEWAY_CONFIG is "nowhere.yaml"; it cannot be read: there is no such file.',
  ]);
  expect(problemsOf({ flags: { config: "nowhere.yaml" } })).toEqual([
    '--config is "nowhere.yaml"; it cannot be read: there is no such file.',
  ]);
});

test("while the file is broken, the variables' own problems are told and none that only the file could answer", () => {
  const variables = { PORT: "x", KOJI_FILES_URL: "https://files.example.org" };
  expect(problemsOf({ yaml: "hubs: [", variables })).toEqual([
    'PORT is "x"; give a whole number from 0 to 65535.',
    `${FILE}:1: this is not valid YAML: flow sequence in block collection must be sufficiently indented and end with a ].`,
  ]);
});

/** Each hides `hush` where somebody might write it. */
const SECRETS: Readonly<Record<string, string>> = {
  "a Redis address": "cache: { redis: 'redis://:hush@redis.example.org/0?password=hush' }",
  "a wrong Redis address": "cache: { redis: 'http://:hush@redis.example.org' }",
  "a password instead of an address": "cache: { redis: hush }",
  "the addresses of a cluster": "cache: { redis: ['redis://u:hush@a.example.org', ':hush@b'] }",
  "a broker's address": hub(
    "events: { type: fedora-messaging, topicPrefix: t, url: 'amqps://u:hu@hush@b.example.org' }",
  ),
  "a wrong broker's address": hub("events: { type: fedora-messaging, topicPrefix: t, url: 'amqp//u:hush@b' }"),
  "a hub's address": "hubs: { koji: { url: 'https://u:hush@koji.example.org/kojihub' } }",
  "a hub's address without a scheme": "hubs: { koji: { url: 'u:hush@koji.example.org' } }",
  "a kickstart repository's address": "kickstarts: { spins: { url: 'https://token:hush@git.example.org' } }",
  "a password where none belongs": hub("auth: { type: password, user: u, password: hush }"),
  "YAML that breaks off": "cache: { redis: 'redis://:hush@redis.example.org\n",
  "YAML with a stray value": 'cache:\n  redis: "a" hush\n',
  "an alias by mistake": "cache: { redis: *hush }",
  "a tag by mistake": "cache: { redis: !hush x }",
};

test.each(Object.entries(SECRETS))("%s never shows its password", (_where, yaml) => {
  const configured = configure(given({ yaml }));
  const shown = "problems" in configured ? configured.problems : configured.settings;
  expect(shown.length).toBeGreaterThan(0);
  expect(JSON.stringify(shown)).not.toContain("hush");
});
