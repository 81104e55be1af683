import { describe, expect, test } from "vitest";
import { readKickstart } from "../../kickstarts/read-kickstart.ts";
import type { BuildOrder, LiveOptions } from "../../model/build-order.ts";
import { groupsFinding, otherSources, packagesFinding, unusedRepository } from "../../model/preflight-content.ts";
import { kickstartFinding, releaseHints, uploadFinding } from "../../model/preflight-kickstart.ts";
import type { BuildTarget } from "../../model/target.ts";

const kickstart = (text: string, others: Readonly<Record<string, string>> = {}) =>
  readKickstart({ path: "a.ks", read: (path) => (path === "a.ks" ? text : (others[path] ?? null)) });

const order = (target: string, options: Partial<LiveOptions> = {}): BuildOrder => ({
  name: "A",
  version: "1",
  release: null,
  target,
  arches: ["x86_64"],
  optionalArches: [],
  repos: [],
  scratch: true,
  background: false,
  skipTag: false,
  method: "LIVEMEDIA",
  options: { kickstart: "a.ks", ...options },
});

const target = (buildTag: string): BuildTarget => ({
  hub: "koji",
  kojiId: 1,
  name: "x",
  buildTag: { kojiId: 1, name: buildTag },
  destinationTag: { kojiId: 2, name: "images" },
});

describe("the release that a kickstart is checked for", () => {
  const firstOf = (one: BuildOrder, where: BuildTarget | null = null) => releaseHints(one, where)[0]?.text;

  test("is what the order says, before anything else", () => {
    expect(firstOf(order("f45", { kickstartVersion: "F43" }))).toBe("F43");
  });

  test("is the distribution's, of a disk image", () => {
    const disk: BuildOrder = {
      ...order("f45"),
      method: "IMAGE",
      options: { kickstart: "a.ks", installTreeUrl: "https://example.org/", distro: "RHEL-9.4", formats: ["qcow2"] },
    };
    expect(firstOf(disk)).toBe("RHEL9");
  });

  test.each([
    ["f45-compose", "F45"],
    ["epel9-testing", "RHEL9"],
    ["c10s-images", "RHEL10"],
    ["rawhide", "rawhide"],
    ["eln", undefined],
    ["main-compose", undefined],
    ["half-life", undefined],
  ])("is what a name says: %s", (name, release) => {
    expect(firstOf(order(name))).toBe(release);
  });

  test("is what the name of the build tag says, where the target's says nothing", () => {
    expect(firstOf(order("images"), target("f44-build"))).toBe("F44");
  });
});

test("errors fail, warnings are warned of, and both say how many and where the first is", () => {
  const read = kickstart("lang en_US.UTF-8\n");
  const release = { name: "F45", said: "as the name says" };
  const problem = { code: "x", message: "It is wrong.", file: "a.ks", line: 3, includedFrom: [] };
  expect(kickstartFinding(read, [], release).outcome).toBe("PASS");
  expect(kickstartFinding(read, [{ ...problem, severity: "WARNING" }], release)).toMatchObject({
    outcome: "WARN",
    message: expect.stringContaining("1 warning"),
  });
  const both = [
    { ...problem, severity: "WARNING" as const, line: 1 },
    { ...problem, severity: "ERROR" as const },
  ];
  expect(kickstartFinding(read, both, release)).toEqual({
    outcome: "FAIL",
    message: "a.ks has 1 error, checked as F45, as the name says. a.ks:3: It is wrong.",
  });
});

test("only one file is uploaded: what it includes is written in, or missing", () => {
  const options = { kickstart: "a.ks", kickstartSource: "…" };
  expect(uploadFinding(options, kickstart("lang en_US.UTF-8\n")).outcome).toBe("PASS");
  const including = "%include base.ks\n";
  expect(uploadFinding(options, kickstart(including, { "base.ks": "lang en_US.UTF-8\n" }))).toMatchObject({
    outcome: "WARN",
    message: expect.stringContaining("with base.ks written into it"),
  });
  expect(uploadFinding(options, kickstart(including))).toMatchObject({
    outcome: "FAIL",
    message: expect.stringContaining("Only one file will be uploaded, and a.ks includes base.ks"),
  });
  expect(uploadFinding({ kickstart: "a.ks", kickstartUrl: "git+https://x/#m" }, kickstart("")).outcome).toBe("SKIPPED");
});

describe("what a kickstart installs", () => {
  const repo = { tag: "f45-build", repoId: 7, elsewhere: [] };
  const packages = (lines: string, header = "%packages") => kickstart(`${header}\n${lines}\n%end\n`);

  test("is looked for among the rpms of the build tag's repository", () => {
    const names = new Set(["bash", "glibc"]);
    expect(packagesFinding(packages("bash\nglibc.i686\n-nano"), repo, names).outcome).toBe("PASS");
    expect(packagesFinding(packages("bash\nbahs"), repo, names)).toMatchObject({
      outcome: "WARN",
      message: expect.stringMatching(/^Repository 7 of "f45-build" lacks bahs: unless another/u),
    });
  });

  test("is not judged where it is a glob, a file, or the list is not known", () => {
    expect(packagesFinding(packages("perl-*\n/usr/bin/python3"), repo, new Set()).outcome).toBe("SKIPPED");
    expect(packagesFinding(packages("bash"), repo, null).outcome).toBe("SKIPPED");
  });

  test("fails for a group that the build tag lacks, and for any environment", () => {
    expect(groupsFinding(packages("@core"), repo, ["core"]).outcome).toBe("PASS");
    expect(groupsFinding(packages("@core\n@kde\n@^server"), repo, ["core"])).toMatchObject({
      outcome: "FAIL",
      message: expect.stringMatching(/^The repository of "f45-build" lacks @\^server and @kde, so the build fails/u),
    });
    expect(groupsFinding(packages("bash"), repo, []).outcome).toBe("SKIPPED");
  });

  test("is only warned of where it may be left out, or come from elsewhere", () => {
    const mild = packages("@kde\nbahs", "%packages --ignoremissing");
    expect(groupsFinding(mild, repo, []).outcome).toBe("WARN");
    const tree = { ...repo, elsewhere: ["the install tree https://example.org/"] };
    expect(groupsFinding(packages("@kde"), tree, [])).toMatchObject({
      outcome: "WARN",
      message: expect.stringContaining("can only come from the install tree"),
    });
  });

  test("may come from an install tree, the kickstart's own url, and outside repositories", () => {
    const own = kickstart("url --url=https://example.org/tree\n");
    expect(otherSources(order("f45"), own, ["mirror"])).toEqual([
      'what the kickstart\'s own "url" names (a.ks:1)',
      "the outside repositories mirror of the build tag",
    ]);
    expect(otherSources(order("f45", { installTreeUrl: "https://example.org/t" }), own, [])).toEqual([
      "the install tree https://example.org/t",
    ]);
    expect(otherSources(order("f45"), kickstart(""), [])).toEqual([]);
  });

  test("does not come from the build tag where other repositories are given, or the kickstart's are kept", () => {
    expect(unusedRepository(order("f45"))).toBeNull();
    expect(unusedRepository({ ...order("f45"), repos: ["https://example.org/repo"] })?.outcome).toBe("SKIPPED");
    expect(unusedRepository(order("f45", { keepKickstartRepos: true }))?.outcome).toBe("SKIPPED");
    const kiwi: BuildOrder = {
      ...order("f45"),
      method: "KIWI",
      options: { descriptionUrl: "git+https://example.org/d.git#main", descriptionPath: "a.kiwi" },
    };
    expect(unusedRepository(kiwi)?.outcome).toBe("SKIPPED");
  });
});
