import type { KickstartDiff } from "../model/kickstart.ts";
import { changedCommands, checkSource, type CheckedSource } from "../resolvers/kickstart-check.ts";
import { builder } from "./builder.ts";
import { ANY_TEXT } from "./guard-arguments.ts";
import { KickstartPackagesType, KickstartProblemType } from "./kickstart-parts.ts";

export const KickstartDiffType = builder.objectRef<KickstartDiff>("KickstartDiff").implement({
  description: "What became different from one commit to another.",
  fields: (t) => ({
    unified: t.exposeString("unified", {
      description: "Of the file and all that it includes, as `diff -u` writes it; empty when none changed.",
    }),
    packagesAdded: t.exposeStringList("packagesAdded", { description: "Packages that it names now." }),
    packagesRemoved: t.exposeStringList("packagesRemoved", { description: "Packages that it names no longer." }),
    groupsAdded: t.exposeStringList("groupsAdded", { description: "Groups, as written: `@core`." }),
    groupsRemoved: t.exposeStringList("groupsRemoved", { description: "Groups that are gone." }),
    exclusionsAdded: t.exposeStringList("exclusionsAdded", { description: "What it now keeps out; groups with `@`." }),
    exclusionsRemoved: t.exposeStringList("exclusionsRemoved", { description: "What it keeps out no longer." }),
    commandsChanged: t.stringList({
      description: "Commands that went, with `-` before them, and that came, with `+`.",
      resolve: changedCommands,
    }),
    scriptsChanged: t.stringList({
      description: "Sections of the scripts that came, went or became different: `%post`.",
      resolve: ({ scripts }) => scripts.map(({ section }) => section),
    }),
  }),
});

const KickstartCheckType = builder.objectRef<CheckedSource>("KickstartCheck").implement({
  description: "What is to be said of a kickstart that is in no repository yet.",
  fields: (t) => ({
    valid: t.exposeBoolean("valid", { description: "Whether there is no problem that is an ERROR." }),
    problems: t.field({
      type: [KickstartProblemType],
      description: "Everything that is wrong with it, in reading order.",
      resolve: ({ problems }) => problems,
    }),
    flattened: t.exposeString("flattened", {
      nullable: true,
      description: "With every include written in, fit to be sent to Koji; null when one cannot be found.",
    }),
    packages: t.field({
      type: KickstartPackagesType,
      description: "What it installs.",
      resolve: ({ packages }) => packages,
    }),
  }),
});

builder.queryField("checkKickstart", (t) =>
  t.field({
    type: KickstartCheckType,
    description:
      "Parse, validate and flatten a kickstart that is in no repository yet. Errors: BAD_ARGUMENT for an unknown release, a text that is too long, and a path that leads out of the repository.",
    args: {
      source: t.arg.string({
        required: true,
        description: "Its text, of 262,144 characters at most.",
        extensions: ANY_TEXT,
      }),
      path: t.arg.string({
        description:
          "Where it will lie in the default repository: then it may include what is there. Without one it stands alone.",
      }),
      release: t.arg.string({
        description: "The release whose syntax counts, such as `F45` or `RHEL10`; see `problems` of a Kickstart.",
      }),
    },
    resolve: checkSource,
  }),
);
