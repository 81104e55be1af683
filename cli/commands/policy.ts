import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import type { Policy } from "../../model/policy.ts";
import { counted } from "../../model/preflight.ts";
import { EXIT, type ExitStatus } from "../exit-status.ts";
import { openPolicies } from "../open-policies.ts";

const HELP = `
The rules are those of --policies, else of the configuration (--config, GATEWAY_CONFIG), else those that come with the
gateway. Nothing is asked of a gateway or a hub.`;

const CHECK_HELP = `${HELP}
The table is a YAML file of questions with the decisions that are expected; without one, decisions.yaml beside the rules.

Example:
  $ koji-image policy check decisions.yaml --policies policies/`;

type Options = { readonly policies?: string; readonly config?: string; readonly json?: true };
type End = (status: ExitStatus) => void;

export function addPolicy(program: Command, end: End): void {
  const policy = program
    .command("policy")
    .description("the rules: who may do what")
    .addHelpText("after", "\nExample:\n  $ koji-image policy list --config gateway.yaml");
  const add = (name: string, about: string, help: string) =>
    policy
      .command(name)
      .description(about)
      .option("--policies <folder>", "a folder of *.cedar files")
      .option("--config <file>", "the gateway's configuration")
      .option("--json", "print JSON")
      .addHelpText("after", help);
  add("list", "every rule, by title", `${HELP}\n\nExample:\n  $ koji-image policy list --policies policies/`).action(
    async (options: Options) => end(await list(options)),
  );
  add("show <id>", "one rule as written", `${HELP}\n\nExample:\n  $ koji-image policy show freeze`).action(
    async (id: string, options: Options) => end(await show(id, options)),
  );
  add(
    "check [table]",
    "decide a table of questions; exit status 1 for other decisions than expected",
    CHECK_HELP,
  ).action(async (table: string | undefined, options: Options) => end(await check(table ?? null, options)));
}

async function list({ json, ...where }: Options): Promise<ExitStatus> {
  const opened = await openPolicies(where);
  if (opened === null) return EXIT.no;
  const { policies } = opened.set;
  if (json) console.log(JSON.stringify(policies, null, 2));
  else for (const line of rows(policies)) console.log(line);
  return EXIT.yes;
}

function rows(policies: readonly Policy[]): readonly string[] {
  const width = Math.max(...policies.map(({ id }) => id.length));
  return policies.map(({ id, effect, title }) => `${id.padEnd(width)}  ${effect.toLowerCase()}  ${title}`);
}

async function show(id: string, { json, ...where }: Options): Promise<ExitStatus> {
  const opened = await openPolicies(where);
  if (opened === null) return EXIT.no;
  const policy = opened.set.policies.find((one) => one.id === id);
  if (policy === undefined) {
    console.error(`There is no rule "${id}"; there are ${opened.set.policies.map((one) => one.id).join(", ")}.`);
    return EXIT.notFound;
  }
  if (json) console.log(JSON.stringify(policy, null, 2));
  else console.log(`// ${policy.source}\n${policy.text}`);
  return EXIT.yes;
}

async function check(table: string | null, { json, ...where }: Options): Promise<ExitStatus> {
  const opened = await openPolicies(where);
  if (opened === null) return EXIT.no;
  const file = table ?? join(opened.folder, "decisions.yaml");
  if (!existsSync(file)) {
    console.error(`${file} is not there; name a table of decisions.`);
    return EXIT.notFound;
  }
  const { parseDecisionTable, disagreement } = await import("../../policies/decision-table.ts");
  const { policyProblemText } = await import("../../policies/policy-problem.ts");
  const read = parseDecisionTable(readFileSync(file, "utf8"), { file, now: new Date() });
  if ("problems" in read) {
    for (const problem of read.problems) console.error(policyProblemText(problem));
    return EXIT.no;
  }
  const wrong = read.rows.flatMap((row) => {
    const message = disagreement(row, opened.set);
    return message === null ? [] : [{ file, line: row.line, title: row.title, message }];
  });
  if (json) console.log(JSON.stringify({ ok: wrong.length === 0, decisions: read.rows.length, wrong }, null, 2));
  else {
    for (const { line, title, message } of wrong) console.error(`${file}:${line}: ${title}: ${message}`);
    console.log(
      `${counted(read.rows.length, "decision")}, ${wrong.length === 0 ? "all as expected" : `${wrong.length} otherwise`}.`,
    );
  }
  return wrong.length === 0 ? EXIT.yes : EXIT.no;
}
