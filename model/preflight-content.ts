import type { BuildOrder } from "./build-order.ts";
import type { Kickstart } from "./kickstart.ts";
import { counted, enumerated, fail, type Finding, pass, skipped, warn } from "./preflight.ts";
import { kickstartOptions } from "./preflight-kickstart.ts";

/*
 * Whether what a kickstart installs is there to be installed. A builder puts the repository of the build tag, or the
 * order's own, in the place of those that the kickstart names; `url` of the kickstart stays unless an install tree is
 * given (prepareKickstart in builder/kojid).
 */

/** From where else than the build tag's packages things may come, each in words; empty where there is no such place. */
export function otherSources(
  order: BuildOrder,
  kickstart: Kickstart,
  externalRepos: readonly string[],
): readonly string[] {
  const tree = kickstartOptions(order)?.installTreeUrl || null;
  const url = kickstart.commands.find(({ name }) => name === "url" || name === "ostreesetup" || name === "liveimg");
  return [
    ...(tree === null ? [] : [`the install tree ${tree}`]),
    ...(tree === null && url !== undefined
      ? [`what the kickstart's own "${url.name}" names (${url.file}:${url.line})`]
      : []),
    ...(externalRepos.length > 0 ? [`the outside repositories ${enumerated(externalRepos)} of the build tag`] : []),
  ];
}

/** Why the build tag's repository says nothing of what is installed; null where it does. */
export function unusedRepository(order: BuildOrder): Finding | null {
  const options = kickstartOptions(order);
  if (options === null) return skipped("What it installs stands in no kickstart.");
  if (order.repos.length > 0) {
    return skipped(
      `Packages come from ${enumerated(order.repos)}, which are not read here, and not from the build tag.`,
    );
  }
  const keeps = "keepKickstartRepos" in options && options.keepKickstartRepos;
  return keeps ? skipped("Packages come from the kickstart's own repositories, which are not read here.") : null;
}

type Repository = { readonly tag: string; readonly repoId: number; readonly elsewhere: readonly string[] };

/** Globs, files and what several packages provide are left to the installer. */
const isPlainName = (name: string) => /^[A-Za-z0-9][\w.+-]*$/u.test(name);

/** `gtk3.i686` asks for one arch of a package. */
const ARCH = /\.(?:noarch|x86_64|i[3-6]86|aarch64|armv7hl|ppc64le|s390x|riscv64)$/u;

/** `names`: of all rpms of the repository itself; null where nobody knows them. */
export function packagesFinding({ packages }: Kickstart, repo: Repository, names: ReadonlySet<string> | null): Finding {
  const asked = packages.packages.filter(isPlainName);
  if (asked.length === 0) return skipped("The kickstart names no package by its own name.");
  const place = `repository ${repo.repoId} of "${repo.tag}"`;
  if (names === null) return skipped(`The hub's web server has no list of what is in ${place}, or too long a one.`);
  const missing = asked.filter((name) => !names.has(name) && !names.has(name.replace(ARCH, "")));
  if (missing.length === 0) return pass(`${counted(asked.length, "package")} that it names: all are in ${place}.`);
  const says = `R${place.slice(1)} lacks ${enumerated(missing)}`;
  // Another package may provide the name: only an installer can tell.
  const fate =
    repo.elsewhere.length > 0
      ? onlyFrom(repo)
      : packages.options.ignoreMissing
        ? "as it says --ignoremissing, that would be left out"
        : "unless another package provides that, the build fails";
  return warn(`${says}: ${fate}. Correct what is misspelt, or have it built and tagged.`);
}

const onlyFrom = ({ elsewhere }: Repository) => `that can only come from ${enumerated(elsewhere)}`;

/**
 * Koji's own repositories have the groups of their tag, and no environments (koji.generate_comps).
 */
export function groupsFinding({ packages }: Kickstart, repo: Repository, groups: readonly string[]): Finding {
  const environment = packages.environment === null ? [] : [`@^${packages.environment}`];
  const missing = [
    ...environment,
    ...packages.groups.filter(({ name }) => !groups.includes(name)).map(({ name }) => `@${name}`),
  ];
  const asked = packages.groups.length + environment.length;
  if (asked === 0) return skipped("The kickstart names no group and no environment.");
  if (missing.length === 0) return pass(`${counted(asked, "group")} that it names: "${repo.tag}" has all of them.`);
  const says = `The repository of "${repo.tag}" lacks ${enumerated(missing)}`;
  if (repo.elsewhere.length > 0) return warn(`${says}: ${onlyFrom(repo)}.`);
  const cure = "Correct what is misspelt, give the repository that has it by repos, or an install tree.";
  return packages.options.ignoreMissing
    ? warn(`${says}: as it says --ignoremissing, that would be left out. ${cure}`)
    : fail(`${says}, so the build fails. ${cure}`);
}
