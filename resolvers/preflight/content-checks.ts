import type { Release } from "../../kickstarts/releases.ts";
import { releaseNamed } from "../../kickstarts/releases.ts";
import { ownRelease } from "../../kickstarts/own-release.ts";
import { type Finding, skipped } from "../../model/preflight.ts";
import { groupsFinding, otherSources, packagesFinding, unusedRepository } from "../../model/preflight-content.ts";
import { kickstartFinding, kickstartOptions, releaseHints, uploadFinding } from "../../model/preflight-kickstart.ts";
import { NO_TARGET } from "../../model/preflight-target.ts";
import type { Kickstart } from "../../model/kickstart.ts";
import { problemsOf } from "../kickstart-problems.ts";
import { isFound } from "./found-kickstart.ts";
import type { Check, Question } from "./question.ts";

/* What the kickstart says, and whether what it installs is there. */

export const kickstartCheck: Check = async (question) => {
  const found = await question.kickstart();
  if (!isFound(found)) return found;
  const release = await releaseOf(found.kickstart, question);
  return kickstartFinding(found.kickstart, problemsOf(found.kickstart, release.name), release);
};

type Told = Pick<Release, "name"> & { readonly said: string; readonly unknown: string | null };

/** Without the target where the hub does not tell it. */
async function releaseOf(kickstart: Kickstart, { order, target }: Question): Promise<Told> {
  const wanted = kickstartOptions(order)?.kickstartVersion ?? null;
  const unknown = wanted !== null && releaseNamed(wanted) === null ? wanted : null;
  for (const { text, said } of releaseHints(order, await target().catch(() => null))) {
    const release = releaseNamed(text);
    if (release !== null) return { name: release.name, said, unknown };
  }
  const { name } = ownRelease(kickstart);
  const says = kickstart.version !== null && releaseNamed(kickstart.version) !== null;
  return {
    name,
    said: says ? "as its #version= says" : `the newest, as nothing ${unknown === null ? "" : "else "}says which`,
    unknown,
  };
}

export const uploadCheck: Check = async ({ order, kickstart }) => {
  const options = kickstartOptions(order);
  if (options === null) return skipped("It is built from no kickstart, so none is uploaded.");
  if (!options.kickstartSource) return skipped("No file is uploaded: builders take the kickstart from its repository.");
  const found = await kickstart();
  return isFound(found) ? uploadFinding(options, found.kickstart) : found;
};

export const packagesCheck: Check = (question) =>
  ofRepository(question, async ({ tag, repoId, arches }) => {
    const [arch] = question.order.arches.length > 0 ? question.order.arches : arches;
    const names = arch === undefined ? null : await question.hub.repoRpms({ tag, repoId, arch });
    return (kickstart, elsewhere) => packagesFinding(kickstart, { tag, repoId, elsewhere }, names);
  });

export const groupsCheck: Check = (question) =>
  ofRepository(question, async ({ tag, repoId }) => {
    const groups = await question.hub.loaders.buildTags.groups.load(tag);
    return (kickstart, elsewhere) => groupsFinding(kickstart, { tag, repoId, elsewhere }, groups);
  });

type Repository = { readonly tag: string; readonly repoId: number; readonly arches: readonly string[] };
type Judge = (kickstart: Kickstart, elsewhere: readonly string[]) => Finding;

/** The hub is asked while the kickstart is read: `judgeBy` what is in the repository. */
async function ofRepository(question: Question, judgeBy: (repo: Repository) => Promise<Judge>): Promise<Finding> {
  const { order, hub } = question;
  const unused = unusedRepository(order);
  if (unused !== null) return unused;
  const target = await question.target();
  if (target === null) return NO_TARGET;
  const { name: tag, kojiId } = target.buildTag;
  const { buildTags, targets } = hub.loaders;
  const judge = async () => {
    const [repo, arches] = await Promise.all([buildTags.repo.load(tag), targets.buildArches.load(kojiId)]);
    return repo && judgeBy({ tag, repoId: repo.repoId, arches });
  };
  const [judged, external, found] = await Promise.all([
    judge(),
    buildTags.externalRepos.load(tag),
    question.kickstart(),
  ]);
  if (judged === null) return skipped(`No repository of "${tag}" is ready to be looked at.`);
  if (!isFound(found)) return skipped("There is no kickstart to look at.");
  return judged(found.kickstart, otherSources(order, found.kickstart, external));
}
