import type { CheckName, CheckOutcome } from "../../model/preflight.ts";
import type { BuildImageInput } from "../../resolvers/build-order/build-image-input.ts";
import type { TestGateway } from "./gateway.ts";

export type Told = {
  readonly ready: boolean;
  readonly kojiCommand: string;
  readonly decision: { readonly allowed: boolean; readonly determinedBy: readonly { readonly id: string }[] };
  readonly outcomes: Readonly<Record<CheckName, CheckOutcome>>;
  readonly messages: Readonly<Record<CheckName, string>>;
};

const QUERY = `query ($input: BuildImageInput!) {
  preflight(input: $input) {
    ready kojiCommand
    decision { allowed determinedBy { id } }
    checks { name outcome message }
  }
}`;

type Check = { readonly name: CheckName; readonly outcome: CheckOutcome; readonly message: string };

/** Asks by GraphQL, as whoever the token belongs to. */
export async function askPreflight(
  { ask }: Pick<TestGateway, "ask">,
  input: BuildImageInput,
  token: string | null = "sample-releng",
): Promise<Told> {
  const { data, errors } = await ask(QUERY, { input }, token === null ? {} : { authorization: `Bearer ${token}` });
  if (errors) throw new Error(JSON.stringify(errors));
  const { checks, ...rest } = data.preflight as { readonly checks: readonly Check[] };
  const by = (member: "outcome" | "message") => Object.fromEntries(checks.map((check) => [check.name, check[member]]));
  // Each check is there once: test/graphql/preflight.test.ts.
  return { ...rest, outcomes: by("outcome"), messages: by("message") } as unknown as Told;
}

/** A kickstart that all releases take, and with which the sample's repositories are enough. */
export const SOUND_KICKSTART = `lang en_US.UTF-8
keyboard us
timezone Etc/UTC
rootpw --lock
part / --size 4000

%packages
@core
bash
%end
`;

/** An order in full for a live image with a kickstart of one's own. */
export const liveOrder = (
  { source = SOUND_KICKSTART, ...options }: { readonly source?: string; readonly [option: string]: unknown } = {},
  more: Partial<BuildImageInput> = {},
): BuildImageInput => ({
  image: "Aurora-Xfce-Live",
  target: "main-compose",
  version: "Main",
  arches: ["x86_64"],
  method: { livemedia: { kickstart: "own.ks", kickstartSource: source, ...options } },
  ...more,
});
