import { packageOptionWords } from "../kickstarts/reading/package-options.ts";
import type {
  KickstartCommand,
  KickstartInclude,
  KickstartPackages,
  KickstartProblem,
  KickstartScript,
} from "../model/kickstart.ts";
import type { KickstartFile } from "../model/kickstart-file.ts";
import { includeTarget } from "../resolvers/kickstart-fields.ts";
import { builder } from "./builder.ts";
import { KickstartType } from "./refs.ts";

const FILE = "The file it stands in, inside the repository.";
const LINE = "The line of that file, from 1.";

type IncludeFrom = { readonly include: KickstartInclude; readonly from: KickstartFile };

export const KickstartIncludeType = builder.objectRef<IncludeFrom>("KickstartInclude").implement({
  description: "A line that takes another file in: %include or %ksappend.",
  fields: (t) => ({
    path: t.string({
      description: "The file inside the repository; as written where it leads elsewhere.",
      resolve: ({ include }) => include.path ?? include.written,
    }),
    line: t.int({ description: LINE, resolve: ({ include }) => include.line }),
    file: t.string({ description: FILE, resolve: ({ include }) => include.file }),
    target: t.field({
      type: KickstartType,
      nullable: true,
      description: "The file that is taken in; null when it cannot be found: see `problems`.",
      resolve: includeTarget,
    }),
  }),
});

export const KickstartCommandType = builder.objectRef<KickstartCommand>("KickstartCommand").implement({
  description: "One command as it is written.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "The first word: `part`, `bootloader`." }),
    arguments: t.exposeStringList("arguments", { description: "The other words, without their quotes." }),
    file: t.exposeString("file", { description: FILE }),
    line: t.exposeInt("line", { description: LINE }),
  }),
});

export const KickstartPackagesType = builder.objectRef<KickstartPackages>("KickstartPackages").implement({
  description:
    "What all %packages sections come to, as pykickstart reads them: what stands later cancels what stands earlier. Lists are sorted. What a group brings, the package manager knows.",
  fields: (t) => ({
    packages: t.exposeStringList("packages", { description: "Names, globs and `name.arch`." }),
    groups: t.stringList({
      description: "Groups by their ids.",
      resolve: ({ groups }) => groups.map(({ name }) => name),
    }),
    environment: t.exposeString("environment", { nullable: true, description: "The environment, without `@^`." }),
    excludedPackages: t.exposeStringList("excludedPackages", { description: "Those with a `-` before them." }),
    excludedGroups: t.stringList({
      description: "Groups with a `-` before them.",
      resolve: ({ excludedGroups }) => [...new Set(excludedGroups)],
    }),
    options: t.stringList({
      description: "Of the sections' headers: `--exclude-weakdeps`.",
      resolve: ({ options }) => packageOptionWords(options),
    }),
  }),
});

export const KickstartScriptType = builder.objectRef<KickstartScript>("KickstartScript").implement({
  description: "A script that runs during the installation.",
  fields: (t) => ({
    section: t.exposeString("section", { description: "`%pre`, `%pre-install`, `%post`, `%onerror` or `%traceback`." }),
    interpreter: t.exposeString("interpreter", { nullable: true, description: "What runs it: `/bin/sh`." }),
    chroot: t.exposeBoolean("chroot", { description: "Whether it runs inside the installed system." }),
    errorOnFail: t.exposeBoolean("errorOnFail", { description: "Whether the installation ends when it fails." }),
    log: t.exposeString("log", { nullable: true, description: "The file that its output goes to." }),
    body: t.exposeString("body", { description: "Its text, with what it includes." }),
    file: t.exposeString("file", { description: FILE }),
    line: t.exposeInt("line", { description: LINE }),
  }),
});

const SeverityType = builder.enumType("Severity", {
  description: "How bad a problem is.",
  values: {
    ERROR: { description: "It will not work." },
    WARNING: { description: "It works, and may not do what was meant." },
  } as const,
});

export const KickstartProblemType = builder.objectRef<KickstartProblem>("KickstartProblem").implement({
  description: "Something wrong with a kickstart.",
  fields: (t) => ({
    severity: t.expose("severity", {
      type: SeverityType,
      description: "ERROR: an installer, or Koji's builder, refuses the file.",
    }),
    code: t.exposeString("code", { description: "What kind of problem, for programs: `unknown-command`." }),
    message: t.exposeString("message", { description: "What is wrong, and the cure." }),
    file: t.exposeString("file", { description: FILE }),
    line: t.exposeInt("line", { description: LINE }),
    includedFrom: t.exposeStringList("includedFrom", {
      description: "The lines that led to the file, as `file:line`, outermost first; empty in the file asked about.",
    }),
  }),
});
