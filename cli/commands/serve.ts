import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { parseCatalogue } from "../../catalogue/parse-catalogue.ts";
import type { Flags } from "../../config/overrides.ts";
import type { Configuration } from "../../config/configuration.ts";
import type { Viewer } from "../../model/viewer.ts";
import type { Problem } from "../../config/settings/problem.ts";
import { gatewayBanner, type SampleAddresses } from "../banner.ts";
import { EXIT, type ExitStatus } from "../exit-status.ts";
import { sampleConfiguration } from "../sample-configuration.ts";
import { SAMPLE_TOKENS } from "../sample-tokens.ts";
import { serveUntilSignal } from "../serve-until-signal.ts";
import { loadSetup, type Setup, tellProblems } from "../setup.ts";

const HELP = `
Flags go over the environment (GATEWAY_CONFIG, KOJI_HUB_URL, KOJI_FILES_URL, KOJI_WEB_URL, REDIS_URL, HOST, PORT,
LOG_LEVEL), the environment over the file. Where no hub is configured, a sample hub is served.

Examples:
  $ koji-image serve --config gateway.yaml --port 8080
  $ KOJI_HUB_URL=https://koji.example.org/kojihub koji-image serve`;

export function addServe(program: Command, end: (status: ExitStatus) => void): void {
  program
    .command("serve")
    .description("the gateway")
    .option("--config <file>", "the YAML file; else the one that GATEWAY_CONFIG names")
    .option("--host <address>", "the address to listen on")
    .option("--port <number>", "the port to listen on; 0 for a free one")
    .option("--log-level <level>", "trace, debug, info, warn, error, fatal or silent")
    .addHelpText("after", HELP)
    .action(async ({ config = null, host = null, port = null, logLevel = null }: Partial<Flags>) =>
      end(await runGateway({ config, host, port, logLevel })),
    );
}

async function runGateway(flags: Flags): Promise<ExitStatus> {
  const setup = loadSetup(flags);
  if ("problems" in setup) return refuse(setup.problems);
  return setup.configuration.hubs.length > 0 ? runWith(setup) : runWithSampleHub(flags);
}

/** From the variables on, the sample hub is a hub like any other. Its catalogue stands in where none is configured. */
async function runWithSampleHub(flags: Flags): Promise<ExitStatus> {
  const { startSampleHub } = await import("../../sample/sample-hub.ts");
  const sample = await startSampleHub({ host: "127.0.0.1", port: 0 });
  const folder = await mkdtemp(join(tmpdir(), "koji-image-"));
  try {
    const { hubUrl: KOJI_HUB_URL, filesUrl: KOJI_FILES_URL, webUrl: KOJI_WEB_URL } = sample;
    const setup = loadSetup(flags, { KOJI_HUB_URL, KOJI_FILES_URL, KOJI_WEB_URL });
    if ("problems" in setup) return refuse(setup.problems);
    const { settings } = setup;
    const configuration = await sampleConfiguration(setup.configuration, { sample, folder, settings });
    const embedded = { sample, tokens: tokensFor(configuration) };
    if (setup.catalogue !== null) return await runWith({ ...setup, configuration }, embedded);
    const listed = parseCatalogue(sample.catalogue, "images.yaml of the sample hub");
    return "problems" in listed
      ? refuse(listed.problems)
      : await runWith({ ...setup, ...listed, configuration }, embedded);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await sample.close();
  }
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/iu;

/** Everybody knows them: they work where nobody else can come, and not beside tokens that somebody configured. */
const tokensFor = ({ identity, listen }: Configuration): ReadonlyMap<string, Viewer> | null =>
  identity === null && LOOPBACK.test(listen.host) ? SAMPLE_TOKENS : null;

type WithSample = {
  readonly sample: SampleAddresses;
  readonly tokens: ReadonlyMap<string, Viewer> | null;
};

async function runWith({ configuration, catalogue }: Setup, embedded: WithSample | null = null): Promise<ExitStatus> {
  const { serve } = await import("../../server/serve.ts");
  const { createKnownTokens } = await import("../../identity/known-tokens.ts");
  const { sample, tokens } = embedded ?? { sample: null, tokens: null };
  const identity = tokens === null ? {} : { identity: createKnownTokens(tokens) };
  return serveUntilSignal(
    () => serve({ configuration, catalogue: catalogue ?? [], ...identity }),
    ({ url }) => console.log(gatewayBanner({ url, hubs: configuration.hubs, sample, tokens })),
  );
}

/** A wrong flag is wrong usage; anything else is a configuration that will not do. */
function refuse(problems: readonly Problem[]): ExitStatus {
  tellProblems(problems);
  return problems.some(isOfFlag) ? EXIT.wrongUsage : EXIT.no;
}

const isOfFlag = ({ source }: Problem): boolean => "name" in source && source.name.startsWith("--");
