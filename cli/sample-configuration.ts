import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Configuration } from "../config/configuration.ts";
import type { EffectiveSetting } from "../config/settings/section.ts";
import type { SampleHub } from "../sample/sample-hub.ts";

type Parts = {
  readonly sample: Pick<SampleHub, "kickstarts" | "accounts" | "knownHosts">;
  /** Of this start alone: what is in it goes with the hub. */
  readonly folder: string;
  readonly settings: readonly EffectiveSetting[];
};

/**
 * What the sample hub makes of a configuration: the gateway signs in to it as its people do, and what is not configured
 * is the sample's own. Its repository, builds and tasks are others with each start, and so are copies and the ledger.
 */
export async function sampleConfiguration(
  configuration: Configuration,
  { sample, folder, settings }: Parts,
): Promise<Configuration> {
  const passwordFile = join(folder, "passwords");
  const lines = sample.accounts.map(({ name, password }) => `${name}:${password}\n`);
  await writeFile(passwordFile, lines.join(""), { mode: 0o600 });
  const auth = { type: "password", authority: null, passwordFile } as const;
  const isConfigured = (section: string) =>
    settings.some(({ name, source }) => name.startsWith(`${section}.`) && source !== "default");
  return {
    ...configuration,
    hubs: configuration.hubs.map((hub) => ({ ...hub, auth, knownHosts: sample.knownHosts })),
    ...(isConfigured("kickstarts") ? {} : { copies: folder, kickstarts: [sample.kickstarts] }),
    ...(isConfigured("ledger") ? {} : { ledger: { redis: null, folder: join(folder, "ledger") } }),
  };
}
