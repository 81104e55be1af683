import { expect, test } from "vitest";
import { repositoryKey } from "../../../kickstarts/git/repository-key.ts";

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
