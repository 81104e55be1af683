import { expect, test } from "vitest";
import { readFiles, summary } from "../../support/read-files.ts";

const packages = (...lines: string[]) => readFiles(["%packages", ...lines, "%end", ""].join("\n")).packages;

test("a package cancels its exclusion, and the other way round", () => {
  expect(packages("vim", "-vim")).toMatchObject({ packages: [], excludedPackages: ["vim"] });
  expect(packages("-vim", "vim")).toMatchObject({ packages: ["vim"], excludedPackages: [] });
});

test("an excluded group goes, and stays excluded though it comes again", () => {
  expect(packages("@fonts", "-@fonts")).toMatchObject({ groups: [], excludedGroups: ["fonts"] });
  expect(packages("-@fonts", "@fonts")).toMatchObject({
    groups: [{ name: "fonts", include: "default" }],
    excludedGroups: ["fonts"],
  });
});

test("the last environment wins, and only its own exclusion takes it away", () => {
  expect(packages("@^a", "@^b").environment).toBe("b");
  expect(packages("@^a", "-@^a")).toMatchObject({ environment: null, excludedGroups: [] });
  expect(packages("@^a", "-@^b")).toMatchObject({ environment: "a", excludedGroups: ["^b"] });
});

test("groups have options, blanks in their names, and count as they came first", () => {
  expect(packages("@gnome --optional", "@kde --nodef", "@ Base  System", "@gnome").groups).toEqual([
    { name: "Base System", include: "default" },
    { name: "gnome", include: "all" },
    { name: "kde", include: "required" },
  ]);
});

test("globs and arches are names like others, and comments end at the first #", () => {
  expect(packages("kde-*", "glibc.i686", "vim#editor", "  # all of it", "%not-a-section").packages).toEqual([
    "%not-a-section",
    "glibc.i686",
    "kde-*",
    "vim",
  ]);
});

test("each is known by the place that said it last", () => {
  const { places } = packages("vim", "-nano", "@core", "-vim", "@^desktop");
  expect([...places].map(([item, { line }]) => [item, line])).toEqual([
    ["-nano", 3],
    ["@core", 4],
    ["-vim", 5],
    ["@^desktop", 6],
  ]);
});

test("sections add up; of their options the last header's hold, save the default set and the languages", () => {
  const { packages, options } = readFiles(`%packages --default --inst-langs=de --excludedocs --timeout=5
a
%end
%packages --multilib --retries=2
b
%end
`).packages;
  expect(packages).toEqual(["a", "b"]);
  expect(options).toMatchObject({
    seen: true,
    default: true,
    instLangs: "de",
    excludeDocs: false,
    multilib: true,
    timeout: null,
    retries: 2,
  });
});

test("a lone minus and contradicting options are told with their line, and the rest is read", () => {
  const kickstart = readFiles("%packages\n-\n@a --optional --nodefaults\n@b --optional=1\n@\nvim\n%end\n");
  expect(summary(kickstart.problems)).toEqual([
    "main.ks:2 ERROR lone-minus",
    "main.ks:3 ERROR group-options",
    "main.ks:4 ERROR group-options",
    "main.ks:5 WARNING no-name",
  ]);
  expect(kickstart.packages.packages).toEqual(["vim"]);
});
