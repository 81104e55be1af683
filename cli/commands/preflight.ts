import type { Command } from "commander";
import type { PreflightQuery, PreflightQueryVariables } from "../../generated/operations.ts";
import { PERSISTED_OPERATIONS } from "../../generated/persisted-operations.ts";
import { askGateway } from "../client/ask-gateway.ts";
import { gatewayAddress } from "../client/gateway-address.ts";
import { NoAnswerError } from "../client/no-answer-error.ts";
import { type Colour, paint } from "../client/paint.ts";
import { EXIT, type ExitStatus } from "../exit-status.ts";

const HELP = `
Everything that can be known before a build is sent, of the gateway at KOJI_IMAGE_URL, as whoever KOJI_IMAGE_TOKEN signs
in. Nothing is sent. Exit status 0 when no check fails, 1 when one does.

Example:
  $ koji-image preflight Fedora-KDE-Live --target f45-compose --production --arch x86_64 --arch aarch64`;

type Options = {
  readonly target: string;
  readonly hub?: string;
  readonly production?: true;
  readonly arch?: readonly string[];
  readonly json?: true;
};

export function addPreflight(program: Command, end: (status: ExitStatus) => void): void {
  program
    .command("preflight <image>")
    .description("look at everything that can be known before a build is sent")
    .requiredOption("--target <target>", "the build target")
    .option("--hub <hub>", "the hub's name in the gateway; else its first")
    .option("--production", "a build that Koji keeps and tags; else a scratch build")
    .option("--arch <arch>", "an arch to build, in place of the catalogue's; of several, repeat it", collected)
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(async (image: string, options: Options) => end(await preflight(image, options)));
}

const collected = (written: string, before: readonly string[] = []): readonly string[] => [...before, written];

async function preflight(image: string, { target, hub, production, arch, json }: Options): Promise<ExitStatus> {
  const chosen = { ...(hub === undefined ? {} : { hub }), ...(arch ? { arches: [...arch] } : {}) };
  const input = { image, target, scratch: production !== true, ...chosen };
  try {
    const variables: PreflightQueryVariables = { input };
    const answer = await askGateway<PreflightQuery>(PERSISTED_OPERATIONS.Preflight.text, variables, gatewayAddress());
    if (json) console.log(JSON.stringify(answer.preflight, null, 2));
    else for (const line of linesOf(answer.preflight)) console.log(line);
    return answer.preflight.ready ? EXIT.yes : EXIT.no;
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    console.error(paint(error.message));
    return error.status;
  }
}

type Preflight = PreflightQuery["preflight"];
type Check = Preflight["checks"][number];

const COLOURS: Readonly<Record<Check["outcome"], Colour>> = {
  PASS: "green",
  WARN: "yellow",
  FAIL: "red",
  SKIPPED: "gray",
};

function linesOf({ ready, checks, kojiCommand }: Preflight): readonly string[] {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const failed = checks.filter(({ outcome }) => outcome === "FAIL").length;
  return [
    ...checks.map(
      ({ name, outcome, message }) =>
        `${paint(outcome.padEnd(7), COLOURS[outcome])}  ${paint(name.padEnd(width))}  ${paint(message)}`,
    ),
    "",
    ready ? paint("Ready.", "green") : paint(`Not ready: ${failed} of ${checks.length} checks failed.`, "red"),
    paint(kojiCommand),
  ];
}
