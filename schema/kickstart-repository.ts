import type { ShelvedRepository } from "../kickstarts/library.ts";
import { commitUrl, type CommitIn, defaultHead, kickstartRepositories } from "../resolvers/kickstart-repository.ts";
import { builder } from "./builder.ts";
import { connectionType } from "./connection.ts";
import { KickstartRepositoryType } from "./refs.ts";

export const KickstartCommitType = builder.objectRef<CommitIn>("KickstartCommit").implement({
  description: "One commit of a kickstart repository.",
  fields: (t) => ({
    hash: t.exposeString("hash", { description: "Its whole hash." }),
    author: t.exposeString("author", { description: "Who wrote it, by name." }),
    authoredAt: t.expose("authoredAt", { type: "DateTime", description: "When it was written." }),
    subject: t.exposeString("subject", { description: "The first line of its message." }),
    url: t.field({
      type: "URL",
      nullable: true,
      description: "Its page, as the forges name it; null for a repository without web pages.",
      resolve: commitUrl,
    }),
  }),
});

KickstartRepositoryType.implement({
  description:
    "A configured git repository of kickstarts. It is fetched every five minutes; answers come from the copy.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "Its name in this gateway." }),
    url: t.exposeString("url", { description: "Where it is fetched from." }),
    defaultRef: t.string({
      description: "The branch, tag or commit that is read when none is named.",
      resolve: ({ defaultRef }: ShelvedRepository) => defaultRef(),
    }),
    head: t.field({
      type: KickstartCommitType,
      description: "The commit that the default ref means. Errors: REPOSITORY_UNAVAILABLE.",
      resolve: defaultHead,
    }),
    fetchedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When the copy was up to date the last time; null as long as it was not since the gateway started.",
      resolve: ({ state }: ShelvedRepository) => state().fetchedAt,
    }),
    problem: t.string({
      nullable: true,
      description: "Why it could not be fetched the last time; null when it could.",
      resolve: ({ state }: ShelvedRepository) => state().problem,
    }),
    refs: t.stringList({
      description: "Its branches, then its tags, by name. Errors: REPOSITORY_UNAVAILABLE.",
      resolve: ({ refs }: ShelvedRepository) => refs(),
    }),
  }),
});

export const KickstartCommitConnectionType = connectionType<CommitIn>("KickstartCommit", {
  node: KickstartCommitType,
  description: "Commits, newest first.",
  totalCount: null,
});

builder.queryField("kickstartRepositories", (t) =>
  t.field({
    type: [KickstartRepositoryType],
    description: "The configured kickstart repositories; the first is the default.",
    resolve: kickstartRepositories,
  }),
);
