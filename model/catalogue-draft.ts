import type { BuildDraft, DraftOptions } from "./build-draft.ts";
import type { CatalogueImage, CatalogueTarget } from "./catalogue.ts";
import type { ImageDefinition, KickstartDefinition } from "./image-definition.ts";

/**
 * What the catalogue wants built for one of its targets; what it does not say (the version, formats, the address of a
 * repository it only names) is taken from an earlier attempt made the same way.
 */
export function catalogueDraft(
  listed: CatalogueImage,
  target: CatalogueTarget,
  attempt: BuildDraft | null,
): BuildDraft {
  const known = attempt?.method === listed.method ? attempt : null;
  const options = { ...known?.options, ...definitionOptions(listed.definition, known?.options ?? {}) };
  return {
    method: listed.method,
    basics: {
      version: attempt?.basics.version ?? null,
      repos: known?.basics.repos ?? null,
      target: target.name,
      arches: target.arches,
      optionalArches: target.optionalArches,
    },
    options,
    missing: options.kickstartUrl?.startsWith(`${UNKNOWN_ADDRESS}#`) ? ["the address of the kickstarts"] : [],
  };
}

function definitionOptions(definition: ImageDefinition | null, known: DraftOptions): DraftOptions {
  switch (definition?.kind) {
    case "kickstart":
      return kickstartOptions(definition, known);
    case "kiwi": {
      const { descriptionUrl, descriptionPath, profile } = definition;
      return { descriptionUrl, descriptionPath, profile };
    }
    case "osbuild":
      return { imageType: definition.imageType, distro: definition.distro ?? known.distro ?? null };
    case undefined:
      return {};
  }
}

/** Of a repository that the catalogue only names. */
const UNKNOWN_ADDRESS = "KICKSTARTS-URL";

/**
 * Where the earlier attempt took the same file, its address is kept, at the revision that the catalogue wants: unless the
 * catalogue says of which repository, and it was another.
 */
function kickstartOptions({ path, repository, ref }: KickstartDefinition, known: DraftOptions): DraftOptions {
  const { kickstart, kickstartUrl } = known;
  const isSame = kickstart && kickstartUrl && [...folderOf(kickstartUrl), kickstart].join("/") === path;
  if (isSame && !isElsewhere(kickstartUrl, repository)) {
    return { kickstartUrl: atRevision(kickstartUrl, ref) };
  }
  if (repository === null) return { kickstart: path, kickstartUrl: null };
  const address = repository.includes("://") ? inKojisForm(repository) : UNKNOWN_ADDRESS;
  return { kickstart: path, kickstartUrl: `${address}#${ref ?? "HEAD"}` };
}

/** A repository that is only named may be anywhere. */
const isElsewhere = (url: string, repository: string | null): boolean =>
  repository !== null && repository.includes("://") && repositoryOf(url) !== repositoryOf(inKojisForm(repository));

const repositoryOf = (url: string) => url.replace(/[?#].*$/u, "").replace(/\/+$/u, "");

/** Of `scheme://host/repository?folder#revision`. */
const folderOf = (url: string) =>
  (/\?([^#]*)/u.exec(url)?.[1] ?? "").split("/").filter((name) => name !== "" && name !== ".");

/** A commit is what that attempt was made from; the next one is to be made from what is there then. */
function atRevision(url: string, ref: string | null): string {
  const [address = "", revision = ""] = url.split("#");
  return `${address}#${ref ?? (/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u.test(revision) ? "HEAD" : revision)}`;
}

/** Koji knows an address that git clones by a scheme of its own (koji/daemon.py, SCM). */
const inKojisForm = (address: string) => (/^https?:|^ssh:/u.test(address) ? `git+${address}` : address);
