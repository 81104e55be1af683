import { type Command, InvalidArgumentError } from "commander";
import { type Kind, wholeNumber } from "../../config/settings/kinds.ts";
import { sampleAddresses } from "../banner.ts";
import { EXIT, type ExitStatus } from "../exit-status.ts";
import { serveUntilSignal } from "../serve-until-signal.ts";

const EXAMPLE = `
A small Koji, alive and made up, for those who develop against Koji: XML-RPC, files and users, nothing to install.
It can be written to: log in as one of its people, such as alice, bob or releng, with the password sample.
With --images, --arches, --nights or --builds it is as large as is asked for, and starts as soon.

Examples:
  $ koji-image sample-hub --port 8080 --seed 7
  $ koji-image sample-hub --port 8080 --images 120 --nights 700 --builds 2860061 --latency 20
  $ KOJI_HUB_URL=http://127.0.0.1:8080/kojihub koji-image serve`;

type Options = {
  readonly host: string;
  readonly port: number;
  readonly seed?: number;
  readonly now?: number;
  readonly images?: number;
  readonly arches?: readonly string[];
  readonly nights?: number;
  readonly builds?: number;
  readonly latency?: number;
  readonly json?: true;
};

export function addSampleHub(program: Command, end: (status: ExitStatus) => void): void {
  const count = numberArgument(wholeNumber(1, 1_000_000_000));
  program
    .command("sample-hub")
    .description("the sample hub alone")
    .requiredOption("--port <number>", "where it listens; 0 for a free port", numberArgument(wholeNumber(0, 65_535)))
    .option("--host <address>", "the address it listens on", "127.0.0.1")
    .option("--seed <number>", "the same seed makes the same hub", numberArgument(wholeNumber(0, 4_294_967_295)))
    .option("--now <time>", "what its clock shows when it starts", timeArgument)
    .option("--images <number>", "how many images it builds every night", count)
    .option("--arches <list>", "what each image is built for, as x86_64,aarch64", (written) => written.split(","))
    .option("--nights <number>", "how many nights it looks back on", count)
    .option("--builds <number>", "the newest build's id, about: the rest are rpms", count)
    .option("--latency <ms>", "how long it lets each request wait", numberArgument(wholeNumber(0, 60_000)))
    .option("--json", "print the addresses as JSON")
    .addHelpText("after", EXAMPLE)
    .action(async (options: Options) => end(await sampleHub(options)));
}

async function sampleHub(options: Options): Promise<ExitStatus> {
  const { startSampleHub } = await import("../../sample/sample-hub.ts");
  try {
    return await serveUntilSignal(
      () => startSampleHub(settingsOf(options)),
      ({ hubUrl, filesUrl, webUrl }) => {
        const addresses = { hubUrl, filesUrl, webUrl };
        const text = options.json ? JSON.stringify(addresses) : `The sample hub is up.\n${sampleAddresses(addresses)}`;
        console.log(text);
      },
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(error.message);
    return EXIT.wrongUsage;
  }
}

function settingsOf({ host, port, seed, now, latency, images, arches, nights, builds }: Options) {
  const size = {
    ...(images === undefined ? {} : { images }),
    ...(arches === undefined ? {} : { arches }),
    ...(nights === undefined ? {} : { nights }),
    ...(builds === undefined ? {} : { builds }),
  };
  return {
    host,
    port,
    ...(seed === undefined ? {} : { seed }),
    ...(now === undefined ? {} : { now: clockFrom(now) }),
    ...(Object.keys(size).length === 0 ? {} : { size }),
    ...(latency === undefined ? {} : { latencyMs: latency }),
  };
}

/** Goes on from that moment. */
function clockFrom(ms: number): () => number {
  const ahead = ms - Date.now();
  return () => Date.now() + ahead;
}

const numberArgument = (kind: Kind<number>) => (written: string) => {
  const value = kind.parse(/^\d+$/.test(written) ? Number(written) : written);
  if (value === null) throw new InvalidArgumentError(`${kind.cure}.`);
  return value;
};

function timeArgument(written: string): number {
  const ms = Date.parse(written);
  if (Number.isNaN(ms)) throw new InvalidArgumentError("give a time such as 2026-11-22T20:00Z.");
  return ms;
}
