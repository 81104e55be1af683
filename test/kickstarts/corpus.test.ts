import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkKickstart } from "../../kickstarts/check.ts";
import { flattenKickstart } from "../../kickstarts/flatten.ts";
import { isValid } from "../../kickstarts/problem.ts";
import { readKickstart } from "../../kickstarts/read-kickstart.ts";
import { releaseNamed } from "../../kickstarts/releases.ts";
import type { Kickstart, KickstartProblem } from "../../model/kickstart.ts";
import {
  CORPUS,
  CORPUS_IS_THERE,
  corpusFiles,
  type CorpusCase,
  hardCases,
  type RecordedError,
  type Verdict,
} from "../support/kickstart-corpus.ts";
import { meaningOf } from "../support/kickstart-meaning.ts";

/*
 * Every file and hard case of the corpus against what pykickstart 3.74 found in it. There is no list of exceptions: what
 * we tell beyond pykickstart is in docs/kickstarts.md.
 */

describe.skipIf(!CORPUS_IS_THERE)(`real kickstarts mean what they mean to pykickstart (needs ${CORPUS})`, () => {
  const cases = CORPUS_IS_THERE ? corpusFiles() : [];
  test.each(cases.map((each) => [each.name, each] as const))("%s", (_, each) => {
    expect(ours(each)).toEqual(theirs(each));
  });
});

describe.skipIf(!CORPUS_IS_THERE)(`hard cases mean what they mean to pykickstart (needs ${CORPUS})`, () => {
  const cases = CORPUS_IS_THERE ? hardCases() : [];
  test.each(cases.map((each) => [each.name, each] as const))("%s", (_, each) => {
    expect(ours(each)).toEqual(theirs(each));
  });
});

/** What we find, as far as the record has it. */
function ours({ path, read, appends, release: name, verdict }: CorpusCase) {
  const kickstart = readKickstart({ path, read, appends });
  const problems = checkKickstart(kickstart, release(name));
  const ok = isValid(problems);
  return {
    ok,
    found: ok ? foundIn(kickstart, verdict) : null,
    warnings: ok && verdict.warnings !== undefined ? warningsOf(problems) : null,
    flat: ok ? flatMeaning(kickstart) : null,
    untold: ok ? [] : untold(problems, verdict),
    includes: tellsIncludes(verdict) ? ownIncludes(kickstart) : null,
    closure: tellsIncludes(verdict) ? closureOf(kickstart) : null,
  };
}

function theirs(each: CorpusCase) {
  const { path, read, appends, verdict } = each;
  const { ok, warnings, includes = [], includeClosure = [] } = verdict;
  return {
    ok,
    found: ok ? recorded(verdict) : null,
    warnings: ok && warnings !== undefined ? warnings.length : null,
    flat: ok ? meaningOf(readKickstart({ path, read, appends })) : null,
    untold: [],
    includes: tellsIncludes(verdict) ? includes.filter(({ arg }) => arg !== null).map(includeLine) : null,
    closure: tellsIncludes(verdict) ? includeClosure : null,
  };
}

/** What was written in before parsing has other lines and no file for pykickstart. */
const isPlaced = ({ includes }: Verdict) => includes !== undefined;

/** Those of %ksappend are none of the parser's. */
const tellsIncludes = ({ includes }: Verdict) => includes?.every(({ kind }) => kind === "include") ?? false;

const includeLine = ({ line, arg, path }: { line: number; arg: string | null; path: string | null }) =>
  `${line}: ${arg} is ${path}`;

const ownIncludes = ({ includes }: Kickstart) =>
  includes
    .filter(({ includedBy }) => includedBy === null)
    .map(({ line, written, path, found }) => includeLine({ line, arg: written, path: found ? path : null }));

const closureOf = ({ includes }: Kickstart) => [
  ...new Set(includes.flatMap(({ path, found }) => (found && path !== null ? [path] : []))),
];

/**
 * Errors of pykickstart that we do not tell, in their file and line where it tells them; and our first error where it is
 * in another line than theirs, or in none.
 */
function untold(problems: readonly KickstartProblem[], { error, allErrors = [] }: Verdict): unknown[] {
  const errors = problems.filter(({ severity }) => severity === "ERROR");
  const isTold = ({ line, file }: RecordedError) =>
    errors.some(
      (told) => (line === null || told.line === line) && (file === null || file === "x.ks" || told.file === file),
    );
  const first = errors[0]?.line ?? 0;
  return [
    ...allErrors.filter((each) => !isTold(each)),
    ...((error?.line ?? first) === first && first > 0 ? [] : [first]),
  ];
}

function flatMeaning(kickstart: Kickstart) {
  const flat = flattenKickstart(kickstart);
  return meaningOf(readKickstart({ path: kickstart.path, read: () => flat, appends: "ignore" }));
}

function foundIn(kickstart: Kickstart, verdict: Verdict) {
  const placed = isPlaced(verdict);
  const { packages, excludedPackages, groups, excludedGroups, environment, options } = kickstart.packages;
  return {
    packages,
    excludedPackages,
    groups,
    environment,
    ...(verdict.excludedGroups === undefined ? {} : { excludedGroups }),
    options: {
      seen: options.seen,
      default: options.default,
      nobase: options.noBase,
      nocore: options.noCore,
      excludedocs: options.excludeDocs,
      instLangs: options.instLangs,
      multilib: options.multilib,
      excludeWeakdeps: options.excludeWeakDeps,
      timeout: options.timeout,
      retries: options.retries,
      ignoremissing: options.ignoreMissing,
      ignorebroken: options.ignoreBroken,
    },
    scripts: kickstart.scripts.map(({ section, file, line, interpreter, chroot, errorOnFail, log, body }) => ({
      section,
      interpreter,
      chroot,
      errorOnFail,
      log,
      bytes: Buffer.byteLength(body),
      sha256: sha256(body),
      ...(placed ? { file, line } : {}),
    })),
    certificates: kickstart.certificates.map(({ filename, dir, type, body }) => ({
      filename,
      dir,
      type,
      sha256: sha256(body),
    })),
    commands: kickstart.commands.map(({ name, file, line }) => (placed ? { name, file, line } : name)),
    ...(verdict.otherSections === undefined ? {} : { otherSections: othersOf(kickstart) }),
    ...(verdict.platform === undefined ? {} : { platform: kickstart.platform }),
  };
}

function recorded(verdict: Verdict) {
  const placed = isPlaced(verdict);
  const { packages, excludedPackages, groups, environment, excludedGroups, otherSections, platform } = verdict;
  return {
    packages,
    excludedPackages,
    groups,
    environment,
    ...(excludedGroups === undefined ? {} : { excludedGroups }),
    options: verdict.packagesOptions,
    scripts: verdict.scripts?.map(({ file, line, ...script }) => ({ ...script, ...(placed ? { file, line } : {}) })),
    certificates: verdict.certificates,
    commands: verdict.commands?.map((each) => (placed || typeof each === "string" ? each : each.name)),
    ...(otherSections === undefined ? {} : { otherSections }),
    ...(platform === undefined ? {} : { platform }),
  };
}

const othersOf = ({ nodes }: Kickstart) =>
  nodes
    .filter((node) => node.kind === "section" && ["%addon", "%anaconda"].includes(node.name))
    .map((node) => (node.kind === "section" ? [node.name, ...node.arguments].join(" ") : ""));

/** Those that pykickstart has, too. */
const warningsOf = (problems: readonly KickstartProblem[]) =>
  problems.filter(({ code }) => !["ksappend-ignored", "early-section"].includes(code)).length;

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

function release(name: string) {
  const release = releaseNamed(name);
  if (release === null) throw new Error(`There is no release ${name}`);
  return release;
}
