import type { OrderBasics } from "./build-order.ts";
import { enumerated, fail, type Finding, lasting, pass, skipped, warn } from "./preflight.ts";
import { shellText } from "./shell-word.ts";
import type { BuildTarget } from "./target.ts";

/*
 * What can be said of where an image is built and where it goes. The hub looks at nothing of this when a live image is
 * sent: its builder fails later.
 */

/** `usual`: the targets that the catalogue builds it for. */
export function targetFinding(name: string, target: BuildTarget | null, usual: readonly string[]): Finding {
  if (target === null) {
    const others = usual.filter((one) => one !== name);
    const cure = others.length > 0 ? `give ${others.join(" or ")}` : "give one that `koji list-targets` tells";
    return fail(
      `The hub knows no build target "${name}", and would take the task all the same, to fail later: ${cure}.`,
    );
  }
  return pass(`It is built in "${target.buildTag.name}" and goes to "${target.destinationTag.name}".`);
}

export const NO_TARGET = skipped("The hub does not know the target, so there is nothing to look at.");

/** `ofTag`: the arches of the build tag, inherited ones included. */
export function archesFinding({ arches, optionalArches }: OrderBasics, tag: string, ofTag: readonly string[]): Finding {
  if (ofTag.length === 0) {
    return fail(`The build tag "${tag}" has no arches, so nothing can be built in it: choose another target.`);
  }
  const wanted = [...new Set([...arches, ...optionalArches])];
  const missing = wanted.filter((arch) => !ofTag.includes(arch));
  if (missing.length > 0) {
    return fail(
      `The build tag "${tag}" is not built for ${enumerated(missing)}: leave that out, or choose of ${enumerated(ofTag)}.`,
    );
  }
  if (wanted.length === 0) return pass(`It is built for all arches of "${tag}": ${enumerated(ofTag)}.`);
  const strangers = optionalArches.filter((arch) => arches.length > 0 && !arches.includes(arch));
  if (strangers.length > 0) {
    return warn(
      `${enumerated(strangers)} may fail, but is not among the arches to build (${enumerated(arches)}): add it there, or leave it out.`,
    );
  }
  const mayFail = optionalArches.length > 0 ? `; ${enumerated(optionalArches)} may fail` : "";
  return pass(`The build tag "${tag}" has ${enumerated(wanted)}${mayFail}.`);
}

/** Of an image that is not tagged Koji asks for no place in a package list (BuildImageTask.initImageBuild in kojid). */
export function untagged({ scratch, skipTag }: OrderBasics): Finding | null {
  if (scratch) return skipped("A scratch build is not tagged.");
  return skipTag ? skipped("It is not to be tagged.") : null;
}

type InList = { readonly owner_name: string; readonly blocked: boolean };

export function packageListFinding(name: string, tag: string, found: InList | null): Finding {
  if (found === null) {
    const add = shellText(["koji", "add-pkg", "--owner", "OWNER", tag, name]);
    return fail(
      `${name} is not in the package list of "${tag}", without which Koji refuses the build: have it added (${add}).`,
    );
  }
  if (found.blocked) {
    const unblock = shellText(["koji", "unblock-pkg", tag, name]);
    return fail(`${name} is blocked in "${tag}": have it unblocked (${unblock}), or choose another target.`);
  }
  return pass(`${name} is in the package list of "${tag}", owned by ${found.owner_name}.`);
}

/** `access`: of the viewer; null of somebody whom the hub does not know. */
export function destinationFinding(
  tag: { readonly name: string; readonly locked: boolean },
  access: { readonly access: boolean; readonly reason: string } | null,
): Finding {
  if (tag.locked) {
    return fail(
      `The tag "${tag.name}" is locked, so the image could not be tagged at its end: choose another target, or have it unlocked.`,
    );
  }
  if (access !== null && !access.access) {
    return fail(
      `Koji would not let the image into "${tag.name}" at its end, for the ${access.reason}: ask for it, choose another target, or skip the tag.`,
    );
  }
  return pass(`The tag "${tag.name}" is not locked${access === null ? "" : " for whoever asks"}.`);
}

/** Older ones are told of: what came into the tag since is not in them. */
const OLD_SECONDS = 7 * 86_400;

export type TagRepo = { readonly repoId: number; readonly createdAt: Date };

export function repositoryFinding(tag: string, repo: TagRepo | null, now: Date): Finding {
  if (repo === null) {
    return warn(
      `No repository of "${tag}" is ready: the build waits until Koji has made one (${shellText(["koji", "request-repo", tag])}).`,
    );
  }
  const age = Math.max(0, (now.getTime() - repo.createdAt.getTime()) / 1000);
  const said = `Repository ${repo.repoId} of "${tag}" is ready, and ${lasting(age)} old`;
  return age > OLD_SECONDS
    ? warn(
        `${said}: what was tagged since is not in it. Ask for a new one where that matters (${shellText(["koji", "request-repo", tag])}).`,
      )
    : pass(`${said}.`);
}
