import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Artifact } from "../../model/artifact.ts";
import { comparedArches, type Package, packageChanges, sizeChanges } from "../../model/image-changes.ts";

/** `name.arch [epoch:]version-release`, as rpm lists it. */
function rpm(text: string): Package {
  const [, name = "", arch = "", epoch, version = "", release = ""] =
    /^(.+)\.(\w+) (?:(\d+):)?([^-]+)-(.+)$/u.exec(text) ?? [];
  if (name === "") throw new Error(`${text} is no rpm of this test.`);
  return { name, arch, epoch: epoch === undefined ? null : Number(epoch), version, release };
}

/** Each change as a line. */
const diff = (before: readonly string[], after: readonly string[]) =>
  packageChanges("x86_64", before.map(rpm), after.map(rpm)).map(
    (change) => `${change.name} ${change.kind} ${change.before ?? "-"} ${change.after ?? "-"}`,
  );

describe("packages that differ", () => {
  it("are upgraded, downgraded, added and removed, by name", () => {
    expect(
      diff(
        ["bash.x86_64 5.2-1", "zlib.x86_64 1.3-2", "nano.x86_64 8.0-1", "glibc.x86_64 2.42-1"],
        ["zlib.x86_64 1.3-1", "bash.x86_64 5.2-10", "vim.x86_64 9.1-1", "glibc.x86_64 2.42-1"],
      ),
    ).toEqual([
      "bash UPGRADED 5.2-1 5.2-10",
      "nano REMOVED 8.0-1 -",
      "vim ADDED - 9.1-1",
      "zlib DOWNGRADED 1.3-2 1.3-1",
    ]);
  });

  it("tell the image's arch, not their own", () => {
    expect(packageChanges("aarch64", [], [rpm("tzdata.noarch 2026a-1")])).toEqual([
      { name: "tzdata", arch: "aarch64", kind: "ADDED", before: null, after: "2026a-1" },
    ]);
  });

  it("are compared by epoch first, and show it", () => {
    expect(diff(["shadow.x86_64 9.0-1"], ["shadow.x86_64 2:4.0-1"])).toEqual(["shadow UPGRADED 9.0-1 2:4.0-1"]);
  });

  it("are none where rpm knows no difference: an epoch of 0, other separators, leading zeros", () => {
    expect(
      diff(
        ["a.x86_64 1.0-1", "b.x86_64 2026_01-1", "c.x86_64 1.01-1"],
        ["a.x86_64 0:1.0-1", "b.x86_64 2026.01-1", "c.x86_64 1.1-1"],
      ),
    ).toEqual([]);
  });

  it("stand once for an rpm that is installed for two arches and changed alike", () => {
    expect(diff(["glibc.x86_64 2.42-1", "glibc.i686 2.42-1"], ["glibc.i686 2.42-2", "glibc.x86_64 2.42-2"])).toEqual([
      "glibc UPGRADED 2.42-1 2.42-2",
    ]);
  });

  it("stand for each arch of the rpm where they changed differently", () => {
    expect(diff(["glibc.x86_64 2.42-1", "glibc.i686 2.42-1"], ["glibc.x86_64 2.42-2"])).toEqual([
      "glibc UPGRADED 2.42-1 2.42-2",
      "glibc REMOVED 2.42-1 -",
    ]);
    expect(diff(["glibc.x86_64 2.42-1"], ["glibc.x86_64 2.42-1", "glibc.i686 2.42-1"])).toEqual([
      "glibc ADDED - 2.42-1",
    ]);
  });

  it("that became noarch, or ceased to be, are the same packages", () => {
    expect(diff(["fonts.x86_64 1-1"], ["fonts.noarch 2-1"])).toEqual(["fonts UPGRADED 1-1 2-1"]);
    expect(diff(["fonts.noarch 1-1"], ["fonts.x86_64 1-1"])).toEqual([]);
  });

  it("of several versions side by side do not change where both images have them", () => {
    expect(
      diff(["kernel.x86_64 6.17-1", "kernel.x86_64 6.18-1"], ["kernel.x86_64 6.18-1", "kernel.x86_64 6.19-1"]),
    ).toEqual(["kernel UPGRADED 6.17-1 6.19-1"]);
    expect(diff(["kernel.x86_64 6.18-1"], ["kernel.x86_64 6.18-1", "kernel.x86_64 6.19-1"])).toEqual([
      "kernel ADDED - 6.19-1",
    ]);
  });

  it("of several versions side by side follow one another newest to newest", () => {
    expect(diff(["kernel.x86_64 6.9-1", "kernel.x86_64 6.10-1"], ["kernel.x86_64 6.11-1"])).toEqual([
      "kernel UPGRADED 6.10-1 6.11-1",
      "kernel REMOVED 6.9-1 -",
    ]);
  });
});

describe("whatever two images hold", () => {
  const packages = fc.uniqueArray(
    fc.record({
      name: fc.constantFrom("a", "b", "c"),
      arch: fc.constantFrom("x86_64", "i686", "noarch"),
      epoch: fc.constantFrom(null, 1),
      version: fc.constantFrom("1", "1~rc", "2", "10"),
      release: fc.constantFrom("1", "2"),
    }),
    { maxLength: 12, selector: (one) => JSON.stringify(one) },
  );

  it("an image does not differ from itself, in whatever order its rpms are told", () => {
    fc.assert(
      fc.property(packages, (some) => {
        expect(packageChanges("x86_64", some, some.toReversed())).toEqual([]);
      }),
    );
  });

  it("the way back undoes the way there", () => {
    const opposite = { ADDED: "REMOVED", REMOVED: "ADDED", UPGRADED: "DOWNGRADED", DOWNGRADED: "UPGRADED" };
    const line = (change: object) => JSON.stringify(change);
    fc.assert(
      fc.property(packages, packages, (one, other) => {
        const there = packageChanges("x86_64", one, other);
        const back = packageChanges("x86_64", other, one).map(({ kind, before, after, ...rest }) => ({
          ...rest,
          kind: opposite[kind],
          before: after,
          after: before,
        }));
        expect(back.map(line).toSorted()).toEqual(there.map(line).toSorted());
      }),
      { numRuns: 500 },
    );
  });

  it("every version that only one of them has is told, and no other", () => {
    fc.assert(
      fc.property(packages, packages, (one, other) => {
        const changes = packageChanges("x86_64", one, other);
        // Which rpms are the same but for their arch is what the tests above are about.
        const texts = (some: readonly Package[]) =>
          new Set(some.map((p) => `${p.name} ${p.epoch ? `${p.epoch}:` : ""}${p.version}-${p.release}`));
        const [old, now] = [texts(one), texts(other)];
        const told = (end: "before" | "after") =>
          new Set(changes.flatMap((change) => (change[end] === null ? [] : [`${change.name} ${change[end]}`])));
        expect([...told("before")]).toEqual(expect.arrayContaining([...old].filter((text) => !now.has(text))));
        expect([...told("after")]).toEqual(expect.arrayContaining([...now].filter((text) => !old.has(text))));
        expect([...old]).toEqual(expect.arrayContaining([...told("before")]));
        expect([...now]).toEqual(expect.arrayContaining([...told("after")]));
      }),
      { numRuns: 500 },
    );
  });
});

let nextId = 1;
/** `arch format size`; `-` for no arch. */
function file(text: string): Artifact {
  const [arch, format = "", size] = text.split(" ");
  return {
    hub: "sample",
    kojiId: nextId++,
    buildId: 1,
    filename: `Aurora.${arch}.${format}`,
    format,
    arch: arch === "-" ? null : (arch ?? null),
    size: Number(size ?? 0),
    checksum: { algorithm: "SHA256", value: "" },
  };
}
const files = (...texts: readonly string[]) => texts.map(file);

test("sizes are told by arch and format, of images only, with null where there is none", () => {
  const before = files("x86_64 qcow2 100", "x86_64 xml 1", "x86_64 ks 1", "s390x qcow2 90", "- iso 5");
  const after = files("x86_64 raw-xz 50", "x86_64 qcow2 110", "x86_64 checksum 1", "- iso 5");
  expect(sizeChanges(before, after)).toEqual([
    { arch: "noarch", format: "iso", before: 5, after: 5 },
    { arch: "s390x", format: "qcow2", before: 90, after: null },
    { arch: "x86_64", format: "qcow2", before: 100, after: 110 },
    { arch: "x86_64", format: "raw-xz", before: null, after: 50 },
  ]);
});

test("several files of one format count together, beyond 2 GiB too", () => {
  const [change] = sizeChanges(files("x86_64 iso 3000000000", "x86_64 iso 2000000000"), []);
  expect(change).toEqual({ arch: "x86_64", format: "iso", before: 5_000_000_000, after: null });
});

test("arches are compared that both builds have, by one file each, of the same format where there is one", () => {
  const before = files("x86_64 box", "x86_64 qcow2", "aarch64 iso", "s390x qcow2", "ppc64le xml");
  const after = files("x86_64 ks", "x86_64 raw-xz", "x86_64 qcow2", "aarch64 wsl", "ppc64le xml");
  const pairs = comparedArches(before, after).map((pair) => [pair.arch, pair.before.format, pair.after.format]);
  expect(pairs).toEqual([
    ["x86_64", "qcow2", "qcow2"],
    ["aarch64", "iso", "wsl"],
  ]);
});
