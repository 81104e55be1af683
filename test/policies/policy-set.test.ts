import { expect, test } from "vitest";
import { ANONYMOUS } from "../../model/viewer.ts";
import { createPolicySet, type PolicySet } from "../../policies/policy-set.ts";
import { policyProblemText } from "../../policies/policy-problem.ts";
import { defaultPolicies } from "../support/policies.ts";
import { rule } from "./policy-folder.ts";
import { IMAGE, NOW, promotion, question } from "./questions.ts";

let slots = 0;
function load(files: Readonly<Record<string, string>>, freezes: string | null = null) {
  slots += 1;
  const windows = freezes === null ? null : { file: "p/freezes.yaml", text: freezes };
  const policies = new Map(Object.entries(files).map(([name, text]) => [`p/${name}`, text]));
  return createPolicySet({ policies, freezes: windows }, `test ${slots}`);
}

function setOf(text: string, freezes: string | null = null): PolicySet {
  const loaded = load({ "a.cedar": text }, freezes);
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.set;
}

const problemsOf = (text: string, freezes: string | null = null): readonly string[] => {
  const loaded = load({ "a.cedar": text }, freezes);
  return "problems" in loaded ? loaded.problems.map(policyProblemText) : [];
};

const ANYONE = rule("anyone", "permit (principal, action, resource);");

test("a rule is told as written, with its place, effect and steps", () => {
  const text = `// A comment.\n${ANYONE}\n@id("no")\n@title("No")\n@description("d")\n@remedy("r")\nforbid (principal, action in [Action::"UNTAG_BUILD", Action::"PROMOTE_BUILD"], resource);`;
  expect(setOf(text).policies).toEqual([
    {
      id: "anyone",
      title: "Rule anyone",
      description: null,
      remedy: null,
      effect: "PERMIT",
      actions: expect.arrayContaining(["BUILD_IMAGE", "READ_AUDIT_LOG"]),
      text: ANYONE.trim(),
      source: "a.cedar:2",
    },
    expect.objectContaining({
      id: "no",
      description: "d",
      remedy: "r",
      effect: "FORBID",
      source: "a.cedar:6",
      actions: ["UNTAG_BUILD", "PROMOTE_BUILD"],
    }),
  ]);
});

test("rules stand in the order of their text, with their lines, however many and alike", () => {
  const text = Array.from({ length: 12 }, (_, index) =>
    rule(`r${index}`, "permit (principal, action, resource);"),
  ).join("\n");
  expect(setOf(text).policies.map(({ id, source }) => `${id} ${source}`)).toEqual(
    Array.from({ length: 12 }, (_, index) => `r${index} a.cedar:${index * 4 + 1}`),
  );
  expect(problemsOf(`${text}\npermit (principal, action, resource);`)[0]).toMatch(
    /^p\/a.cedar:49: a rule needs an @id/u,
  );
});

test.each([
  ["an @id", "permit (principal, action, resource);", /^p\/a.cedar:1: a rule needs an @id/u],
  ["a @title", '\n@id("a") permit (principal, action, resource);', /^p\/a.cedar:2: a needs a @title/u],
  [
    "annotations that mean something",
    '@id("a") @titel("A") permit (principal, action, resource);',
    /@titel means nothing here/u,
  ],
  ["an end", `${ANYONE}permit (principal, action`, /^p\/a.cedar:4: unexpected end/u],
  [
    "an id of its own",
    `${ANYONE}@id("anyone") @title("Again") permit (principal, action, resource);`,
    /^p\/a.cedar:4: @id\("anyone"\) is taken by a.cedar:1/u,
  ],
  ["no slots", rule("t", "permit (principal == ?principal, action, resource);"), /templates/u],
  [
    "words that the schema has",
    rule("w", 'permit (principal, action == Action::"BUILD_IMAGE", resource)\nwhen { resource.grop == principal };'),
    /^p\/a.cedar:4: .*`grop`.*did you mean `group`/u,
  ],
  ["steps that there are", rule("s", 'permit (principal, action == Action::"BUILD", resource);'), /BUILD/u],
  [
    "a condition that can hold",
    rule("i", 'permit (principal, action == Action::"BUILD_IMAGE", resource) when { false };'),
    /impossible|never/iu,
  ],
  [
    "text to be compared with text",
    rule("c", 'permit (principal, action == Action::"BUILD_IMAGE", resource) when { context.priority == "high" };'),
    /./u,
  ],
])("a rule needs %s", (_what, text, message) => {
  expect(problemsOf(text)[0]).toMatch(message);
});

test("all that is wrong in all files is told at once", () => {
  const loaded = load({ "a.cedar": "permit (principal, action, resource);", "b.cedar": "permit" }, "freezes: 3");
  expect("problems" in loaded && loaded.problems.map(({ file }) => file)).toEqual([
    "p/a.cedar",
    "p/b.cedar",
    "p/freezes.yaml",
  ]);
});

const FREEZES = `freezes:
  - title: The Beta freeze
    from: 2026-03-01T14:00:00Z
    until: 2026-03-10T14:00:00+00:00
    of: [f45*]
`;
const FREEZE =
  rule("sig-promotes", 'permit (principal in Group::"kde-sig", action == Action::"PROMOTE_BUILD", resource);') +
  rule(
    "freeze",
    'forbid (principal, action == Action::"PROMOTE_BUILD", resource) when { context.frozen } unless { principal in Group::"releng" };',
  );
const ALICE = { name: "alice", groups: ["kde-sig"], actions: null };

test.each([
  ["before it", "f45", "2026-03-01T13:59:59Z", true],
  ["from its first moment", "f45", "2026-03-01T14:00:00Z", false],
  ["until its last", "f45-updates", "2026-03-10T13:59:59Z", false],
  ["from its end", "f45", "2026-03-10T14:00:00Z", true],
  ["to a tag that it is not about", "f44", "2026-03-05T00:00:00Z", true],
])("in a freeze nobody promotes %s: %s at %s", (_when, tag, now, allowed) => {
  const decision = setOf(FREEZE, FREEZES).decide(promotion(ALICE, { tag, now: new Date(now) }));
  expect(decision.allowed).toBe(allowed);
  const reason = "Refused: Rule freeze (freeze). The Beta freeze is on until 2026-03-10T14:00:00.000Z.";
  expect(decision.reason).toBe(allowed ? "Allowed: Rule sig-promotes (sig-promotes)." : reason);
});

test("release engineering promotes in a freeze, where a rule lets it", () => {
  const set = setOf(FREEZE, FREEZES);
  const both = { name: "ruth", groups: ["releng", "kde-sig"], actions: null };
  expect(set.decide(promotion(both, { tag: "f45" })).determinedBy.map(({ id }) => id)).toEqual(["sig-promotes"]);
});

test.each([
  ["no list", "freezes: 3", /^p\/freezes.yaml:1: freezes is 3: .*a title, from and until/u],
  [
    "a time zone",
    FREEZES.replace("14:00:00Z", "14:00:00"),
    /^p\/freezes.yaml:3: freezes.0.from is .*: .*a moment is written as 2026-03-01T14:00:00Z/u,
  ],
  ["an end after its beginning", FREEZES.replace("03-10", "02-10"), /until has to be later/u],
  ["no other words", FREEZES.replace("of:", "tags:"), /tags/u],
  [
    "no other words",
    "freezes: [{ title: x, from: 2026-03-01T14:00:00Z, until: 2026-03-02T14:00:00Z, off: [f45*] }]",
    /^p\/freezes.yaml:1: freezes.0: .*"off".*; a freeze has a title, from and until/u,
  ],
  ["YAML", "freezes: [", /^p\/freezes.yaml:\d+: this is no YAML/u],
])("freezes need %s", (_what, freezes, message) => {
  expect(problemsOf(ANYONE, freezes)[0]).toMatch(message);
});

test("a refusal that no rule spoke tells who asked for what, and which rules would let somebody", () => {
  const set = defaultPolicies();
  expect(set.decide(question())).toEqual({
    allowed: false,
    action: "BUILD_IMAGE",
    determinedBy: [],
    reason: "No rule lets alice, who is in kde-sig, build Fedora-KDE-Live (of kde-sig, for production).",
    remedy: "It is let: Release engineering builds any image (releng-builds).",
  });
  expect(set.decide(question({ viewer: ANONYMOUS, action: "BUILD_SCRATCH_IMAGE" }, { target: "f45" }))).toMatchObject({
    reason:
      "No rule lets somebody who did not sign in make a scratch build of Fedora-KDE-Live (of kde-sig, for production) for f45.",
    remedy:
      "Sign in. It is let: Members of an image's group make scratch builds of it (group-scratch); Release engineering builds any image (releng-builds).",
  });
});

test("a rule that cannot be evaluated lets nothing through", () => {
  const overflow = rule(
    "sum",
    'forbid (principal, action == Action::"BUILD_IMAGE", resource) when { context.priority + 9223372036854775807 > 0 };',
  );
  const { allowed, determinedBy } = setOf(ANYONE + overflow).decide(question());
  expect(allowed).toBe(false);
  expect(determinedBy.map(({ id }) => id)).toContain("sum");
});

test("the hour counts where a rule says so", () => {
  const nightly = rule(
    "night",
    'permit (principal, action == Action::"BUILD_IMAGE", resource) when { context.now.toTime() < duration("6h") };',
  );
  const set = setOf(nightly);
  expect(set.decide(question({}, { now: new Date("2026-03-05T05:59:00Z") })).allowed).toBe(true);
  expect(set.decide(question({}, { now: NOW })).allowed).toBe(false);
});

test("a rule that does not hold of an image for anybody does not concern it, in whatever order it says so", () => {
  const text =
    rule(
      "who-first",
      'permit (principal, action == Action::"BUILD_IMAGE", resource) when { resource has group && principal in resource.group && resource has stage && resource.stage == "test" };',
    ) +
    rule(
      "what-first",
      'permit (principal, action == Action::"BUILD_IMAGE", resource) when { resource has stage && resource.stage == "test" && resource has group && principal in resource.group };',
    ) +
    rule(
      "unless",
      'permit (principal, action == Action::"BUILD_IMAGE", resource) unless { principal.name like "bot-*" || resource has group };',
    ) +
    rule("by-name", 'permit (principal, action == Action::"BUILD_IMAGE", resource == Image::"Other");') +
    rule(
      "own",
      'permit (principal == Viewer::"zoe", action == Action::"BUILD_IMAGE", resource == Image::"Fedora-KDE-Live");',
    ) +
    rule("never", 'forbid (principal, action == Action::"BUILD_IMAGE", resource) when { context.frozen };');
  const concerning = (stage: "production" | "test") =>
    setOf(text)
      .concerning("BUILD_IMAGE", { kind: "image", image: { ...IMAGE, stage } })
      .map(({ id }) => id);
  expect(concerning("production")).toEqual(["own", "never"]);
  expect(concerning("test")).toEqual(["who-first", "what-first", "own", "never"]);
});
