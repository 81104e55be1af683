import type { Command } from "commander";
import type { Problem } from "../../config/settings/problem.ts";
import { EXIT, type ExitStatus } from "../exit-status.ts";
import { loadSetup, type Setup, tellProblems } from "../setup.ts";

const EXAMPLE = `
Every problem of the configuration and of its catalogue, with file and line; the exit status is 1 if there is one.
Without a problem: every setting in force, passwords hidden, and where it comes from.

Example:
  $ koji-image check-config --config gateway.yaml`;

export function addCheckConfig(program: Command, end: (status: ExitStatus) => void): void {
  program
    .command("check-config")
    .description("look for problems of the configuration")
    .option("--config <file>", "the YAML file; else what GATEWAY_CONFIG names")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLE)
    .action((options: { config?: string; json?: true }) =>
      end(checkConfig(options.config ?? null, options.json === true)),
    );
}

function checkConfig(config: string | null, json: boolean): ExitStatus {
  const setup = loadSetup({ config, host: null, port: null, logLevel: null });
  if ("problems" in setup) {
    if (json) console.log(JSON.stringify({ ok: false, problems: setup.problems.map(problemJson) }, null, 2));
    else tellProblems(setup.problems);
    return EXIT.no;
  }
  if (json)
    console.log(
      JSON.stringify({ ok: true, settings: setup.settings, images: setup.catalogue?.length ?? null }, null, 2),
    );
  else for (const line of settingLines(setup)) console.log(line);
  return EXIT.yes;
}

const problemJson = ({ source, message }: Problem) =>
  "file" in source ? { file: source.file, line: source.line, message } : { file: null, line: null, message };

/** Three columns: name, value, where it comes from. */
function settingLines({ settings, configuration, catalogue }: Setup): readonly string[] {
  const nameWidth = Math.max(...settings.map(({ name }) => name.length));
  const valueWidth = Math.max(...settings.map(({ value }) => String(value).length));
  const lines = settings.map(
    ({ name, value, source }) => `${name.padEnd(nameWidth)}  ${String(value).padEnd(valueWidth)}  ${source}`,
  );
  const hubs =
    configuration.hubs.length === 0 ? "none, so `koji-image serve` starts a sample hub" : configuration.hubs.length;
  return [...lines, "", `No problems. Hubs: ${hubs}. Images in the catalogue: ${catalogue?.length ?? "no catalogue"}.`];
}
