import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";
import { expect, test } from "vitest";
import { parseDecisionTable } from "../../policies/decision-table.ts";
import { createPolicySet } from "../../policies/policy-set.ts";
import { defaultPolicies } from "../support/policies.ts";

const PAGE = readFileSync("docs/policies.md", "utf8");

const blocks = (language: string) =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "gmu"))].map(([, text = ""]) => text);

test("the page lists every default rule, by its id and in the words of its title", () => {
  const rows = [...PAGE.matchAll(/^\| `([\w-]+)`\s*\| (.*?)\s*\|$/gmu)].map(([, id = "", text]) => ({ id, text }));
  expect(rows.map(({ id }) => id).toSorted()).toEqual(
    defaultPolicies()
      .policies.map(({ id }) => id)
      .toSorted(),
  );
  for (const { id, title } of defaultPolicies().policies)
    expect(rows.find((row) => row.id === id)?.text, id).toContain(title.split(" ").slice(0, 3).join(" "));
});

test("its rule, its freezes and its table are accepted, its question is of the schema", () => {
  const [freezes = "", table = ""] = blocks("yaml");
  const policies = new Map([["a.cedar", blocks("cedar").join("\n")]]);
  expect(createPolicySet({ policies, freezes: { file: "freezes.yaml", text: freezes } }, "page")).toHaveProperty("set");
  const read = parseDecisionTable(table, { file: "decisions.yaml", now: new Date(0) });
  expect(read).toMatchObject({ rows: [{ allowed: true }, { allowed: false }] });
  const schema = buildSchema(readFileSync("schema/schema.graphql", "utf8"));
  for (const query of blocks("graphql")) expect(validate(schema, parse(query))).toEqual([]);
});
