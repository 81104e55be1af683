import { type Command, InvalidArgumentError } from "commander";
import { type Kind, wholeNumber } from "../../config/settings/kinds.ts";
import { sampleAddresses } from "../banner.ts";
import type { ExitStatus } from "../exit-status.ts";
import { serveUntilSignal } from "../serve-until-signal.ts";

const EXAMPLE = `
A small Koji, alive and made up, for those who develop against Koji: XML-RPC, files and users, nothing to install.

Example:
  $ koji-image sample-hub --port 8080 --seed 7
  $ KOJI_HUB_URL=http://127.0.0.1:8080/kojihub koji-image serve`;

type Options = { readonly host: string; readonly port: number; readonly seed?: number; readonly json?: true };

export function addSampleHub(program: Command, end: (status: ExitStatus) => void): void {
  program
    .command("sample-hub")
    .description("the sample hub alone")
    .requiredOption("--port <number>", "where it listens; 0 for a free port", numberArgument(wholeNumber(0, 65_535)))
    .option("--host <address>", "the address it listens on", "127.0.0.1")
    .option("--seed <number>", "the same seed makes the same hub", numberArgument(wholeNumber(0, 4_294_967_295)))
    .option("--json", "print the addresses as JSON")
    .addHelpText("after", EXAMPLE)
    .action(async (options: Options) => end(await sampleHub(options)));
}

async function sampleHub({ host, port, seed, json }: Options): Promise<ExitStatus> {
  const { startSampleHub } = await import("../../sample/sample-hub.ts");
  return serveUntilSignal(
    () => startSampleHub({ host, port, ...(seed === undefined ? {} : { seed }) }),
    ({ hubUrl, filesUrl, webUrl }) => {
      const addresses = { hubUrl, filesUrl, webUrl };
      console.log(json === true ? JSON.stringify(addresses) : `The sample hub is up.\n${sampleAddresses(addresses)}`);
    },
  );
}

const numberArgument = (kind: Kind<number>) => (written: string) => {
  const value = kind.parse(/^\d+$/.test(written) ? Number(written) : written);
  if (value === null) throw new InvalidArgumentError(`${kind.cure}.`);
  return value;
};
