import { Command, CommanderError } from "commander";
import { addAudit } from "./commands/audit.ts";
import { addCheckConfig } from "./commands/check-config.ts";
import { addPreflight } from "./commands/preflight.ts";
import { addPolicy } from "./commands/policy.ts";
import { addSampleHub } from "./commands/sample-hub.ts";
import { addServe } from "./commands/serve.ts";
import { addToken } from "./commands/token.ts";
import { EXIT, type ExitStatus } from "./exit-status.ts";
import { packageVersion } from "../server/package-version.ts";

/** Runs one command of `koji-image`, and answers with the status for the shell. Rejects only for a bug. */
export async function runProgram(args: readonly string[]): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.yes;
  const program = createProgram();
  for (const add of [addServe, addSampleHub, addCheckConfig, addPolicy, addToken, addPreflight, addAudit])
    add(program, (ended) => (status = ended));
  try {
    await program.parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    // Thrown instead of ending the process: `--help` and `--version` with 0, wrong usage with 1.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.yes : EXIT.wrongUsage;
    throw error;
  }
}

const capital = (letter: string) => letter.toUpperCase();

function createProgram(): Command {
  return (
    new Command("koji-image")
      .description("One typed GraphQL API over Koji hubs and the images they build.")
      .version(packageVersion())
      // A cure begins a sentence here.
      .configureOutput({ outputError: (text, write) => write(text.replace(/(?<= is invalid\. )\p{Ll}/u, capital)) })
      .showHelpAfterError("Add --help to see how it is used.")
      .addHelpText("after", "\nExample:\n  $ koji-image serve --config gateway.yaml")
      .exitOverride()
  );
}
