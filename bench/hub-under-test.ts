import type { BenchOptions } from "./bench-part.ts";
import type { SampleHubOptions } from "../sample/sample-hub.ts";
import type { HubAddresses } from "./processes/processes.ts";

export type HubUnderTest = {
  readonly addresses: HubAddresses;
  readonly catalogue: string | null;
  readonly stop: () => Promise<void>;
};

/** Of a size that a SIG knows. */
export const SMALL_HUB: SampleHubOptions = {
  size: { images: 32, arches: ["x86_64", "aarch64", "ppc64le", "s390x"], nights: 12 },
};

/** The hub that was named, or else a sample hub of that size. */
export async function hubUnderTest({ hub, processes }: BenchOptions, sample = SMALL_HUB): Promise<HubUnderTest> {
  if (hub !== null) return { addresses: { hubUrl: hub }, catalogue: null, stop: () => Promise.resolve() };
  const { ready, stop } = await processes.hub(sample);
  const { catalogue, ...addresses } = ready;
  return { addresses, catalogue, stop };
}

/** The same hub, counted. */
export async function counted({ addresses, catalogue }: HubUnderTest, { processes }: BenchOptions) {
  const relay = await processes.relay(addresses.hubUrl);
  return { relay, hub: { addresses: { ...addresses, ...relay.ready }, catalogue } };
}
