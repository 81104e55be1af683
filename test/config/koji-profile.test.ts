import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Configured, configure } from "../../config/configure.ts";
import { diskFiles } from "../../config/files.ts";
import { problemText } from "../../config/settings/problem.ts";
import { given } from "./given.ts";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "koji-profile-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Files below a folder of their own: `etc/…`, `home/…`, `gateway.yaml`. */
function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function configured(yaml: string): Configured {
  write({ "gateway.yaml": yaml });
  const { environment } = given({});
  return configure({
    flags: { config: join(folder, "gateway.yaml"), host: null, port: null, logLevel: null },
    environment: { ...environment, home: join(folder, "home") },
    files: diskFiles,
    etc: join(folder, "etc"),
  });
}

function hubOf(yaml: string) {
  const result = configured(yaml);
  if ("problems" in result) throw new Error(result.problems.map(problemText).join("\n"));
  return result.configuration.hubs[0];
}

const problemsOf = (yaml: string): readonly string[] => {
  const result = configured(yaml);
  return "problems" in result ? result.problems.map((problem) => problemText(problem).replaceAll(folder, "")) : [];
};

const PROFILE = "hubs: { fedora: { profile: fedora } }";

test("a profile gives addresses and the way to sign in", () => {
  write({
    "etc/koji.conf": `[fedora]
server = https://koji.example.org/kojihub
weburl = https://koji.example.org/pages
topurl = https://kojipkgs.example.org/
authtype = kerberos
principal = gateway@EXAMPLE.ORG
keytab = ~/gateway.keytab
serverca = ~/ca.crt
`,
    "home/gateway.keytab": "",
    "home/ca.crt": "",
  });
  expect(hubOf(PROFILE)).toMatchObject({
    name: "fedora",
    url: "https://koji.example.org/kojihub",
    webUrl: "https://koji.example.org/pages",
    filesUrl: "https://kojipkgs.example.org",
    auth: {
      type: "gssapi",
      principal: "gateway@EXAMPLE.ORG",
      keytab: join(folder, "home/gateway.keytab"),
      authority: join(folder, "home/ca.crt"),
    },
  });
});

const lines = (options: Readonly<Record<string, string>>): string =>
  `[fedora]\n${Object.entries(options)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join("")}`;

test("of the files, the later one wins option by option: /etc/koji.conf.d, /etc/koji.conf, ~/.koji/config.d, ~/.koji/config", () => {
  const all = { server: "https://a/kojihub", weburl: "https://a/koji", topurl: "https://a/files", principal: "a" };
  write({
    "etc/koji.conf.d/10-a.conf": lines(all),
    "etc/koji.conf.d/20-b.conf": lines({
      server: "https://b/kojihub",
      weburl: "https://b/koji",
      topurl: "https://b/files",
    }),
    "etc/koji.conf.d/30-c.conf.rpmnew": "this is read by nobody",
    "etc/koji.conf": lines({ server: "https://c/kojihub", weburl: "https://c/koji" }),
    "home/.koji/config.d/own.conf": lines({ server: "https://d/kojihub" }),
    "home/.koji/config": lines({ authtype: "noauth" }),
  });
  expect(hubOf(PROFILE)).toMatchObject({
    url: "https://d/kojihub",
    webUrl: "https://c/koji",
    filesUrl: "https://b/files",
    auth: { type: "none" },
  });
});

test("values may refer to each other and to DEFAULT", () => {
  write({
    "etc/koji.conf":
      "[DEFAULT]\nsite = https://koji.example.org\n[fedora]\nserver = %(site)s/kojihub\nweburl = %(site)s/100%%\n",
  });
  expect(hubOf(PROFILE)).toMatchObject({
    url: "https://koji.example.org/kojihub",
    webUrl: "https://koji.example.org/100%",
    filesUrl: "https://koji.example.org/kojifiles",
  });
});

test("what stands beside the profile wins", () => {
  write({
    "etc/koji.conf":
      "[fedora]\nserver = https://koji.example.org/kojihub\nauthtype = ssl\ncert = /gone.pem\nserverca = ~/ca.crt\n",
    "home/ca.crt": "",
    secret: "",
  });
  const yaml =
    "hubs: { fedora: { profile: fedora, webUrl: 'https://web.example.org', auth: { type: password, passwordFile: secret } } }";
  expect(hubOf(yaml)).toMatchObject({
    url: "https://koji.example.org/kojihub",
    webUrl: "https://web.example.org",
    auth: {
      type: "password",
      passwordFile: join(folder, "secret"),
      authority: join(folder, "home/ca.crt"),
    },
  });
});

test("without a word about signing in, Koji's own certificate is used if there is one", () => {
  write({ "etc/koji.conf": "[fedora]\nserver = https://koji.example.org/kojihub\n" });
  expect(hubOf(PROFILE)?.auth).toEqual({ type: "none", authority: null });
  write({ "home/.koji/client.crt": "", "home/.koji/serverca.crt": "" });
  expect(hubOf(PROFILE)?.auth).toEqual({
    type: "ssl",
    certificate: join(folder, "home/.koji/client.crt"),
    key: null,
    authority: join(folder, "home/.koji/serverca.crt"),
  });
});

test("a profile that is nowhere is told, with where it was looked for", () => {
  write({ "etc/koji.conf": "[koji]\nserver = https://koji.example.org/kojihub\n" });
  expect(problemsOf("hubs:\n  fedora:\n    profile: fedora\n")).toEqual([
    "/gateway.yaml:3: no Koji profile [fedora] is to be found; looked in /etc/koji.conf.d, /etc/koji.conf, /home/.koji/config.d, /home/.koji/config.",
  ]);
});

test("a profile without a server is told", () => {
  write({ "etc/koji.conf": "[fedora]\n;server = https://koji.example.org/kojihub\n" });
  expect(problemsOf(PROFILE)).toEqual([
    "/gateway.yaml:1: the Koji profile [fedora] gives no server; give url beside profile.",
  ]);
});

test("problems of Koji's files name their lines", () => {
  write({
    "etc/koji.conf": "[fedora]\nserver = https://koji.example.org/kojihub\nserver = twice\n",
    "home/.koji/config": "stray\n",
  });
  expect(problemsOf(PROFILE)).toEqual([
    "/etc/koji.conf:3: server stands twice in the section [fedora] of this file; keep one of the two.",
    "/home/.koji/config:1: this stands before the first section; begin with a line such as [koji].",
  ]);
});

test("wrong values of a profile name their lines", () => {
  write({
    "etc/koji.conf":
      "[fedora]\nserver = koji.example.org\ntopurl = https://files.example.org\nauthtype = magic\nserverca = ~/gone.crt\n",
  });
  expect(problemsOf(PROFILE)).toEqual([
    '/etc/koji.conf:2: hubs.fedora.url is "koji.example.org"; give an address such as https://koji.example.org/kojihub, without user name, password, ? and #.',
    '/etc/koji.conf:4: hubs.fedora.auth.type is "magic"; give none, ssl, gssapi or password.',
    '/etc/koji.conf:5: hubs.fedora.auth.authority is "/home/gone.crt"; /home/gone.crt cannot be read: there is no such file.',
  ]);
});

test("a % that stands alone is told", () => {
  write({ "etc/koji.conf": "[fedora]\nserver = https://koji.example.org/100%\n" });
  expect(problemsOf(PROFILE)).toEqual(["/etc/koji.conf:2: server holds a % that stands alone; write %%."]);
});
