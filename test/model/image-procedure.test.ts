import { expect, test } from "vitest";
import type { BuildDraft } from "../../model/build-draft.ts";
import { catalogueDraft } from "../../model/catalogue-draft.ts";
import type { CatalogueImage } from "../../model/catalogue.ts";
import { imageProcedure, type ProcedureFacts } from "../../model/image-procedure.ts";

const COMMIT = "3129abd66befabbc5bc9b815bfb9eae645c44a40";
const SOURCE = "git+https://git.example.org/kickstarts.git?spins";

const LISTED: CatalogueImage = {
  name: "Fedora-KDE-Live",
  hub: null,
  summary: null,
  group: "kde-sig",
  contact: "kde@lists.example.org",
  stage: "production",
  method: "LIVEMEDIA",
  targets: [
    { name: "f45", arches: ["x86_64", "aarch64"], optionalArches: ["aarch64"] },
    { name: "f44", arches: ["x86_64"], optionalArches: [] },
  ],
  definition: { kind: "kickstart", path: "spins/kde.ks", repository: "kickstarts", ref: null },
  staleAfterMs: null,
  retention: { keepLast: 5, keepDays: 30 },
  afterwards: null,
};
const ATTEMPT: BuildDraft = {
  method: "LIVEMEDIA",
  basics: { version: "45", target: "f45", arches: ["x86_64"] },
  options: { kickstart: "kde.ks", kickstartUrl: `${SOURCE}#${COMMIT}`, volumeId: "KDE" },
  missing: [],
};
const FACTS: ProcedureFacts = {
  image: { hub: "fedora", name: "Fedora-KDE-Live" },
  rules: ["Any build: Somebody builds it (rule somebody)."],
  hubUrl: "https://koji.example.org/kojihub",
  listed: LISTED,
  draft: catalogueDraft(LISTED, { name: "f45", arches: ["x86_64", "aarch64"], optionalArches: ["aarch64"] }, ATTEMPT),
  attempt: { page: "https://koji.example.org/koji/taskinfo?taskID=7", target: "f45" },
  target: {
    hub: "fedora",
    kojiId: 1,
    name: "f45",
    buildTag: { kojiId: 2, name: "f45-build" },
    destinationTag: { kojiId: 3, name: "f45-images" },
  },
  inPackageList: { owner: "alice", blocked: false },
};
const howTo = (facts: Partial<ProcedureFacts>) => imageProcedure({ ...FACTS, ...facts }).howToBuild;

const draftWith = (definition: CatalogueImage["definition"], attempt: BuildDraft | null = ATTEMPT) =>
  catalogueDraft({ ...LISTED, definition }, { name: "f45", arches: ["x86_64"], optionalArches: [] }, attempt);
const kickstart = (path: string, repository: string | null, ref: string | null = null) =>
  ({ kind: "kickstart", path, repository, ref }) as const;

test("the catalogue says what is built for whom, an earlier attempt the rest; sources are taken anew", () => {
  expect(imageProcedure(FACTS).kojiCommand).toBe(
    `koji spin-livemedia --can-fail aarch64 --ksurl '${SOURCE}#HEAD' --volid KDE Fedora-KDE-Live 45 f45 x86_64,aarch64 kde.ks`,
  );
});

test.each([
  [kickstart("spins/kde.ks", "kickstarts", "f45"), `${SOURCE}#f45`, "kde.ks", 0],
  [kickstart("other.ks", "https://git.example.org/x.git"), "git+https://git.example.org/x.git#HEAD", "other.ks", 0],
  [kickstart("other.ks", "git+ssh://git@h/x.git", "v1"), "git+ssh://git@h/x.git#v1", "other.ks", 0],
  [kickstart("other.ks", "kickstarts"), "KICKSTARTS-URL#HEAD", "other.ks", 1],
  [kickstart("other.ks", null), null, "other.ks", 0],
])("of the kickstart %j the address is %s", (definition, url, file, missing) => {
  const draft = draftWith(definition);
  expect(draft.options).toMatchObject({ kickstartUrl: url, kickstart: file });
  expect(draft.missing).toHaveLength(missing);
});

test("a branch that an earlier attempt named is kept, a commit is not", () => {
  const attempt = { ...ATTEMPT, options: { kickstart: "kde.ks", kickstartUrl: `${SOURCE}#origin/f45` } };
  expect(draftWith(LISTED.definition, attempt).options.kickstartUrl).toBe(`${SOURCE}#origin/f45`);
});

test("an earlier attempt in another way says only the version", () => {
  const draft = draftWith(LISTED.definition, { ...ATTEMPT, method: "LIVECD" });
  expect(draft.basics.version).toBe("45");
  expect(draft.options).toEqual({ kickstart: "spins/kde.ks", kickstartUrl: "KICKSTARTS-URL#HEAD" });
});

test("it tells who may build, how to test, where a build goes, what else it is built for, and whom to ask", () => {
  const procedure = imageProcedure(FACTS);
  expect(procedure.whoMayBuild).toEqual([
    ...FACTS.rules,
    `Holders of Koji's permission "livemedia" (or "admin") on hub "fedora".`,
  ]);
  const [, test, then, rest] = procedure.howToBuild.split("\n");
  expect(test).toBe(procedure.kojiCommand.replace("livemedia", "livemedia --scratch"));
  expect(then).toContain('without --scratch builds for production, and Koji tags that build into "f45-images"');
  expect(then).toContain("https://koji.example.org/koji/taskinfo?taskID=7");
  expect(rest).toContain('is in the package list of "f45-images"');
  expect(rest).toContain('It is also built for "f44" (x86_64).');
  expect(rest).toContain("kde-sig (kde@lists.example.org); alice, who owns its package in Koji. That is no permission");
});

test("what becomes of it: the catalogue's words, else its tag and what keeps it", () => {
  expect(imageProcedure(FACTS).afterwards).toBe(
    'Koji tags it into "f45-images"; kept are the newest 5 builds and every build of the last 30 days.',
  );
  expect(imageProcedure({ ...FACTS, listed: { ...LISTED, afterwards: "Mirrored." } }).afterwards).toBe("Mirrored.");
  expect(imageProcedure({ ...FACTS, listed: null }).afterwards).toBe(
    'Koji tags it into "f45-images"; how long it is kept is the hub\'s own affair.',
  );
  expect(imageProcedure({ ...FACTS, listed: null, target: null }).afterwards).toBeNull();
});

test("what keeps Koji from building it is told with its cure", () => {
  expect(howTo({ inPackageList: { owner: "alice", blocked: true } })).toContain(
    'Koji refuses it now: Fedora-KDE-Live is blocked in "f45-images" (koji unblock-pkg f45-images Fedora-KDE-Live).',
  );
  expect(howTo({ inPackageList: null })).toContain("(koji add-pkg --owner OWNER f45-images Fedora-KDE-Live)");
  expect(howTo({ target: null })).toContain('The hub knows no build target "f45"');
});

test("what was taken from elsewhere, or cannot be said, is told", () => {
  expect(howTo({ attempt: { page: "x", target: "f44" } })).toContain('those of one for "f44"');
  expect(howTo({ draft: ATTEMPT })).toContain("at the commit that an earlier attempt was made from");
  const draft = { ...ATTEMPT, basics: { ...ATTEMPT.basics, repos: ["https://r"] }, options: { isoName: "x.iso" } };
  const text = howTo({ draft });
  expect(text).toContain("--repo is what an earlier attempt had");
  expect(text).toContain("spin-livemedia has no option for what was asked before of isoName");
  expect(text).toContain("Words in capitals stand for what is not known: the kickstart.");
  expect(text).toContain("The file KICKSTART.ks has to lie where the command is run.");
});

test("osbuild, which knows no scratch builds, is tested untagged", () => {
  const osbuild: BuildDraft = { method: "OSBUILD", basics: {}, options: {}, missing: [] };
  const { howToBuild, kojiCommand, whoMayBuild } = imageProcedure({ ...FACTS, listed: null, draft: osbuild });
  expect(kojiCommand).toBe(
    "koji osbuild-image --image-type IMAGE-TYPE Fedora-KDE-Live VERSION DISTRO-VERSION TARGET ARCH",
  );
  expect(howToBuild).toContain("koji osbuild-image --skip-tag --image-type");
  expect(howToBuild).not.toContain("--scratch");
  expect(whoMayBuild[1]).toContain('"image"');
});

test("of an image of which nothing is known the answer says so, with words in capitals", () => {
  const nothing = { listed: null, draft: null, attempt: null, target: null, inPackageList: null };
  const { howToBuild, kojiCommand, whoMayBuild, afterwards } = imageProcedure({ ...FACTS, ...nothing });
  expect(kojiCommand).toBe("koji spin-livemedia Fedora-KDE-Live VERSION TARGET ARCH KICKSTART.ks");
  expect(howToBuild).toMatch(/^How Fedora-KDE-Live is built is not known/u);
  expect(howToBuild).toContain("not known: the version, the build target, the arches, the kickstart.");
  expect(whoMayBuild).toHaveLength(2);
  expect(afterwards).toBeNull();
});
