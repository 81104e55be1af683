import { LRUCache } from "lru-cache";
import { createEdition, type Edition } from "./edition.ts";
import { type KickstartRepository, openKickstartRepository, type RepositorySettings } from "./git/repository.ts";
import { repositoryKey } from "./git/repository-key.ts";

export type LibrarySettings = {
  readonly repositories: readonly (Omit<RepositorySettings, "folder" | "log"> & {
    /** Other addresses by which Koji's requests name it. */
    readonly aliases: readonly string[];
    /** The file inside it that says who maintains what. */
    readonly owners: string | null;
  })[];
  /** Where copies are kept. */
  readonly folder: string;
  readonly log: (repository: string, problem: string | null) => void;
};

export type ShelvedRepository = KickstartRepository & {
  readonly owners: string | null;
  readonly edition: (commit: string) => Promise<Edition>;
};

/** The configured kickstart repositories. The first is the default. */
export type KickstartLibrary = {
  readonly repositories: readonly ShelvedRepository[];
  /** By its configured name, or by an address of it in any spelling; null for one that is not configured. */
  readonly find: (nameOrAddress: string) => ShelvedRepository | null;
  readonly close: () => Promise<void>;
};

/** Where none is configured. */
export const NO_KICKSTARTS: KickstartLibrary = {
  repositories: [],
  find: () => null,
  close: () => Promise.resolve(),
};

/** Commits of a repository that are kept at hand. */
const EDITIONS = 8;

export function openLibrary({ repositories, folder, log }: LibrarySettings): KickstartLibrary {
  const shelves = repositories.map(({ owners, aliases, ...settings }) => {
    const repository = openKickstartRepository({
      ...settings,
      folder,
      log: (problem) => log(settings.name, problem),
    });
    const editions = new LRUCache<string, Edition>({ max: EDITIONS });
    const edition = async (commit: string) => {
      const snapshot = await repository.snapshot(commit);
      const known = editions.get(commit) ?? createEdition(snapshot);
      editions.set(commit, known);
      return known;
    };
    return { shelf: { ...repository, owners, edition }, keys: [settings.url, ...aliases].map(repositoryKey) };
  });
  return {
    repositories: shelves.map(({ shelf }) => shelf),
    find: (wanted) => {
      const key = repositoryKey(wanted);
      const found = shelves.find(({ shelf, keys }) => shelf.name === wanted || (key !== null && keys.includes(key)));
      return found?.shelf ?? null;
    },
    close: async () => {
      await Promise.all(shelves.map(({ shelf }) => shelf.close()));
    },
  };
}
