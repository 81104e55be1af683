import { existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { KickstartReader } from "../../kickstarts/reading/file-text.ts";

/** Real kickstarts and what pykickstart makes of them; GPL, so they are read where they lie and are no part of this project. */
export const CORPUS = fileURLToPath(new URL("../../../shared/kickstart/", import.meta.url));

export const CORPUS_IS_THERE = existsSync(`${CORPUS}oracle.json`);

/** What pykickstart 3.74 found in a file. */
export type Verdict = {
  readonly ok: boolean;
  readonly error: RecordedError | null;
  readonly allErrors?: readonly RecordedError[];
  readonly includes?: readonly { kind: string; line: number; arg: string | null; path: string | null }[];
  readonly includeClosure?: readonly string[];
  readonly groups?: readonly { name: string; include: string }[];
  readonly environment?: string | null;
  readonly excludedGroups?: readonly string[];
  readonly packages?: readonly string[];
  readonly excludedPackages?: readonly string[];
  readonly packagesOptions?: Readonly<Record<string, unknown>>;
  readonly scripts?: readonly RecordedScript[];
  readonly certificates?: readonly object[];
  readonly repos?: readonly Readonly<Record<string, unknown>>[];
  readonly otherSections?: readonly string[];
  readonly platform?: string;
  readonly commands?: readonly ({ name: string; file: string; line: number } | string)[];
  readonly warnings?: readonly object[];
};

/** Line and file are null where pykickstart tells none. */
export type RecordedError = { readonly message: string; readonly line: number | null; readonly file: string | null };

export type RecordedScript = {
  readonly section: string;
  readonly line: number;
  readonly file: string;
  readonly interpreter: string;
  readonly chroot: boolean;
  readonly errorOnFail: boolean;
  readonly log: string | null;
  readonly bytes: number;
  readonly sha256: string;
};

/** One file of the corpus, or one of the hard cases, as it is to be read. */
export type CorpusCase = {
  readonly name: string;
  readonly release: string;
  readonly path: string;
  readonly read: KickstartReader;
  readonly appends: "expand" | "ignore";
  readonly verdict: Verdict;
};

type RecordedFile = Verdict & { readonly version: string; readonly ksappendExpanded?: Verdict };

/** Files that use %ksappend are there twice: with those lines passed over, and with their files written in. */
export function corpusFiles(): CorpusCase[] {
  const { files }: { files: Record<string, RecordedFile> } = json("oracle.json");
  return Object.entries(files).flatMap(([name, record]) => {
    const [repository = "", ...rest] = name.split("/");
    const read = readerOf(`${CORPUS}repos/${repository}/`);
    const one = {
      name,
      release: record.version,
      path: rest.join("/"),
      read,
      appends: "ignore" as const,
      verdict: record,
    };
    if (record.ksappendExpanded === undefined) return [one];
    const expanded = {
      ...one,
      name: `${name}, appended`,
      appends: "expand" as const,
      verdict: record.ksappendExpanded,
    };
    return [one, { ...expanded, read: withFragments(read) }];
  });
}

type HardCase = { name: string; version: string; input: string; files: Record<string, string>; expected: Verdict };

export function hardCases(): CorpusCase[] {
  const { cases }: { cases: HardCase[] } = json("hardcases.json");
  return cases.map(({ name, version, input, files, expected }) => ({
    name,
    release: version,
    path: "main.ks",
    read: (path) => (path === "main.ks" ? input : (files[path] ?? null)),
    appends: "expand",
    verdict: expected,
  }));
}

function readerOf(folder: string): KickstartReader {
  return (path) => {
    const file = folder + path;
    return existsSync(file) && statSync(file).isFile() ? readFileSync(file) : null;
  };
}

/** kickstart-tests names its fragments without their folder; those of the platform go before the shared ones. */
const withFragments =
  (read: KickstartReader): KickstartReader =>
  (path) =>
    read(path) ?? read(`fragments/platform/fedora_rawhide/${path}`) ?? read(`fragments/shared/${path}`);

/** Of the shape that the README beside it tells. */
const json = (name: string) => JSON.parse(readFileSync(`${CORPUS}${name}`, "utf8"));
