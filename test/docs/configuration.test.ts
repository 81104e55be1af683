import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { parseCatalogue } from "../../catalogue/parse-catalogue.ts";
import { configure } from "../../config/configure.ts";
import { LOG_LEVELS } from "../../config/configuration.ts";
import { problemText } from "../../config/settings/problem.ts";
import { IMAGE_STAGES } from "../../model/catalogue.ts";
import { PARENT_METHODS } from "../../model/image-method.ts";
import { serve } from "../../server/serve.ts";
import { configurationOf, given, problemsOf } from "../config/given.ts";

const PAGE = readFileSync("docs/configuration.md", "utf8");
const UNUSED = "checked, not used yet";

const blocks = (language: string) =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "gmu"))].map(([, text = ""]) => text);

/** What the page's blocks refer to. */
const FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["ca.crt", "gateway.pem", "fedora-cert.pem", "fedora-key.pem", "tokens.yaml", "images.yaml", "policies/a"].map(
      (name) => [`etc/${name}`, ""],
    ),
  ),
  "/etc/koji.conf": blocks("ini").join("\n"),
};

const isCatalogue = (yaml: string) => yaml.startsWith("images:");

const problemsOfCatalogue = (yaml: string, hubs: readonly string[] | null = null): readonly string[] => {
  const parsed = parseCatalogue(yaml, "images.yaml", hubs);
  return "problems" in parsed ? parsed.problems.map(problemText) : [];
};

test.each(blocks("yaml"))("a block of the page is accepted: %s", (yaml) => {
  const problems = isCatalogue(yaml) ? problemsOfCatalogue(yaml, ["fedora"]) : problemsOf({ yaml, files: FILES });
  expect(problems).toEqual([]);
});

test("the page shows configurations, catalogues and a profile, which is the hub of the first", () => {
  const [first = "", ...others] = blocks("yaml");
  expect(others.filter(isCatalogue).length).toBeGreaterThanOrEqual(2);
  expect(configurationOf({ yaml: first, files: FILES }).hubs[0]).toMatchObject({
    name: "fedora",
    url: "https://koji.example.org/kojihub",
    webUrl: "https://koji.example.org/koji",
    filesUrl: "https://kojipkgs.example.org",
    auth: { type: "gssapi" },
  });
});

/** The rows of the tables of keys, by key. */
const ROWS: ReadonlyMap<string, readonly string[]> = new Map(
  [...PAGE.matchAll(/^\| key .*\n\| -.*\n((?:\|.*\n)+)/gmu)]
    .flatMap(([, rows = ""]) => rows.trim().split("\n"))
    .map((row) => row.split("|").map((cell) => cell.trim()))
    .map(([, key = "", ...cells]) => [key.replaceAll("`", ""), cells]),
);

type Mapping = { readonly [key: string]: Mapping | string | number };
type Probe = { readonly problemsOf: (yaml: string) => readonly string[]; readonly around: Mapping };

/** Near to no key there is, so that all there are are told. */
const STRANGE = "UNHEARDOF";

const nested = (path: readonly string[], inner: Mapping): Mapping =>
  path.reduceRight<Mapping>((value, key) => ({ [key]: value }), inner);

const told = (probe: Probe, path: readonly string[], inner: Mapping) =>
  probe.problemsOf(stringify(merged(probe.around, nested(path, inner)))).join("\n");

function merged(one: Mapping, other: Mapping): Mapping {
  const both = Object.entries(other).map(([key, value]) => {
    const there = one[key];
    return [key, typeof there === "object" && typeof value === "object" ? merged(there, value) : value] as const;
  });
  return { ...one, ...Object.fromEntries(both) };
}

/** Every key that the readers know at and below `path`, from what they say of a key that they do not know. */
function knownKeys(probe: Probe, path: readonly string[] = []): readonly string[] {
  // A mapping from names to sections: the strange key is a name, and a number is no section.
  if (told(probe, path, { [STRANGE]: 1 }).includes(` ${[...path, STRANGE].join(".")} is 1; give `)) {
    return knownKeys(probe, [...path, STRANGE]);
  }
  const keys = keysAt(probe, path, {});
  if (keys.length === 0) return [path.join(".")];
  const types = keys.includes("type") ? typesAt(probe, path) : [];
  const all = new Set([...keys, ...types.flatMap((type) => keysAt(probe, path, { type }))]);
  return [...all].flatMap((key) => knownKeys(probe, [...path, key]));
}

/** The keys of a section that holds `inner`; none of what is no section. */
function keysAt(probe: Probe, path: readonly string[], inner: Mapping): readonly string[] {
  const said = told(probe, path, { ...inner, [STRANGE]: 1 });
  const [, listed] = said.split(` ${[...path, STRANGE].join(".")} is no setting; the settings here are `);
  return listed?.split(/\.(?:\n|$)/u)[0]?.split(", ") ?? [];
}

/** The words that `type` may be. */
const typesAt = (probe: Probe, path: readonly string[]): readonly string[] => {
  const said = told(probe, path, { type: STRANGE });
  return (/"UNHEARDOF"; give ([\w, -]+)\./u.exec(said)?.[1] ?? "").split(/, | or /u);
};

const ofConfiguration = (): readonly string[] =>
  knownKeys({ problemsOf: (yaml) => problemsOf({ yaml }), around: {} }).map((key) => key.replaceAll(STRANGE, "NAME"));

const ofCatalogue = (): readonly string[] =>
  PARENT_METHODS.flatMap((method) =>
    knownKeys({ problemsOf: problemsOfCatalogue, around: { images: { [STRANGE]: { method } } } }),
  ).map((key) => key.replace(`images.${STRANGE}`, "images.NAME").replace(STRANGE, "TARGET"));

test("every key that the readers know has its row, and no other key has one", () => {
  // Both may be a value and a mapping, or depend on the method: the page tells them by what is inside.
  const known = new Set([...ofConfiguration(), ...ofCatalogue(), "cache.redis", "ledger.redis"]);
  known.delete("images.NAME.definition");
  expect(known.size).toBeGreaterThan(50);
  expect([...ROWS.keys()].toSorted()).toEqual([...known].toSorted());
});

test("the defaults are those of the page", () => {
  const yaml = "hubs: { NAME: { url: https://koji.example.org/kojihub } }\nidentity: { tokens: tokens.yaml }\n";
  const configured = configure(given({ yaml, files: FILES }));
  const settings = "settings" in configured ? configured.settings : [];
  const defaults = settings.filter(({ name, source }) => source === "default" && !/(files|web)Url$/u.test(name));
  expect(defaults.length).toBeGreaterThan(8);
  for (const { name, value } of defaults) expect(ROWS.get(name)?.[1], name).toBe(`\`${value}\``);
});

test("the page names every variable, log level, stage and method", () => {
  const words = [...Object.keys(given({}).environment.variables), ...LOG_LEVELS, ...IMAGE_STAGES, ...PARENT_METHODS];
  for (const word of words) expect(PAGE).toContain(`\`${word}\``);
});

/** `target` whose members tell in `read` that they were read; only what holds no other things counts. */
function watched<T extends object>(target: T, path: string, read: Set<string>): T {
  return new Proxy(target, {
    get(_, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof key === "symbol" || typeof value === "function" || key === "length") return value;
      const name = Array.isArray(target) ? `${path}.NAME` : path === "" ? key : `${path}.${key}`;
      if (typeof value === "object" && value !== null) return watched(value, name, read);
      read.add(name);
      return value;
    },
  });
}

/** The keys that have another name once they are read. */
const keyOf = (name: string): string =>
  name
    .replace("maxResponseBytes", "responseMiB")
    .replace(/^(cache|ledger)\.redis\.kind$/u, "$1.redis")
    .replace(/^(cache|ledger)\.redis\.urls\.NAME$/u, "$1.redis.sentinels")
    .replace(/(discover|timeout)Ms$/u, "$1")
    .replace(/(aliases|knownHosts)\.NAME$/u, "$1");

test("what the gateway reads of a configuration is what the page does not call unused", async () => {
  const folder = mkdtempSync(join(tmpdir(), "configuration-"));
  writeFileSync(join(folder, "ca.crt"), "");
  const authority = join(folder, "ca.crt");
  const hub = (auth: Mapping) => ({ url: "http://127.0.0.1:9/kojihub", knownHosts: ["a.example.org"], auth });
  const yaml = stringify({
    listen: { port: 0 },
    logLevel: "silent",
    hubs: {
      NAME: hub({ type: "gssapi", principal: "p", keytab: "ca.crt", authority }),
      TLS: hub({ type: "ssl", certificate: authority, key: authority }),
      TEST: hub({ type: "password", passwordFile: authority }),
    },
    cache: { redis: { sentinels: ["redis://127.0.0.1:9"], name: "images" } },
    kickstarts: { NAME: { url: join(folder, "no-repository"), aliases: ["https://git.example.org/spins.git"] } },
    copies: folder,
    identity: { issuer: "http://127.0.0.1:9/", tokens: authority },
  });
  const configuration = configurationOf({ yaml, files: { ...FILES, [authority]: "" } });
  const read = new Set<string>();
  try {
    // A copy: what is frozen may not be watched.
    const seen = watched(structuredClone(configuration), "", read);
    const served = await serve({ configuration: seen, catalogue: [] });
    await served.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
  const used = [...ROWS].filter(([key, cells]) => !key.startsWith("images.") && !cells.join().includes(UNUSED));
  // A profile and the catalogue are read before there is a server.
  const expected = used.map(([key]) => key).filter((key) => key !== "catalogue" && key !== "hubs.NAME.profile");
  const names = [...read].map(keyOf).filter((name) => !/^(?:hubs|kickstarts)\.NAME\.name$/u.test(name));
  expect(names.toSorted()).toEqual(expected.toSorted());
});
