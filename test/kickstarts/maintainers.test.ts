import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Maintainers, maintainersOf, parseMaintainers } from "../../kickstarts/maintainers.ts";

const TEXT = `
[spins.kde.x86_64]
fas = [ "anna" ]
maintainers = [ "Anna A.", "Ben B." ]
[spins.kde.aarch64]
maintainers = [ "Anna A.", "Cleo C." ]
[labs.jam_kde.x86_64]
fas = [ "dora" ]
[eln]
maintainers = [ "Eve" ]
`;

function read(text: string): Maintainers {
  const maintainers = parseMaintainers(text);
  if ("problem" in maintainers) throw new Error(maintainers.problem);
  return maintainers;
}

test.each([
  ["fedora-live-kde.ks", ["Anna A.", "Ben B.", "Cleo C."]],
  ["folder/fedora-live-jam_kde.ks", ["dora"]],
  ["Fedora-Live-JAM-KDE.ks", ["dora"]],
  ["eln.ks", ["Eve"]],
  ["fedora-kde-common.ks", ["Anna A.", "Ben B.", "Cleo C."]],
  ["l10n/fedora-livecd-kde-de_CH.ks", ["Anna A.", "Ben B.", "Cleo C."]],
  ["fedora-live-base.ks", []],
  ["notkde.ks", []],
])("%s is maintained by %j", (path, people) => {
  expect(maintainersOf(read(TEXT), path)).toEqual(people);
});

test("a file that is no TOML names nobody and says where it breaks", () => {
  expect(parseMaintainers("[spins\nx")).toEqual({ problem: expect.stringMatching(/^line 1: .+/u) });
});

test.each(["", "a = 1", "[x]\nmaintainers = 3", "[x]\nmaintainers = [1, '']", "maintainers = ['top']"])(
  "%j names nobody",
  (text) => {
    expect(parseMaintainers(text)).toEqual([]);
  },
);

const REAL = "../shared/kickstart/repos/fedora-kickstarts-main/maintainers.toml";

test.skipIf(!existsSync(REAL))(`the maintainers of fedora-kickstarts are found (${REAL} is needed)`, () => {
  const maintainers = read(readFileSync(REAL, "utf8"));
  expect(maintainers.length).toBeGreaterThan(15);
  expect(maintainersOf(maintainers, "fedora-live-xfce.ks")).toContain("Kevin Fenzi");
  expect(maintainersOf(maintainers, "fedora-xfce-common.ks")).toContain("Kevin Fenzi");
  expect(maintainersOf(maintainers, "fedora-live-base.ks")).toEqual([]);
});
