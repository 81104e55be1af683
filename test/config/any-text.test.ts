import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { configure } from "../../config/configure.ts";
import { given } from "./given.ts";

/** Every word that means something somewhere, so that wrong shapes meet right names. */
const KEYS =
  `listen host port logLevel hubs fedora koji profile url filesUrl webUrl discover limits connections timeout auth type
  certificate key authority principal keytab user passwordFile events topicPrefix cache redis sentinels name memoryMiB
  catalogue kickstarts spins ref owners aliases copies policies identity ledger folder issuer audience tokens __proto__ constructor`.split(
    /\s+/,
  );
const VALUES = [
  "https://koji.example.org/kojihub",
  "redis://a",
  "amqps://b",
  "30d",
  "ssl",
  "gssapi",
  "fedora",
  "there",
  "",
];

const scalar = fc.oneof(
  fc.constantFrom<unknown>(...VALUES),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.string(),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, depthSize: "medium" },
    scalar,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...KEYS) }, fc.string()), tie("tree"), {
      maxKeys: 6,
    }),
  ),
}));
const root = fc.dictionary(fc.constantFrom(...KEYS), tree, { minKeys: 1, maxKeys: 8 });
const files = { "etc/there": "", "/etc/koji.conf": "[fedora]\nserver = https://koji.example.org/kojihub\n" };

test("whatever is written, in whatever shape, is a configuration or problems with lines", () => {
  fc.assert(
    fc.property(root, fc.option(fc.string(), { nil: "" }), (written, variable) => {
      const configured = configure(
        given({ yaml: stringify(written), files, variables: { KOJI_FILES_URL: variable || "x" } }),
      );
      expect("configuration" in configured || configured.problems.length > 0).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

test("a Koji profile of any text is a configuration or problems", () => {
  const pieces = fc.constantFrom(
    "[fedora]\n",
    "[DEFAULT]\n",
    "server",
    " = ",
    ": ",
    "%(cert)s",
    "%",
    "%%",
    "\n",
    "  ",
    "cert",
    "~/x",
    "#",
    "authtype = ssl\n",
  );
  const koji = fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 40 }).map((all) => all.join(""));
  fc.assert(
    fc.property(koji, (text) => {
      const configured = configure(
        given({ yaml: "hubs: { fedora: { profile: fedora } }", files: { "/etc/koji.conf": text } }),
      );
      expect("configuration" in configured || configured.problems.length > 0).toBe(true);
    }),
    { numRuns: 1500 },
  );
});
