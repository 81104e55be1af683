import type { Build } from "./build.ts";
import type { BuildOrder, OrderBasics } from "./build-order.ts";
import type { FieldProblem } from "./field-problem.ts";
import type { PolicyDecision } from "./policy.ts";
import { fail, type Finding, pass, skipped, warn } from "./preflight.ts";

/*
 * What can be said of an order by itself, and by one build that may stand in its way.
 */

export function policyFinding({ allowed, reason, remedy }: PolicyDecision): Finding {
  if (allowed) return pass(reason);
  return fail(remedy === null ? reason : `${reason} ${remedy}`);
}

export function inputFinding(problems: readonly FieldProblem[]): Finding {
  if (problems.length === 0) return pass("Every field of the input is as Koji wants it.");
  return fail(problems.map(({ message }) => message).join(" "));
}

/** `taken`: the build of that name, version and release, where both are given. */
export function releaseFinding({ name, version, release, scratch }: OrderBasics, taken: Build | null): Finding {
  const wrong = Object.entries({ version, release }).filter(([, value]) => value?.includes("-"));
  if (wrong.length > 0) {
    const said = wrong.map(([field, value]) => `${field} is "${value}"`).join(" and ");
    return fail(`The ${said}, which has a "-": Koji takes names of builds apart there and refuses it. Leave it out.`);
  }
  if (scratch) return skipped("A scratch build becomes no build of Koji's, so no version and release can be taken.");
  if (release === null) return pass(`Koji gives ${name}-${version} the next release that is free.`);
  return takenFinding(`${name}-${version}-${release}`, taken);
}

/** Koji builds a name again only after a try that failed or was cancelled (recycle_build in kojihub.py). */
function takenFinding(nvr: string, taken: Build | null): Finding {
  switch (taken?.state) {
    case undefined:
      return pass(`No build is called ${nvr} yet.`);
    case "FAILED":
    case "CANCELED":
      return pass(`${nvr} was tried before and came to nothing (${taken.state}): Koji takes it once more.`);
    case "BUILDING":
      return fail(`${nvr} is being built right now: wait for it, or give another release.`);
    case "COMPLETE":
    case "DELETED":
      return fail(
        `${nvr} is there already (${taken.state}), and Koji builds none twice: give another release, or none.`,
      );
  }
}

/** What fits into an ISO's header; Koji's own client looks at it, the hub does not (cli/koji_cli/commands.py). */
const LONGEST_VOLUME_ID = 32;

export function volumeFinding({ method, options }: BuildOrder): Finding {
  const isLive = method === "LIVECD" || method === "LIVEMEDIA" || method === "APPLIANCE";
  const volumeId = (isLive && options.volumeId) || null;
  if (volumeId === null) return skipped("No volume id is given.");
  const { length } = volumeId;
  return length <= LONGEST_VOLUME_ID
    ? pass(`The volume id has ${length} of ${LONGEST_VOLUME_ID} characters.`)
    : fail(`The volume id "${volumeId}" has ${length} characters: shorten it to ${LONGEST_VOLUME_ID}.`);
}

/** `host`: null for an order that takes nothing from elsewhere; empty where none can be read of the address. */
export function sourceFinding(host: string | null, knownHosts: readonly string[]): Finding {
  if (host === null) return skipped("Nothing is taken from a repository of sources.");
  if (host === "") return fail("The address of the sources names no host that a builder could reach: correct it.");
  return knownHosts.includes(host)
    ? pass(`Its sources come from ${host}, which is known here.`)
    : warn(
        `Its sources come from ${host}, which neither configuration nor catalogue names: builders may not be let there. Take them from ${knownHosts.join(" or ")}, or ask for ${host} to be added.`,
      );
}
