// The default rules on building, again for casbin: the same questions, the same answers.
import { newEnforcer, newModelFromString, StringAdapter } from "casbin";
import { answerLines } from "../processes/lines.mjs";

const MODEL = `
[request_definition]
r = viewer, action, image, context
[policy_definition]
p = rule, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = eval(p.rule)
`;

const has = (list, member) => list.includes(member);
const BUILDS = "(r.action == 'BUILD_IMAGE' || r.action == 'BUILD_SCRATCH_IMAGE')";
const RULES = [
  ["r.action == 'BUILD_SCRATCH_IMAGE' && has(r.viewer.groups, r.image.group)", "allow"],
  ["r.action == 'BUILD_IMAGE' && has(r.viewer.groups, r.image.group) && r.image.stage == 'test'", "allow"],
  [`${BUILDS} && has(r.viewer.groups, 'releng')`, "allow"],
  [`${BUILDS} && !has(r.context.knownHosts, r.context.sourceHost)`, "deny"],
  ["r.action == 'BUILD_IMAGE' && !hasAll(r.context.knownHosts, r.context.repoHosts)", "deny"],
  [`${BUILDS} && r.context.priority > 20 && r.context.channelLoad >= 90`, "deny"],
];

const enforcer = await newEnforcer(
  newModelFromString(MODEL),
  new StringAdapter(RULES.map(([rule, effect]) => `p, "${rule}", ${effect}`).join("\n")),
);
await enforcer.addFunction("has", has);
await enforcer.addFunction("hasAll", (list, members) => members.every((member) => list.includes(member)));

await answerLines({ node: process.version }, async ({ questions }) => {
  const before = process.cpuUsage();
  let allowed = 0;
  for (const { viewer, action, image, context } of questions)
    if (await enforcer.enforce(viewer, action, image, context)) allowed += 1;
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000 / questions.length, allowed };
});
