import { expect, test } from "vitest";
import { readSourceAddress, repositoryKey } from "../../../kickstarts/git/source-address.ts";

test("all ways to reach a repository have one key", () => {
  const ways = [
    "https://pagure.io/fedora-kickstarts.git",
    "https://Pagure.io/fedora-kickstarts/",
    "http://pagure.io:80/fedora-kickstarts",
    "ssh://git@pagure.io/fedora-kickstarts.git",
  ];
  expect(new Set(ways.map(repositoryKey))).toEqual(new Set(["pagure.io/fedora-kickstarts"]));
  expect(repositoryKey("https://pagure.io/other.git")).not.toBe("pagure.io/fedora-kickstarts");
  expect(repositoryKey("/srv/git/ks.git/")).toBe(repositoryKey("file:///srv/git/ks"));
  expect(repositoryKey("nonsense")).toBeNull();
});

test.each([
  ["git+https://pagure.io/ks.git?#eab4fdc", { key: "pagure.io/ks", folder: "", revision: "eab4fdc" }],
  ["git+https://pagure.io/ks.git?live/kde#f45", { key: "pagure.io/ks", folder: "live/kde", revision: "f45" }],
  ["git://pagure.io/ks#main", { key: "pagure.io/ks", folder: "", revision: "main" }],
  ["git+ssh://git@pagure.io/ks.git", { key: "pagure.io/ks", folder: "", revision: null }],
  ["https://pagure.io/ks.git?./a//b/#x", { key: "pagure.io/ks", folder: "a/b", revision: "x" }],
])("%s is taken apart", (address, parts) => {
  expect(readSourceAddress(address)).toEqual(parts);
});

test.each(["", "svn+https://x/y", "https://host/repo?../..#x", "ks.cfg", "git+https://"])("%j is none", (address) => {
  expect(readSourceAddress(address)).toBeNull();
});
