import { ExpectedError } from "../../model/errors.ts";
import {
  CHECK_NAMES,
  type CheckName,
  fail,
  type Finding,
  type PreflightCheck,
  skipped,
} from "../../model/preflight.ts";
import { groupsCheck, kickstartCheck, packagesCheck, uploadCheck } from "./content-checks.ts";
import { channelCheck, permissionCheck, priorityCheck, tagCheck } from "./hub-checks.ts";
import { capacityCheck, duplicateCheck } from "./load-checks.ts";
import { inputCheck, policyCheck, releaseCheck, sourceCheck, volumeCheck } from "./order-checks.ts";
import { archesCheck, destinationCheck, packageListCheck, repositoryCheck, targetCheck } from "./place-checks.ts";
import { inTime, PATIENCE_MS } from "./in-time.ts";
import type { Check, Question } from "./question.ts";

const CHECKS: Readonly<Record<CheckName, Check>> = {
  policy: policyCheck,
  input: inputCheck,
  target: targetCheck,
  arches: archesCheck,
  release: releaseCheck,
  "volume-id": volumeCheck,
  source: sourceCheck,
  kickstart: kickstartCheck,
  upload: uploadCheck,
  packages: packagesCheck,
  groups: groupsCheck,
  "package-list": packageListCheck,
  "destination-tag": destinationCheck,
  repository: repositoryCheck,
  permission: permissionCheck,
  "hub-channel": channelCheck,
  "hub-priority": priorityCheck,
  "hub-tag": tagCheck,
  capacity: capacityCheck,
  duplicate: duplicateCheck,
};

/** Those that say something though it is not known how the image is built. */
const OF_BASICS: readonly CheckName[] = [
  "policy",
  "input",
  "target",
  "arches",
  "package-list",
  "destination-tag",
  "repository",
  "hub-tag",
];
/** Those that ask for no more than the method. */
const OF_METHOD: readonly CheckName[] = [
  ...OF_BASICS,
  "release",
  "permission",
  "hub-channel",
  "hub-priority",
  "capacity",
  "duplicate",
];
const SAYING: Readonly<Record<Question["known"], readonly CheckName[]>> = {
  basics: OF_BASICS,
  method: OF_METHOD,
  all: CHECK_NAMES,
};

const HOW_IS_UNKNOWN = skipped("How it is built is not known: say it with method.");

const UNFIT = skipped("No hub can be asked about what the input holds: correct that first.");

/** All at once. One that fails, or takes too long, is skipped and says why, or fails where nothing is built without it; the others are told. Rejects only for a bug. */
export const runChecks = (question: Question): Promise<readonly PreflightCheck[]> =>
  Promise.all(
    CHECK_NAMES.map(async (name) => {
      if (!question.isFit && name !== "policy" && name !== "input") return { name, ...UNFIT };
      if (!SAYING[question.known].includes(name)) return { name, ...HOW_IS_UNKNOWN };
      return { name, ...(await looked(CHECKS[name], { question, unseen: NEEDED.includes(name) ? fail : skipped })) };
    }),
  );

/** As long as these cannot be looked at, nothing is built. */
const NEEDED: readonly CheckName[] = ["input"];

type Looking = { readonly question: Question; readonly unseen: (message: string) => Finding };

async function looked(check: Check, { question, unseen }: Looking): Promise<Finding> {
  try {
    return await inTime(
      async () => check(question),
      () => unseen(LATE),
    );
  } catch (error) {
    if (error instanceof ExpectedError) return unseen(`This could not be looked at: ${error.message}`);
    throw error;
  }
}

const LATE = `No answer came within ${PATIENCE_MS / 1000} s, so this is not known: ask again later.`;
