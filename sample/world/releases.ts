/** A release of the distribution: what its tags are called, what its images carry as version. */
export type Release = {
  /** Also the name of its plain target and tag. */
  readonly name: "main" | "next" | "au42";
  readonly version: string;
  readonly dist: string;
  readonly ksversion: string;
  readonly arches: string;
  /** Packages change this many times slower than in main. */
  readonly calm: number;
};

export const RELEASES: readonly Release[] = [
  { name: "main", version: "Main", dist: "au44", ksversion: "DEVEL", arches: "x86_64 aarch64 ppc64le s390x", calm: 1 },
  { name: "next", version: "43", dist: "au43", ksversion: "F43", arches: "x86_64 aarch64 ppc64le s390x", calm: 3 },
  { name: "au42", version: "42", dist: "au42", ksversion: "F42", arches: "x86_64 i686 aarch64 ppc64le", calm: 8 },
];

export type Tag = {
  readonly id: number;
  readonly name: string;
  readonly arches: string;
  readonly locked: boolean;
  readonly perm: string | null;
  readonly extra: { readonly [key: string]: string | number | boolean };
  /** Names of the tags it inherits from, first in priority first. */
  readonly parents: readonly string[];
  readonly release: Release;
};

export type Target = {
  readonly id: number;
  readonly name: string;
  readonly buildTag: string;
  readonly destTag: string;
};

type Suffix = { readonly suffix: string; readonly parents: readonly string[]; readonly arched: boolean };

/** How the tags of one release hang together; `""` is the release's own tag. */
const SUFFIXES: readonly Suffix[] = [
  { suffix: "", parents: [], arched: true },
  { suffix: "-override", parents: [""], arched: false },
  { suffix: "-build", parents: ["-override"], arched: true },
  { suffix: "-candidate", parents: [""], arched: false },
  { suffix: "-pending", parents: [""], arched: false },
  { suffix: "-compose", parents: [""], arched: true },
];

export const TAGS: readonly Tag[] = RELEASES.flatMap((release, releaseIndex) =>
  SUFFIXES.map(({ suffix, parents, arched }, index): Tag => ({
    id: releaseIndex * SUFFIXES.length + index + 1,
    name: `${release.name}${suffix}`,
    arches: arched ? release.arches : "",
    locked: release.name === "au42" && suffix === "",
    perm: suffix === "" ? "releng" : null,
    extra:
      suffix === "-build"
        ? { "mock.package_manager": "dnf5", "mock.new_chroot": 1, "repo.auto": true, note: "naïve ✓ <&>" }
        : {},
    parents: parents.map((parent) => `${release.name}${parent}`),
    release,
  })),
);

export const TARGETS: readonly Target[] = RELEASES.flatMap(({ name }, index): Target[] => [
  { id: index * 3 + 1, name, buildTag: `${name}-build`, destTag: `${name}-pending` },
  { id: index * 3 + 2, name: `${name}-candidate`, buildTag: `${name}-build`, destTag: `${name}-candidate` },
  { id: index * 3 + 3, name: `${name}-compose`, buildTag: `${name}-build`, destTag: `${name}-compose` },
]);

const TAG_BY_NAME = new Map(TAGS.map((tag) => [tag.name, tag]));
const TAG_BY_ID = new Map(TAGS.map((tag) => [tag.id, tag]));

export const findTag = (nameOrId: string | number): Tag | null =>
  (typeof nameOrId === "number" ? TAG_BY_ID.get(nameOrId) : TAG_BY_NAME.get(nameOrId)) ?? null;

export const findTarget = (nameOrId: string | number): Target | null =>
  TARGETS.find((target) => target.id === nameOrId || target.name === nameOrId) ?? null;

/** A tag of the table; for names the sample itself wrote. */
export function tagNamed(name: string): Tag {
  const tag = TAG_BY_NAME.get(name);
  if (tag === undefined) throw new Error(`The sample has no tag ${name}: add it to world/releases.ts.`);
  return tag;
}

/** The tag itself and what it inherits from, nearest first. */
export const lineage = (tag: Tag): readonly Tag[] => [
  tag,
  ...tag.parents.flatMap((parent) => lineage(tagNamed(parent))),
];

export function releaseNamed(name: Release["name"]): Release {
  const release = RELEASES.find((one) => one.name === name);
  if (release === undefined) throw new Error(`The sample has no release ${name}.`);
  return release;
}
