import type { Kickstart } from "../model/kickstart.ts";
import { LATEST_RELEASE, type Release, releaseNamed } from "./releases.ts";

/** The release that the file names itself (`#version=`); the latest where it names none, or none that is known. */
export function ownRelease({ version }: Pick<Kickstart, "version">): Release {
  const release = (version === null ? null : releaseNamed(version)) ?? releaseNamed(LATEST_RELEASE);
  if (release === null) throw new Error(`There is no table of ${LATEST_RELEASE}.`);
  return release;
}
