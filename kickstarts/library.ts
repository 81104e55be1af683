import { LRUCache } from "lru-cache";
import type { Kickstart } from "../model/kickstart.ts";
import { createEdition, type Edition, type KeptKickstarts } from "./edition.ts";
import { createGit, type Environment } from "./git/git.ts";
import { type KickstartRepository, openKickstartRepository, type RepositorySettings } from "./git/repository.ts";
import { repositoryKey } from "./git/repository-key.ts";

export type LibrarySettings = {
  readonly repositories: readonly ShelfSettings[];
  /** Where copies are kept. */
  readonly folder: string;
  /** What git inherits. */
  readonly environment: Environment;
  /** Told once each time that fetching a repository begins to fail, or works again (null). */
  readonly log: (repository: string, problem: string | null) => void;
};

type ShelfSettings = Pick<RepositorySettings, "name" | "url" | "ref"> & {
  /** Other addresses by which Koji's requests name it. */
  readonly aliases: readonly string[];
  /** The file inside it that says who maintains what. */
  readonly owners: string | null;
};

export type ShelvedRepository = KickstartRepository & {
  readonly owners: string | null;
  /** As Koji's tasks name it, the first alias where there is one; null for a path on this machine. */
  readonly kojiAddress: string | null;
  readonly edition: (commit: string) => Promise<Edition>;
};

/** The configured kickstart repositories. The first is the default. */
export type KickstartLibrary = {
  readonly repositories: readonly ShelvedRepository[];
  /** By its configured name, or by an address of it in any spelling; null for one that is not configured. */
  readonly find: (nameOrAddress: string) => ShelvedRepository | null;
  /** Calls the listener whenever a branch or tag of any of them moved; what it returns ends that. */
  readonly onMove: (listener: () => void) => () => void;
  readonly close: () => Promise<void>;
};

/** Where none is configured. */
export const NO_KICKSTARTS: KickstartLibrary = {
  repositories: [],
  find: () => null,
  onMove: () => () => undefined,
  close: () => Promise.resolve(),
};

const MIB = 1_048_576;
/** Of the files of all commits that are at hand: fedora-kickstarts has 0.3 MiB. */
const KEPT_BYTES = 128 * MIB;
/** Of the texts of kickstarts that are read: each character takes eight bytes then. */
const KEPT_CHARACTERS = 6 * MIB;

export function openLibrary({ repositories, folder, environment, log }: LibrarySettings): KickstartLibrary {
  const git = createGit(environment);
  const listeners = new Set<() => void>();
  const editions = createEditions();
  const shelves = repositories.map(({ owners, aliases, ...settings }) => {
    const repository = openKickstartRepository({
      ...settings,
      git,
      folder,
      log: (problem) => log(settings.name, problem),
      moved: () => listeners.forEach((listener) => listener()),
    });
    const edition = (commit: string) => editions(repository, commit);
    const kojiAddress = [...aliases, settings.url].find((address) => address.includes("://")) ?? null;
    const shelf = { ...repository, owners, kojiAddress, edition };
    return { shelf, keys: [settings.url, ...aliases].map(repositoryKey) };
  });
  return {
    repositories: shelves.map(({ shelf }) => shelf),
    find: (wanted) => {
      const key = repositoryKey(wanted);
      const found = shelves.find(({ shelf, keys }) => shelf.name === wanted || (key !== null && keys.includes(key)));
      return found?.shelf ?? null;
    },
    onMove: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      await Promise.all(shelves.map(({ shelf }) => shelf.close()));
    },
  };
}

/** Commits of all repositories, those used last at hand. */
function createEditions() {
  const kept: KeptKickstarts = new LRUCache({ maxSize: KEPT_CHARACTERS, sizeCalculation: charactersOf });
  const editions = new LRUCache<string, Edition>({ maxSize: KEPT_BYTES });
  return async ({ name, snapshot }: KickstartRepository, commit: string): Promise<Edition> => {
    const key = `${name} ${commit}`;
    const known = editions.get(key);
    if (known !== undefined) return known;
    const files = await snapshot(commit);
    const edition = editions.get(key) ?? createEdition(files, kept, key);
    editions.set(key, edition, { size: files.bytes + 1000 * files.paths.length + 1 });
    return edition;
  };
}

const charactersOf = ({ files }: Kickstart) => [...files.values()].reduce((sum, { length }) => sum + length, 1000);
