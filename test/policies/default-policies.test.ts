import { readFileSync } from "node:fs";
import { join } from "node:path";
import { validate, statefulIsAuthorized, preparsePolicySet, preparseSchema } from "@cedar-policy/cedar-wasm/nodejs";
import { expect, test } from "vitest";
import { cedarCall } from "../../policies/cedar-call.ts";
import { disagreement, parseDecisionTable } from "../../policies/decision-table.ts";
import { defaultPolicyFolder, readCedarSchema } from "../../policies/shipped-files.ts";
import { defaultPolicies } from "../support/policies.ts";
import { NOW } from "./questions.ts";

const file = join(defaultPolicyFolder(), "decisions.yaml");
const read = parseDecisionTable(readFileSync(file, "utf8"), { file, now: NOW });
if ("problems" in read) throw new Error(JSON.stringify(read.problems));
const { rows } = read;

test("the table of the default rules has at least sixty decisions, and uses every rule but that on freezes", () => {
  expect(rows.length).toBeGreaterThanOrEqual(60);
  const used = new Set(rows.flatMap(({ by }) => by ?? []));
  const ids = defaultPolicies().policies.map(({ id }) => id);
  expect(ids.filter((id) => !used.has(id))).toEqual(["freeze"]);
});

test.each(rows.map((row) => [row.title, row.allowed ? "allowed" : "refused", row] as const))(
  "%s: %s",
  (_why, _expected, row) => {
    expect(disagreement(row, defaultPolicies())).toBeNull();
  },
);

test("every question is of the types that the schema says", () => {
  const staticPolicies = Object.fromEntries(defaultPolicies().policies.map(({ id, text }) => [id, text]));
  expect(validate({ schema: readCedarSchema(), policies: { staticPolicies } })).toMatchObject({ validationErrors: [] });
  preparsePolicySet("typed", { staticPolicies });
  preparseSchema("typed", readCedarSchema());
  const full = {
    target: "f45",
    tag: "f45",
    arches: ["x86_64"],
    channelLoad: 12.5,
    sourceHost: "a",
    repos: ["https://a/"],
  };
  for (const { question } of rows) {
    for (const circumstances of [question.circumstances, { ...question.circumstances, ...full }]) {
      const call = { ...cedarCall({ ...question, circumstances }, true), validateRequest: true };
      const answer = statefulIsAuthorized({ ...call, preparsedPolicySetId: "typed", preparsedSchemaName: "typed" });
      expect(answer).toMatchObject({ type: "success", response: { diagnostics: { errors: [] } } });
    }
  }
});
