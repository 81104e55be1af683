/*
 * What a kickstart says, after its includes have been followed. Every part of it is a place too: it knows its file, its
 * line and how the reader came there.
 */

/** A line of a file. `includedBy`: the line that pulled the file in; null in the file one began with. */
export type KickstartPlace = {
  /** Path inside the repository, with forward slashes. */
  readonly file: string;
  /** From 1, as editors count. */
  readonly line: number;
  readonly includedBy: KickstartPlace | null;
};

/** The lines that led to a place, as `file:line`, outermost first; empty in the file one began with. */
export function includedFrom({ includedBy }: KickstartPlace): string[] {
  const lines: string[] = [];
  for (let place = includedBy; place !== null; place = place.includedBy) lines.push(`${place.file}:${place.line}`);
  return lines.reverse();
}

/** One kickstart with all that it includes, in the order in which it is read. */
export type Kickstart = {
  readonly path: string;
  /** Commands, sections, comments and includes in reading order. */
  readonly nodes: readonly KickstartNode[];
  readonly commands: readonly KickstartCommand[];
  readonly packages: KickstartPackages;
  /** In the order in which they end; those without a body are left out, as no installer runs them. */
  readonly scripts: readonly KickstartScript[];
  readonly certificates: readonly KickstartCertificate[];
  /** Every %include and %ksappend met, in all files. */
  readonly includes: readonly KickstartInclude[];
  /** The text of every file that was read, by path; the kickstart's own first, each once. */
  readonly files: ReadonlyMap<string, string>;
  /** What `#platform=` says; empty without one. */
  readonly platform: string;
  /** What `#version=` says, such as `F43`; null without one. Tools read it, installers do not. */
  readonly version: string | null;
  /** What is wrong in any release. What is wrong in one of them: kickstarts/check.ts. */
  readonly problems: readonly KickstartProblem[];
  /** For each problem, how many nodes stand before it. */
  readonly problemsAfter: readonly number[];
};

export type KickstartNode = KickstartCommand | KickstartSection | KickstartComment | KickstartInclude;

export type KickstartCommand = KickstartPlace & {
  readonly kind: "command";
  readonly name: string;
  /** Without the name and without quotes. */
  readonly arguments: readonly string[];
  /** The line as written. */
  readonly text: string;
};

/** `%packages` … `%end` and its like. */
export type KickstartSection = KickstartPlace & {
  readonly kind: "section";
  /** With the percent sign. */
  readonly name: string;
  /** The header's words after the name. */
  readonly arguments: readonly string[];
  /** The header as written. */
  readonly text: string;
  /** The lines between header and %end, in pieces: one for each stretch that comes from one file. */
  readonly pieces: readonly KickstartPiece[];
  /** False where pykickstart reaches no %end for it and drops it. */
  readonly closed: boolean;
};

/** Consecutive lines; the place is that of the first. */
export type KickstartPiece = KickstartPlace & {
  readonly text: string;
  /** The line of an include that was not followed: it stands here, but belongs to no script. */
  readonly unread: boolean;
};

/** A comment or blank line between commands. */
export type KickstartComment = KickstartPlace & { readonly kind: "comment"; readonly text: string };

export type KickstartInclude = KickstartPlace & {
  readonly kind: "include";
  readonly directive: "%include" | "%ksappend";
  /** The path or address as written. */
  readonly written: string;
  /** Inside the repository; null for an address and for what leads out of the repository. */
  readonly path: string | null;
  /** Whether the file was there and has been read. */
  readonly found: boolean;
  /** The line as written. */
  readonly text: string;
  /** Whether it stands inside a section. */
  readonly inSection: boolean;
};

/** The outcome of all %packages sections: a later line cancels an earlier one. Lists are sorted. */
export type KickstartPackages = {
  /** Names, globs and name.arch. */
  readonly packages: readonly string[];
  readonly excludedPackages: readonly string[];
  readonly groups: readonly KickstartGroup[];
  /** A group that is taken in again after it was excluded is in both lists, and one excluded twice is here twice. */
  readonly excludedGroups: readonly string[];
  readonly environment: string | null;
  readonly options: KickstartPackageOptions;
  /** Where each was said last, by its spelling in the file: `vim`, `-nano`, `@core`, `-@fonts`, `@^server`. */
  readonly places: ReadonlyMap<string, KickstartPlace>;
};

/** `include`: only the required packages, the default ones too, or all. */
export type KickstartGroup = { readonly name: string; readonly include: "required" | "default" | "all" };

export type KickstartPackageOptions = {
  /** Whether there is a %packages section at all. */
  readonly seen: boolean;
  readonly default: boolean;
  readonly excludeDocs: boolean;
  readonly ignoreMissing: boolean;
  readonly ignoreBroken: boolean;
  /** Languages, separated by commas; null: all. */
  readonly instLangs: string | null;
  readonly multilib: boolean;
  readonly noBase: boolean;
  readonly noCore: boolean;
  readonly excludeWeakDeps: boolean;
  /** Seconds. */
  readonly timeout: number | null;
  readonly retries: number | null;
};

export type KickstartScript = KickstartPlace & {
  /** `%pre`, `%pre-install`, `%post`, `%onerror` or `%traceback`. */
  readonly section: string;
  readonly interpreter: string;
  /** Only %post can run inside the installed system. */
  readonly chroot: boolean;
  readonly errorOnFail: boolean;
  readonly log: string | null;
  /** Byte by byte what the installer runs. */
  readonly body: string;
};

export type KickstartCertificate = KickstartPlace & {
  readonly filename: string | null;
  readonly dir: string | null;
  readonly type: string | null;
  readonly body: string;
};

/** `ERROR`: an installer, or Koji's builder, refuses the file. */
export type KickstartProblem = {
  readonly severity: "ERROR" | "WARNING";
  readonly code: string;
  /** What is wrong, and the cure. */
  readonly message: string;
  readonly file: string;
  readonly line: number;
  /** The lines that led to the file, outermost first. */
  readonly includedFrom: readonly string[];
};

/** What became different from one kickstart, or one commit of it, to another. */
export type KickstartDiff = {
  /** Of all files that either of them reads; empty when none differs. */
  readonly unified: string;
  readonly packagesAdded: readonly string[];
  readonly packagesRemoved: readonly string[];
  readonly exclusionsAdded: readonly string[];
  readonly exclusionsRemoved: readonly string[];
  /** As written: `@core`, `@gnome --optional`. */
  readonly groupsAdded: readonly string[];
  readonly groupsRemoved: readonly string[];
  /** Null when it is the same. */
  readonly environment: { readonly from: string | null; readonly to: string | null } | null;
  readonly packageOptionsAdded: readonly string[];
  readonly packageOptionsRemoved: readonly string[];
  readonly commands: readonly KickstartCommandChange[];
  readonly scripts: readonly KickstartScriptChange[];
};

/** One command, of which some uses went and others came. */
export type KickstartCommandChange = {
  readonly name: string;
  readonly added: readonly KickstartCommand[];
  readonly removed: readonly KickstartCommand[];
};

/** `from` is null for a new script, `to` for one that is gone. */
export type KickstartScriptChange = {
  readonly section: string;
  readonly from: KickstartScript | null;
  readonly to: KickstartScript | null;
};
