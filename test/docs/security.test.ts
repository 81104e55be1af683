import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const PAGE = readFileSync("docs/security.md", "utf8");
const TEXT = PAGE.replaceAll(/\s+/gu, " ");

const places = [...PAGE.matchAll(/`((?:[a-z-]+\/)+[\w.-]*)`/gu)].map(([, place = ""]) => place);

test("the page names what holds it", () => {
  expect(new Set(places.filter((place) => place.startsWith("test/"))).size).toBeGreaterThan(15);
});

test.each([...new Set(places)])("%s is there", (place) => {
  expect(existsSync(place)).toBe(true);
});

test("the README leads to it", () => {
  expect(readFileSync("README.md", "utf8")).toContain("(docs/security.md)");
});

test("who sends something in a diagram is one of those it shows", () => {
  const diagrams = [...PAGE.matchAll(/^```mermaid\n([^]*?)^```/gmu)].map(([, text = ""]) => text);
  expect(diagrams).toHaveLength(2);
  for (const diagram of diagrams) {
    const shown = [...diagram.matchAll(/^ *participant (\w) as /gmu)].map(([, letter]) => letter);
    const arrows = [...diagram.matchAll(/^ *(\w)-?-(?:>>|x)(\w): \S/gmu)];
    expect(arrows.length).toBeGreaterThan(8);
    for (const [, from, to] of arrows) for (const who of [from, to]) expect(shown).toContain(who);
    const lines = diagram.split("\n").map((line) => line.trim());
    const begun = lines.filter((line) => /^(?:alt|opt) /u.test(line)).length;
    expect(lines.filter((line) => line === "end")).toHaveLength(begun);
  }
});

/** What the page says in numbers, and the line that makes it so. */
test.each([
  ["at most 100 for each hub", "koji/writing/create-hub-writer.ts", "sessions: 100,"],
  ["for an hour", "koji/writing/create-hub-writer.ts", "ageMs: 3_600_000,"],
  ["three minutes without a call", "koji/writing/create-hub-writer.ts", "idleMs: 180_000,"],
  ["after 90 days", "cli/commands/token.ts", 'USUAL_LIFETIME = "90d"'],
  ["within two seconds of being revoked", "identity/open-identity.ts", "TOKENS_EVERY_MS = 2_000"],
  ["256 random bits", "identity/script-token.ts", "SECRET_BYTES = 32"],
  ["begins with `kimg_`", "identity/script-token.ts", 'PREFIX = "kimg_"'],
  ["after ten minutes", "identity/issuer-keys.ts", "FRESH_MS = 600_000"],
  ["no longer than an hour", "identity/issuer-keys.ts", "BELIEVED_MS = 3_600_000"],
  ["250,000 in Redis", "ledger/redis-ledger.ts", "KEPT = 250_000"],
  ["after a million in a folder", "ledger/file-ledger.ts", "PER_FILE = 2_000"],
  ["after a million in a folder", "ledger/file-ledger.ts", "FILES = 500"],
  ["at most 64 characters", "server/request-scope.ts", "{1,64}"],
  [
    "Includes do not leave the repository, are 150 deep at most",
    "kickstarts/reading/follow-include.ts",
    "MAX_DEPTH = 150",
  ],
])("%s", (said, file, line) => {
  expect(TEXT).toContain(said);
  expect(readFileSync(file, "utf8")).toContain(line);
});
