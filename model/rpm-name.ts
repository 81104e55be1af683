/** What an rpm or a build is called by its parts; `arch` null where it was not said. */
export type RpmName = {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly arch: string | null;
};

/**
 * The ways in which `text` can be read as a name: name-version-release, and name-version-release.arch. Only the hub can
 * tell them apart, for a release may hold dots. None where it holds no two dashes: a package's name at most.
 */
export function rpmNamesOf(text: string): readonly RpmName[] {
  const [, name, version, rest] = /^(.+)-([^-]+)-([^-]+)$/u.exec(text) ?? [];
  if (name === undefined || version === undefined || rest === undefined) return [];
  const [, release, arch] = /^(.+)\.([^.]+)$/u.exec(rest) ?? [];
  return [
    { name, version, release: rest, arch: null },
    ...(release !== undefined && arch !== undefined ? [{ name, version, release, arch }] : []),
  ];
}
