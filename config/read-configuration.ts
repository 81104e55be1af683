import {
  type CatalogueFile,
  type Configuration,
  type KickstartRepositoryConfiguration,
  LOG_LEVELS,
} from "./configuration.ts";
import { readCache } from "./read-cache.ts";
import { readHub } from "./read-hub.ts";
import { readIdentity } from "./read-identity.ts";
import { readLedger } from "./read-ledger.ts";
import { type Disk, ownFolder, referencedFile, referencedFolder } from "./referenced-file.ts";
import { repositoryAddress, sourceAddress } from "./settings/addresses.ts";
import { oneOf, plainName, text, wholeNumber } from "./settings/kinds.ts";
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
    ...readStores(root, disk),
    catalogue: readCatalogueFile(root, disk),
    kickstarts: root.section("kickstarts", (repositories) => repositories.each(readRepository)),
    copies: ownFolder(root, { key: "copies", fallback: COPIES }, disk),
    policies: referencedFolder(root, "policies", disk),
    identity: root.optionalSection("identity", (identity) => readIdentity(identity, disk)),
  };
}

function readStores(root: Section, disk: Disk): Pick<Configuration, "cache" | "ledger"> {
  const cache = root.section("cache", readCache);
  return { cache, ledger: root.section("ledger", (ledger) => readLedger(ledger, disk, cache.redis)) };
}

function readCatalogueFile(root: Section, disk: Disk): CatalogueFile | null {
  const read = referencedFile(root, "catalogue", disk);
  return read && { file: read.path, text: read.text };
}

/** What is fetched once serves the next start too, with or without a network. */
const COPIES = "~/.cache/koji-image";

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
