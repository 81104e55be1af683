import { expect, test } from "vitest";
import { readOptions } from "../../scripts/conformance/options.ts";

const HUB = "http://koji.example.org/kojihub/";

test("files and pages are beside the hub where nothing else is said", () => {
  expect(readOptions(["--hub", HUB])).toEqual({
    urls: {
      hub: "http://koji.example.org/kojihub",
      files: "http://koji.example.org/kojifiles",
      web: "http://koji.example.org/koji",
    },
    seed: null,
    count: 20,
    json: false,
  });
});

test("all of it can be said", () => {
  const args = ["--hub", HUB, "--files", "https://files.example.org/", "--web", "https://web.example.org/koji"];
  expect(readOptions([...args, "--seed", "0", "--count", "3", "--json"])).toEqual({
    urls: {
      hub: "http://koji.example.org/kojihub",
      files: "https://files.example.org",
      web: "https://web.example.org/koji",
    },
    seed: 0,
    count: 3,
    json: true,
  });
});

test.each([
  ["no hub", [], '--hub is "", which is no address'],
  ["a hub that is no address", ["--hub", "koji"], '--hub is "koji", which is no address'],
  ["a hub of another scheme", ["--hub", "file:///kojihub"], "which is no address"],
  ["files that are no address", ["--hub", HUB, "--files", "kojifiles"], '--files is "kojifiles"'],
  ["a seed that is no number", ["--hub", HUB, "--seed", "x"], '--seed is "x"; give a whole number from 0 on.'],
  ["a count of none", ["--hub", HUB, "--count", "0"], '--count is "0"; give a whole number from 1 on.'],
  ["an option that it does not have", ["--hub", HUB, "--fast"], "'--fast'"],
])("%s is a problem that says what is wrong", (_, args, problem) => {
  expect(readOptions(args)).toContain(problem);
});
