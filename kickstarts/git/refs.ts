/** Branches and tags of a repository. */
export type Refs = {
  /** Name to commit. */
  readonly branches: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  /** The default branch; it need not be there, as in an empty repository. */
  readonly head: string;
};

/** For `git for-each-ref`: an annotated tag with what it is a tag of. It fails where one of those is missing. */
export const REF_FORMAT = "--format=%(refname)%09%(objectname)%09%(objecttype)%09%(*objectname)%09%(*objecttype)";

/** Of what REF_FORMAT gives. `nested`: tags of tags, of which git tells the commit when it is asked for each. */
export function readRefs(lines: string): { readonly commits: Map<string, string>; readonly nested: readonly string[] } {
  const commits = new Map<string, string>();
  const nested: string[] = [];
  for (const line of lines.split("\n")) {
    const [ref = "", hash = "", type, peeled = "", peeledType] = line.split("\t");
    if (type === "commit") commits.set(ref, hash);
    else if (peeledType === "commit") commits.set(ref, peeled);
    else if (peeledType === "tag") nested.push(ref);
  }
  return { commits, nested };
}

/** Of whole names and their commits; names that are no UTF-8 are left out, as JSON could not tell them. */
export function namedRefs(commits: ReadonlyMap<string, string>, head: string): Refs {
  const below = (folder: string) =>
    new Map(
      [...commits]
        .filter(([ref]) => ref.startsWith(folder) && !ref.includes("\uFFFD"))
        .map(([ref, commit]) => [ref.slice(folder.length), commit]),
    );
  return { branches: below(BRANCHES), tags: below(TAGS), head };
}

const BRANCHES = "refs/heads/";
const TAGS = "refs/tags/";

/**
 * The commit that a name means: as git has it, a tag goes before a branch. `origin/main` is what a clone calls main, and
 * what Koji's requests say. Null for what is no name, or none that is there.
 */
export function commitNamed({ branches, tags, head }: Refs, name: string): string | null {
  if (name === "HEAD" || name === "origin/HEAD") return branches.get(head) ?? null;
  const short = name.replace(/^refs\/(?:heads|tags|remotes)\//, "");
  const plain = short.replace(/^origin\//, "");
  return tags.get(short) ?? branches.get(short) ?? branches.get(plain) ?? null;
}

export const sameRefs = (one: Refs | null, other: Refs | null): boolean =>
  one !== null &&
  other !== null &&
  one.head === other.head &&
  same(one.branches, other.branches) &&
  same(one.tags, other.tags);

const same = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
  one.size === other.size && [...one].every(([name, commit]) => other.get(name) === commit);

/** What a repository advertises to `git ls-remote --symref`. */
export type Advertised = {
  /** `hash TAB ref` of branches and tags, sorted, one a line; comparable with `presentRefs`. */
  readonly refs: string;
  /** Its default branch, or the branch that has the same commit; null where neither is told. */
  readonly head: string | null;
};

export function readAdvertised(lines: string): Advertised {
  const refs = comparable(lines);
  const symbolic = /^ref: refs\/heads\/(\S+)\tHEAD$/mu.exec(lines)?.[1];
  const detached = /^([0-9a-f]+)\tHEAD$/mu.exec(lines)?.[1];
  const alike = refs.split("\n").find((line) => line.startsWith(`${detached}\t${BRANCHES}`));
  return { refs, head: symbolic ?? alike?.split(`\t${BRANCHES}`)[1] ?? null };
}

/** As `Advertised.refs`, of what REF_FORMAT gives. */
export function presentRefs(lines: string): string {
  const turned = lines.split("\n").map((line) => {
    const [ref = "", hash = ""] = line.split("\t");
    return `${hash}\t${ref}`;
  });
  return comparable(turned.join("\n"));
}

const comparable = (lines: string) =>
  lines
    .split("\n")
    .filter((line) => /\trefs\/(?:heads|tags)\/.*(?<!\^\{\})$/u.test(line))
    .toSorted()
    .join("\n");
