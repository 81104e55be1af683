import type { Kickstart, KickstartNode, KickstartProblem } from "../model/kickstart.ts";
import { checkCommand, createCheckState, type CheckState } from "./checking/check-command.ts";
import { checkSection } from "./checking/check-section.ts";
import { MAX_PROBLEMS, problemAt, TOO_MANY, type Finding } from "./problem.ts";
import type { Release } from "./releases.ts";

/** Every problem of a kickstart in a release, in reading order: those of reading it, and those of its commands. */
export function checkKickstart(kickstart: Kickstart, release: Release): readonly KickstartProblem[] {
  const problems = [...problemsOf(kickstart, createCheckState(release))];
  const excess = problems[MAX_PROBLEMS];
  return excess === undefined ? problems : [...problems.slice(0, MAX_PROBLEMS), { ...excess, ...TOO_MANY }];
}

/** Ends soon after the last that will be told. */
function* problemsOf({ nodes, problems, problemsAfter }: Kickstart, state: CheckState): Iterable<KickstartProblem> {
  let told = 0;
  let own = 0;
  for (const [index, node] of nodes.entries()) {
    for (; told < problems.length && (problemsAfter[told] ?? 0) <= index; told += 1)
      yield* problems.slice(told, told + 1);
    for (const finding of findingsOf(state, node)) {
      own += 1;
      yield problemAt(node, finding);
    }
    if (own + told > MAX_PROBLEMS) return;
  }
  yield* problems.slice(told);
}

function findingsOf(state: CheckState, node: KickstartNode): readonly Finding[] {
  if (node.kind === "command") return checkCommand(state, node);
  return node.kind === "section" ? checkSection(state.release, node) : [];
}
