import { resolve } from "node:path";
import {
  type CatalogueFile,
  type Configuration,
  type KickstartRepositoryConfiguration,
  LOG_LEVELS,
} from "./configuration.ts";
import { readCache } from "./read-cache.ts";
import { readHub } from "./read-hub.ts";
import { readIdentity } from "./read-identity.ts";
import { type Disk, referencedFile, referencedFolder } from "./referenced-file.ts";
import { repositoryAddress, sourceAddress } from "./settings/addresses.ts";
import { oneOf, plainName, text, textSuchAs, wholeNumber } from "./settings/kinds.ts";
import type { Section } from "./settings/section.ts";

/** The whole configuration, from settings in which files, profiles, variables and flags are already one. */
export function readConfiguration(root: Section, disk: Disk): Configuration {
  return {
    listen: root.section("listen", (listen) => ({
      host: listen.withDefault("host", text, "127.0.0.1"),
      port: listen.withDefault("port", wholeNumber(0, 65_535), 4000),
    })),
    logLevel: root.withDefault("logLevel", oneOf(LOG_LEVELS), "info"),
    hubs: root.section("hubs", (hubs) => hubs.each((name, hub) => readHub(name, hub, disk))),
    cache: root.section("cache", readCache),
    catalogue: readCatalogueFile(root, disk),
    kickstarts: root.section("kickstarts", (repositories) => repositories.each(readRepository)),
    copies: readCopies(root, disk),
    policies: referencedFolder(root, "policies", disk),
    identity: root.optionalSection("identity", (identity) => readIdentity(identity, disk)),
  };
}

function readCatalogueFile(root: Section, disk: Disk): CatalogueFile | null {
  const read = referencedFile(root, "catalogue", disk);
  return read && { file: read.path, text: read.text };
}

/** What is fetched once serves the next start too, with or without a network. */
const COPIES = "~/.cache/koji-image";

function readCopies(root: Section, { folder, home }: Disk): string {
  const written = root.withDefault("copies", textSuchAs("the path of a folder"), COPIES);
  return resolve(folder, written.replace(/^~(?=\/|$)/, home));
}

function readRepository(name: string, section: Section): KickstartRepositoryConfiguration {
  if (plainName.parse(name) === null)
    section.problem(null, `${section.name} is no name for a repository; ${plainName.cure}.`);
  return {
    name,
    url: section.required("url", repositoryAddress),
    ref: section.optional("ref", text),
    owners: section.optional("owners", text),
    aliases: section.list("aliases", sourceAddress) ?? [],
  };
}
