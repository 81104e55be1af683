import type { BenchOptions } from "./bench-part.ts";
import type { HubAddresses } from "./processes/processes.ts";

export type HubUnderTest = { readonly addresses: HubAddresses; readonly catalogue: string | null };

/** 32 images on four arches after twelve nights: a hub of the size that a SIG knows. */
export const SMALL_HUB = { images: 32, nights: 12 };

/** The hub that was named, or else a sample hub of that size. */
export async function hubUnderTest(
  { hub, processes }: BenchOptions,
  sample: object = SMALL_HUB,
): Promise<HubUnderTest> {
  if (hub !== null) return { addresses: { hubUrl: hub }, catalogue: null };
  const { catalogue, ...addresses } = (await processes.hub(sample)).ready;
  return { addresses, catalogue };
}

/** The same hub, counted. */
export async function counted({ addresses, catalogue }: HubUnderTest, { processes }: BenchOptions) {
  const relay = await processes.relay(addresses.hubUrl);
  return { relay, hub: { addresses: { ...addresses, ...relay.ready }, catalogue } };
}
