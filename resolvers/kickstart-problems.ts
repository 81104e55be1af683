import { checkKickstart } from "../kickstarts/check.ts";
import { LATEST_RELEASE, type Release, RELEASES, releaseNamed } from "../kickstarts/releases.ts";
import { BadArgumentError } from "../model/errors.ts";
import type { Kickstart, KickstartProblem } from "../model/kickstart.ts";

/** In the release that is named; else in the one that the file names itself (`#version=`), else in the latest. */
export function problemsOf(kickstart: Kickstart, release: string | null | undefined): readonly KickstartProblem[] {
  return checkKickstart(kickstart, releaseFor(kickstart, release));
}

export function releaseFor({ version }: Pick<Kickstart, "version">, wanted: string | null | undefined): Release {
  const own = version === null ? null : releaseNamed(version);
  const release = wanted ? releaseNamed(wanted) : (own ?? releaseNamed(LATEST_RELEASE));
  if (release !== null) return release;
  const known = [
    RELEASES.find((name) => name.startsWith("F")),
    LATEST_RELEASE,
    ...RELEASES.filter((name) => /^R/.test(name)),
  ];
  throw new BadArgumentError(
    `release is "${wanted}", whose kickstarts cannot be checked; give ${known[0]} to ${known[1]}, or one of ${known.slice(2).join(", ")}.`,
  );
}
