import { expect, test } from "vitest";
import { disagreement, parseDecisionTable } from "../../policies/decision-table.ts";
import { defaultPolicies } from "../support/policies.ts";
import { NOW } from "./questions.ts";

const read = (text: string) => parseDecisionTable(text, { file: "t.yaml", now: NOW });

test.each([
  ["no list", "decisions: 3", 1, /no list/u],
  [
    "a word that means nothing",
    "decisions:\n  - { action: BUILD_IMAGE, expect: allowed }\n  - { action: BUILD_IMAGE, expect: allowed, imgae: x }",
    3,
    /imgae/u,
  ],
  ["a step that there is not", "decisions:\n  - { action: BUILD, expect: allowed }", 2, /^action: /u],
  ["no expectation", "decisions:\n\n  - { action: BUILD_IMAGE }", 3, /^expect: /u],
  ["no YAML", "decisions: [", 1, /./u],
])("%s is told with its line", (_what, text, line, message) => {
  const table = read(text);
  expect(table).toEqual({ problems: [{ file: "t.yaml", line, message: expect.stringMatching(message) }] });
});

test("what is decided otherwise than expected is told with why", () => {
  const table = read(`decisions:
  - { viewer: alice, action: BUILD_IMAGE, image: A, expect: allowed }
  - { viewer: rita, groups: [releng], action: BUILD_IMAGE, image: A, expect: allowed, by: [group-test] }
  - { viewer: rita, groups: [releng], action: BUILD_IMAGE, image: A, expect: allowed, by: [releng-builds] }`);
  const rows = "rows" in table ? table.rows : [];
  expect(rows.map((row) => disagreement(row, defaultPolicies()))).toEqual([
    "expected allowed, is refused. No rule lets alice, who is in no group, build A (in no catalogue).",
    "expected to be decided by group-test, is decided by releng-builds.",
    null,
  ]);
});
