import { createHubClient, named } from "../../koji/wire/hub-client.ts";
import type { Answer, TestGateway } from "./gateway.ts";

export type PackageChange = { name: string; arch: string; kind: string; before: string | null; after: string | null };
export type SizeChange = { arch: string; format: string; before: number | null; after: number | null };
export type Changes = {
  from: { id: string; nvr: string; state: string; target: { name: string } };
  to: { nvr: string };
  packagesRecorded: boolean;
  packages: PackageChange[];
  sizeByArch: SizeChange[];
};
export type ChangedBuild = {
  id: string;
  nvr: string;
  state: string;
  partial: boolean;
  target: { name: string };
  changes: Changes | null;
};

/** All of a build's changes. */
export const CHANGES = `from { id nvr state target { name } } to { nvr } packagesRecorded
  packages { name arch kind before after } sizeByArch { arch format before after }`;

/** The newest builds of an image with what changed in each, newest first. */
export async function history(
  gateway: TestGateway,
  { name, first, filter = "{ state: [COMPLETE] }" }: { name: string; first: number; filter?: string },
): Promise<readonly ChangedBuild[]> {
  const { data, errors } = await gateway.ask(
    `query ($name: String!, $first: Int) { image(name: $name) { builds(first: $first, filter: ${filter}) {
      nodes { id nvr state partial target { name } changes { ${CHANGES} } } } } }`,
    { name, first },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.image.builds.nodes;
}

/** What the hub itself says an image of this build and arch holds: name and arch, and `[epoch:]version-release`. */
export async function rpmsOf(gateway: TestGateway, nvr: string, arch: string): Promise<ReadonlyMap<string, string>> {
  type Rpm = { name: string; arch: string; epoch: number | null; version: string; release: string };
  const client = createHubClient({ url: gateway.hub.hubUrl });
  // Rows of the sample hub, which test/sample holds against a real hub's.
  const rows = async <T>(method: string, params: Parameters<typeof client.call>[1]) =>
    (await client.call(method, params)) as unknown as T;
  const { build_id } = await rows<{ build_id: number }>("getBuild", [nvr]);
  const filter = { buildID: build_id, type: "image", typeInfo: { arch } };
  const [file] = await rows<{ id: number }[]>("listArchives", [named(filter)]);
  const rpms = await rows<Rpm[]>("listRPMs", [named({ imageID: file?.id ?? 0 })]);
  await client.close();
  return new Map(
    rpms.map((rpm) => [`${rpm.name} ${rpm.arch}`, `${rpm.epoch ? `${rpm.epoch}:` : ""}${rpm.version}-${rpm.release}`]),
  );
}

/** What changed in a build found by its name, as far as `selection` asks for it. */
export const changesOf = (
  gateway: TestGateway,
  nvr: string,
  { selection = CHANGES, since }: { selection?: string; since?: string | undefined } = {},
): Promise<Answer<{ build: { id: string; changes: Changes | null } }>> =>
  gateway.ask(
    `query ($nvr: String!, $since: ID) { build(by: { nvr: $nvr }) { id ... on ImageBuild { changes(since: $since) { ${selection} } } } }`,
    { nvr, since },
  );
