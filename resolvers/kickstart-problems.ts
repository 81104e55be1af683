import { checkKickstart } from "../kickstarts/check.ts";
import { ownRelease } from "../kickstarts/own-release.ts";
import { LATEST_RELEASE, type Release, RELEASES, releaseNamed } from "../kickstarts/releases.ts";
import { BadArgumentError } from "../model/errors.ts";
import type { Kickstart, KickstartProblem } from "../model/kickstart.ts";

/** In the release that is named; else in the one that the file names itself (`#version=`), else in the latest. */
export function problemsOf(kickstart: Kickstart, release: string | null | undefined): readonly KickstartProblem[] {
  return checkKickstart(kickstart, releaseFor(kickstart, release));
}

/** As for `problemsOf`. Throws BadArgumentError for a release that is not known. */
export function releaseFor(kickstart: Pick<Kickstart, "version">, wanted: string | null | undefined): Release {
  const release = wanted ? releaseNamed(wanted) : ownRelease(kickstart);
  if (release !== null) return release;
  const oldest = RELEASES.find((name) => name.startsWith("F"));
  const others = RELEASES.filter((name) => name.startsWith("RHEL")).join(", ");
  throw new BadArgumentError(
    `release is "${wanted}", whose kickstarts cannot be checked; give ${oldest} to ${LATEST_RELEASE}, or one of ${others}.`,
  );
}
