/** All that a mutation may answer, whichever it is. */
const PROBLEMS = `
  __typename
  ... on Problem { code message }
  ... on PolicyProblem { decision { allowed action reason remedy determinedBy { id } } }
  ... on HubRefusedProblem { fault }
  ... on InvalidInputProblem { fields { path message } }
  ... on HubUnavailableProblem { outcome retryAfter }`;

const TASK = "task { kojiId method state priority scratch request owner { name } }";

export const BUILD_IMAGE = `mutation Build($input: BuildImageInput!) {
  buildImage(input: $input) {${PROBLEMS}
    ... on DuplicateBuildProblem { ${TASK} }
    ... on BuildImageSuccess { ${TASK} replayed kojiCommand decision { allowed action reason determinedBy { id } } }
  }
}`;

export const CANCEL_TASK = `mutation Cancel($input: TaskInput!) {
  cancelTask(input: $input) {${PROBLEMS} ... on TaskSuccess { ${TASK} } }
}`;

export const RESUBMIT_TASK = `mutation Resubmit($input: TaskInput!) {
  resubmitTask(input: $input) {${PROBLEMS} ... on TaskSuccess { ${TASK} } }
}`;

const TAGGED = "... on PromoteBuildSuccess { build { nvr state tags { name } } tag { name } }";

export const PROMOTE_BUILD = `mutation Promote($input: PromoteBuildInput!) {
  promoteBuild(input: $input) {${PROBLEMS} ${TAGGED} }
}`;

export const UNTAG_BUILD = `mutation Untag($input: UntagBuildInput!) {
  untagBuild(input: $input) {${PROBLEMS} ${TAGGED} }
}`;
