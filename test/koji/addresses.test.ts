import { existsSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAddresses } from "../../koji/addresses.ts";

const at = createAddresses({ filesUrl: "https://kojipkgs.example.org", webUrl: "https://koji.example.org/koji" });
const build = { name: "Fedora-KDE-Live", version: "Rawhide", release: "20261122.n.0", volume: "DEFAULT" };

test("files lie where Koji puts them", () => {
  const top = "https://kojipkgs.example.org";
  const directory = `${top}/packages/Fedora-KDE-Live/Rawhide/20261122.n.0`;
  expect(at.buildDirectory(build)).toBe(directory);
  expect(at.buildDirectory({ ...build, volume: null })).toBe(directory);
  expect(at.archiveFile(build, "image", "kde.iso")).toBe(`${directory}/images/kde.iso`);
  expect(at.archiveFile(build, "remote-sources", "x/y.json")).toBe(`${directory}/files/remote-sources/x/y.json`);
  expect(at.archiveFile({ ...build, volume: "archive01" }, "image", "kde.iso")).toBe(
    `${top}/vol/archive01/packages/Fedora-KDE-Live/Rawhide/20261122.n.0/images/kde.iso`,
  );
  expect(at.taskOutput(139_004_033, "root.log")).toBe(`${top}/work/tasks/4033/139004033/root.log`);
  expect(at.taskOutput(7, "a/root.log", "archive01")).toBe(`${top}/vol/archive01/work/tasks/7/7/a/root.log`);
  expect(at.taskOutput(10_000, "x", "DEFAULT")).toBe(`${top}/work/tasks/0/10000/x`);
  expect(at.scratchResult("alice", 42, "kde.iso")).toBe(`${top}/scratch/alice/task_42/kde.iso`);
  expect(at.tagRepository("f45-build", 15, "x86_64")).toBe(`${top}/repos/f45-build/15/x86_64`);
});

test("pages are kojiweb's", () => {
  const web = "https://koji.example.org/koji";
  expect(at.taskPage(1)).toBe(`${web}/taskinfo?taskID=1`);
  expect(at.buildPage(2)).toBe(`${web}/buildinfo?buildID=2`);
  expect(at.archivePage(3)).toBe(`${web}/archiveinfo?archiveID=3`);
  expect(at.imageRpmsPage(3)).toBe(`${web}/rpmlist?imageID=3&type=image`);
  expect(at.packagePage(4)).toBe(`${web}/packageinfo?packageID=4`);
  expect(at.tagPage(5)).toBe(`${web}/taginfo?tagID=5`);
});

describe("a base is kept whatever it looks like", () => {
  test.each([
    ["http://127.0.0.1:8080"],
    ["http://127.0.0.1:8080/"],
    ["http://127.0.0.1:8080/kojifiles"],
    ["http://127.0.0.1:8080/a/b//"],
  ])("%s", (base) => {
    const under = createAddresses({ filesUrl: base, webUrl: base });
    const kept = base.replace(/\/+$/, "");
    expect(under.taskOutput(1, "x")).toBe(`${kept}/work/tasks/1/1/x`);
    expect(under.taskPage(1)).toBe(`${kept}/taskinfo?taskID=1`);
  });
});

describe("a name that is no plain word stays one segment", () => {
  test.each([
    ["a+b.iso", "a%2Bb.iso"],
    ["a#b?c.iso", "a%23b%3Fc.iso"],
    ["a b.iso", "a%20b.iso"],
    ["größe-日本.iso", "gr%C3%B6%C3%9Fe-%E6%97%A5%E6%9C%AC.iso"],
    ["100%.iso", "100%25.iso"],
    ["1.0^2~rc1.iso", "1.0%5E2~rc1.iso"],
    ["half\ud800.iso", "half%EF%BF%BD.iso"],
    ["..\\x", "..%5Cx"],
  ])("%s", (name, segment) => {
    expect(at.archiveFile(build, "image", name).endsWith(`/images/${segment}`)).toBe(true);
  });
});

/** As a browser goes there. */
const inside = (address: string, directory: string) => new URL(address).href.startsWith(directory);

test("no name leads out of its directory", () => {
  const name = fc.oneof(
    fc.constantFrom("..", ".", "%2e%2e", "a/../../b", "/etc/passwd", "//x", "\\..\\"),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(name, (name) => {
      expect(inside(at.taskOutput(7, name), "https://kojipkgs.example.org/work/tasks/7/7/")).toBe(true);
      expect(inside(at.scratchResult("alice", 7, name), "https://kojipkgs.example.org/scratch/alice/task_7/")).toBe(
        true,
      );
      expect(inside(at.archiveFile(build, "image", name), `${at.buildDirectory(build)}/images/`)).toBe(true);
      expect(inside(at.tagRepository("f45", 1, name), "https://kojipkgs.example.org/repos/f45/1/")).toBe(true);
    }),
  );
});

test("a name of dots gives an address where nothing is", () => {
  expect(at.buildLog("packages/../../etc/passwd")).toBe(
    "https://kojipkgs.example.org/packages/%252E%252E/%252E%252E/etc/passwd",
  );
});

const capture = new URL("../../../shared/koji/wire-decoded/othervolume-getBuildLogs.json", import.meta.url);

test.skipIf(!existsSync(capture))("a hub's log paths hold their volume (skipped without ../shared/koji)", () => {
  const logs: { response: { value: { path: string }[] } } = JSON.parse(readFileSync(capture, "utf8"));
  const moved = {
    name: "Fedora-LXQt-Live",
    version: "Rawhide",
    release: "20261110.n.0",
    volume: "fedora_koji_archive01",
  };
  expect(logs.response.value.length).toBeGreaterThan(10);
  const addresses = logs.response.value.map(({ path }) => at.buildLog(path));
  expect(addresses.filter((address) => !inside(address, `${at.buildDirectory(moved)}/data/logs/image/`))).toEqual([]);
});
