import { existsSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { parseCatalogue } from "../../catalogue/parse-catalogue.ts";
import { problemText } from "../../config/settings/problem.ts";
import type { CatalogueImage } from "../../model/catalogue.ts";

const PRODUCT = "../shared/design/product.md";

function catalogueOf(text: string, hubs: readonly string[] | null = null) {
  const parsed = parseCatalogue(text, "images.yaml", hubs);
  if ("problems" in parsed) throw new Error(parsed.problems.map(problemText).join("\n"));
  return parsed.catalogue;
}

function problemsOf(text: string, hubs: readonly string[] | null = null): readonly string[] {
  const parsed = parseCatalogue(text, "images.yaml", hubs);
  return "problems" in parsed ? parsed.problems.map(problemText) : [];
}

test.skipIf(!existsSync(PRODUCT))(`the example of the product is read whole (needs ${PRODUCT})`, () => {
  const [, example = ""] = /The catalogue says[^]*?```yaml\n([^]*?)```/.exec(readFileSync(PRODUCT, "utf8")) ?? [];
  expect(catalogueOf(example)).toEqual([
    {
      name: "Fedora-KDE-Live",
      hub: null,
      summary: "The KDE spin",
      group: "kde-sig",
      contact: "kde@lists.example.org",
      stage: "production",
      method: "LIVEMEDIA",
      targets: [{ name: "f45-compose", arches: ["x86_64", "aarch64"], optionalArches: ["aarch64"] }],
      definition: { kind: "kickstart", path: "fedora-live-kde.ks", repository: "fedora-kickstarts", ref: null },
      staleAfterMs: 3 * 86_400_000,
      retention: { keepLast: 5, keepDays: 30 },
      afterwards: "Promoted to f45 by release engineering once tested.",
    },
  ]);
});

test("an image needs a method, a stage and a target, and the order is kept", () => {
  const text = `
images:
  Zeta: { method: kiwiBuild, stage: test, targets: { f45: { arches: x86_64 } } }
  Alpha: { method: osbuildImage, stage: production, targets: { f45: { arches: [aarch64] }, f44: { arches: [aarch64] } } }
`;
  const nothing = { hub: null, summary: null, group: null, contact: null, definition: null };
  const always = { ...nothing, staleAfterMs: null, retention: null, afterwards: null };
  expect(catalogueOf(text)).toEqual([
    {
      ...always,
      name: "Zeta",
      stage: "test",
      method: "KIWI",
      targets: [{ name: "f45", arches: ["x86_64"], optionalArches: [] }],
    },
    {
      ...always,
      name: "Alpha",
      stage: "production",
      method: "OSBUILD",
      targets: ["f45", "f44"].map((name) => ({ name, arches: ["aarch64"], optionalArches: [] })),
    },
  ]);
});

test.each([
  [
    "livecd",
    "LIVECD",
    "{ kickstart: a.ks, ref: f45 }",
    { kind: "kickstart", path: "a.ks", repository: null, ref: "f45" },
  ],
  ["appliance", "APPLIANCE", "{ kickstart: a.ks }", { kind: "kickstart", path: "a.ks", repository: null, ref: null }],
  ["image", "IMAGE", "{ kickstart: a.ks }", { kind: "kickstart", path: "a.ks", repository: null, ref: null }],
  [
    "kiwiBuild",
    "KIWI",
    "{ descriptionUrl: 'git+https://git.example.org/kiwi.git#main', descriptionPath: teams, profile: KDE }",
    {
      kind: "kiwi",
      descriptionUrl: "git+https://git.example.org/kiwi.git#main",
      descriptionPath: "teams",
      profile: "KDE",
    },
  ],
  [
    "osbuildImage",
    "OSBUILD",
    "{ distro: fedora-45, imageType: qcow2 }",
    { kind: "osbuild", distro: "fedora-45", imageType: "qcow2" },
  ],
  [
    "imageBuilderBuild",
    "IMAGE_BUILDER",
    "{ imageType: minimal-raw }",
    { kind: "osbuild", distro: null, imageType: "minimal-raw" },
  ],
])("%s has a definition of its own kind", (word, method, written, definition) => {
  const text = `images: { A: { method: ${word}, stage: test, targets: { t: { arches: x } }, definition: ${written} } }`;
  expect(catalogueOf(text)).toMatchObject([{ method, definition }]);
});

test("an image may belong to one of the hubs", () => {
  const text = "images: { A: { hub: riscv, method: kiwiBuild, stage: test, targets: { t: { arches: x } } } }";
  expect(catalogueOf(text, ["fedora", "riscv"])).toMatchObject([{ hub: "riscv" }]);
  expect(problemsOf(text, ["fedora", "risc-v"])).toEqual([
    'images.yaml:1: images.A.hub is "riscv", which is not configured; did you mean risc-v?',
  ]);
});

test.each(["", "images:", "images: {}"])("%j is an empty catalogue", (text) => {
  expect(catalogueOf(text)).toEqual([]);
});

const image = (lines: string) =>
  `images:\n  A:\n    stage: test\n    method: livemedia\n    targets: { f45: { arches: [x86_64] } }\n    ${lines}\n`;

const BAD: Readonly<Record<string, readonly [text: string, ...told: string[]]>> = {
  "an image of nothing": [
    "images:\n  A:\n",
    "images.yaml:2: images.A.method is missing; give livecd, appliance, livemedia, image, indirectionimage, kiwiBuild, osbuildImage, imageBuilderBuild or dudBuild.",
    "images.yaml:2: images.A.stage is missing; give production or test.",
    "images.yaml:2: images.A.targets names no build target; give one such as f45-compose: { arches: [x86_64] }.",
  ],
  "a stage that is none": [
    "images: { A: { method: kiwiBuild, stage: beta, targets: { t: { arches: x } } } }",
    'images.yaml:1: images.A.stage is "beta"; give production or test.',
  ],
  "a method that is none, and a definition that nobody can judge then": [
    "images:\n  A:\n    stage: test\n    method: kwiiBuild\n    targets: { t: { arches: x } }\n    definition: { any: thing }\n",
    'images.yaml:4: images.A.method is "kwiiBuild"; give livecd, appliance, livemedia, image, indirectionimage, kiwiBuild, osbuildImage, imageBuilderBuild or dudBuild.',
  ],
  "a definition of another method": [
    image("definition: { descriptionUrl: 'git+https://git.example.org/a' }"),
    "images.yaml:6: images.A.definition.kickstart is missing; give its path in the repository, such as fedora-live-kde.ks.",
    "images.yaml:6: images.A.definition.descriptionUrl is no setting; the settings here are kickstart, repository, ref.",
  ],
  "a definition of a method without one": [
    "images: { A: { method: dudBuild, stage: test, targets: { t: { arches: x } }, definition: { kickstart: a.ks } } }",
    "images.yaml:1: images.A.definition has no meaning for this method; leave it out.",
  ],
  "a target without arches": [
    "images: { A: { method: kiwiBuild, stage: test, targets: { t: } } }",
    "images.yaml:1: images.A.targets.t.arches names no arch; give at least one.",
  ],
  "targets as a list": [
    "images: { A: { method: kiwiBuild, stage: test, targets: [t] } }",
    "images.yaml:1: images.A.targets is a list; give one group of settings for each name.",
  ],
  "an optional arch that is not built": [
    "images: { A: { method: kiwiBuild, stage: test, targets: { t: { arches: [x86_64], optionalArches: [s390x] } } } }",
    "images.yaml:1: images.A.targets.t.optionalArches names s390x, which is not in arches; add it there.",
  ],
  "a length of time without a unit": [
    image("staleAfter: 3"),
    "images.yaml:6: images.A.staleAfter is 3; give a length of time such as 3d, 12h, 30m or 90s.",
  ],
  "a retention of nothing": [
    image("retention: {}"),
    "images.yaml:6: images.A.retention keeps nothing in particular; give keepLast, keepDays or both.",
  ],
  "a retention of no builds": [
    image("retention: { keepLast: 0 }"),
    "images.yaml:6: images.A.retention.keepLast is 0; give a whole number from 1 to 10000.",
  ],
  "an image twice": ["images:\n  A: {}\n  A: {}\n", "images.yaml:3: images.A is written twice; keep one of the two."],
  "a name that is no package": [
    "images: { 'A b': { method: kiwiBuild, stage: test, targets: { t: { arches: x } } } }",
    "images.yaml:1: images.A b is no Koji package; give a name of letters, digits and . _ + -.",
  ],
  "an unknown key": [
    image("kontact: me@example.org"),
    "images.yaml:6: images.A.kontact is no setting; did you mean contact?",
  ],
  "another file": ["hubs: {}\n", "images.yaml:1: hubs is no setting; the settings here are images."],
  "no YAML": [
    "images: {\n",
    "images.yaml:1: this is not valid YAML: flow map in block collection must be sufficiently indented and end with a }.",
  ],
};

test.each(Object.entries(BAD))("%s", (_what, [text, ...told]) => {
  expect(problemsOf(text)).toEqual(told);
});

const KEYS =
  "hub summary stage method targets definition kickstart descriptionUrl retention keepLast arches optionalArches staleAfter a";

const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    fc.constantFrom<unknown>("test", "kiwiBuild", "livemedia", "dudBuild", "x86_64", "3d", 1, true, null, ""),
    fc.string(),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS.split(" ")), tie("tree"), { maxKeys: 5 }),
  ),
}));

const isWhole = ({ targets }: CatalogueImage) => targets.length > 0 && targets.every(({ arches }) => arches.length > 0);

function isWholeOrTold(text: string): boolean {
  const parsed = parseCatalogue(text, "images.yaml");
  if ("problems" in parsed) return parsed.problems.length > 0;
  return parsed.catalogue.every(isWhole);
}

test("whatever is written is a catalogue or problems, and a catalogue is never half", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("A", "B", "C d"), tree), (images) => {
      expect(isWholeOrTold(stringify({ images }))).toBe(true);
    }),
    { numRuns: 1500 },
  );
});
