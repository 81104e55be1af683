import type { Kickstart, KickstartNode, KickstartProblem } from "../model/kickstart.ts";
import { checkCommand, createCheckState, type CheckState } from "./checking/check-command.ts";
import { checkSection } from "./checking/check-section.ts";
import { MAX_PROBLEMS, problemAt, type Finding } from "./problem.ts";
import type { Release } from "./releases.ts";

/** Every problem of a kickstart in a release, in reading order: those of reading it, and those of its commands. */
export function checkKickstart(kickstart: Kickstart, release: Release): readonly KickstartProblem[] {
  const state = createCheckState(release);
  const problems: KickstartProblem[] = [];
  let told = 0;
  const tellRead = (nodesBefore: number) => {
    while (told < kickstart.problems.length && (kickstart.problemsAfter[told] ?? 0) <= nodesBefore) {
      const problem = kickstart.problems[told];
      if (problem !== undefined) problems.push(problem);
      told += 1;
    }
  };
  for (const [index, node] of kickstart.nodes.entries()) {
    tellRead(index);
    if (problems.length >= MAX_PROBLEMS) break;
    for (const finding of findingsOf(state, node)) problems.push(problemAt(node, finding));
  }
  tellRead(Number.POSITIVE_INFINITY);
  return problems;
}

function findingsOf(state: CheckState, node: KickstartNode): readonly Finding[] {
  if (node.kind === "command") return checkCommand(state, node);
  return node.kind === "section" ? checkSection(state.release, node) : [];
}
