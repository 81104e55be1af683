import { posix } from "node:path";
import type { Context } from "../../context/context.ts";
import { letOthers } from "../../kickstarts/let-others.ts";
import { readKickstart } from "../../kickstarts/read-kickstart.ts";
import { parseSourceUrl } from "../../koji/requests/source-url.ts";
import type { BuildOrder } from "../../model/build-order.ts";
import type { Kickstart } from "../../model/kickstart.ts";
import { enumerated, fail, type Finding, skipped } from "../../model/preflight.ts";
import { kickstartOptions } from "../../model/preflight-kickstart.ts";
import { editionAt, parsedInTurn } from "../kickstart.ts";

/** A kickstart with all that it includes. */
export type FoundKickstart = { readonly kickstart: Kickstart };

export const isFound = (found: FoundKickstart | Finding): found is FoundKickstart => "kickstart" in found;

/** With all that they include, kickstarts have some ten thousand. */
const MAX_CHARACTERS = 262_144;

/** Where a builder will take it from. Rejects with RepositoryUnavailableError. */
export async function findKickstart(order: BuildOrder, context: Context): Promise<FoundKickstart | Finding> {
  const options = kickstartOptions(order);
  if (options === null) return skipped(`It is built from no kickstart (${order.method}).`);
  const { kickstart: file, kickstartUrl, kickstartSource } = options;
  if (kickstartSource) {
    return kickstartSource.length > MAX_CHARACTERS
      ? fail(`The kickstart has ${kickstartSource.length} characters; give ${MAX_CHARACTERS} at most.`)
      : { kickstart: await readBeside(kickstartSource, file, context) };
  }
  if (!kickstartUrl) {
    return fail(`Nobody knows where ${file} lies: give its address as kickstartUrl, or its text as kickstartSource.`);
  }
  // From a repository, image tasks take the file of that name in the folder of the address (fetchKickstart in kojid).
  return inRepository(kickstartUrl, order.method === "IMAGE" ? posix.basename(file) : file, context);
}

/** What it includes is looked for in the first repository that is configured, as when it is sent. */
async function readBeside(source: string, file: string, context: Context): Promise<Kickstart> {
  const around = context.kickstarts.repositories.length > 0 ? await editionAt({}, context) : null;
  await letOthers();
  return readKickstart({ path: file, read: (other) => (other === file ? source : (around?.read(other) ?? null)) });
}

async function inRepository(address: string, file: string, context: Context): Promise<FoundKickstart | Finding> {
  const source = parseSourceUrl(address);
  if (source === null)
    return fail(`kickstartUrl is no address of sources: give one as git+https://example.org/kickstarts.git#main.`);
  const { repositories } = context.kickstarts;
  const shelf = context.kickstarts.find(source.repository);
  if (shelf === null) {
    const known = repositories.length > 0 ? `: read here are ${enumerated(repositories.map(({ name }) => name))}` : "";
    return skipped(
      `The kickstarts at ${source.repository} are not read here${known}. Name them in the configuration to have them checked.`,
    );
  }
  const where = { repository: shelf.name, ref: source.ref === "HEAD" ? null : source.ref };
  const edition = await editionAt(where, context);
  if (edition === null) {
    return fail(
      `${shelf.name} has no branch, tag or commit "${source.ref}": correct what stands behind # in the address.`,
    );
  }
  const path = posix.normalize(posix.join(source.path, file));
  if (edition.read(path) === null) {
    return fail(
      `${shelf.name} has no file ${path} at ${source.ref ?? "its head"} (${edition.commit.slice(0, 12)}): correct the path.`,
    );
  }
  return { kickstart: await parsedInTurn({ repository: shelf.name, commit: edition.commit, path }, context) };
}
