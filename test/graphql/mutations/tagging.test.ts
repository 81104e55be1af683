import { afterAll, beforeEach, expect, test } from "vitest";
import { actingGateway, type Someone } from "../../support/acting-gateway.ts";
import { PROMOTE_BUILD, UNTAG_BUILD } from "../../support/mutations.ts";

// A minute there is a tenth of a second here: the hub's builders do their work while a test waits.
const gateway = await actingGateway({ speed: 600 });
afterAll(gateway.close);
beforeEach(gateway.clear);

const act = async (someone: Someone | null, mutation: string, input: object) => {
  const { data, errors } = await gateway.askAs(someone, mutation, { input });
  expect(errors).toBeUndefined();
  // One field each.
  return Object.values<Record<string, unknown>>(data)[0] ?? {};
};

const newest = async () => (await gateway.ledger.page({}, { first: 1, olderThan: null })).entries[0];

const BUILDS = `query Builds($state: BuildState!, $name: String!) {
  builds(filter: { image: $name, state: [$state] }, first: 5) { nodes { nvr kojiId tags { name } } }
}`;

type Build = { readonly nvr: string; readonly kojiId: number; readonly tags: readonly { readonly name: string }[] };

async function builds(name: string, state = "COMPLETE"): Promise<readonly Build[]> {
  return (await gateway.askAs(null, BUILDS, { name, state })).data.builds.nodes;
}

const FROM = "main-compose";
const TO = "main";

/** One that has not been promoted yet. */
async function candidate(name: string): Promise<Build> {
  const found = (await builds(name)).find(({ tags }) => tags.length === 1 && tags[0]?.name === FROM);
  if (found === undefined) throw new Error(`No build of ${name} has ${FROM} alone.`);
  return found;
}

test("release engineering promotes a build, which everybody sees at once; and takes it out again", async () => {
  const { nvr, kojiId } = await candidate("Aurora-MATE-Live");
  gateway.clear();
  const promoted = await act("sample-releng", PROMOTE_BUILD, { build: { nvr }, tag: TO });
  expect(promoted).toMatchObject({
    __typename: "PromoteBuildSuccess",
    build: { nvr, state: "COMPLETE" },
    tag: { name: TO },
  });
  expect(gateway.writes()).toEqual(["tagBuild by releng"]);
  const tags = async () =>
    (await builds("Aurora-MATE-Live")).find((one) => one.nvr === nvr)?.tags.map(({ name }) => name);
  expect((await tags())?.toSorted()).toEqual([TO, FROM]);
  expect(await newest()).toMatchObject({
    action: "PROMOTE_BUILD",
    subject: `${nvr} into ${TO}`,
    outcome: "DONE",
    image: "Aurora-MATE-Live",
  });

  gateway.clear();
  const again = await act("sample-releng", PROMOTE_BUILD, { build: { kojiId }, tag: TO });
  expect(again["message"]).toBe(`tag is "${TO}", which ${nvr} has already; there is nothing to do.`);
  expect(gateway.writes()).toEqual([]);

  const untagged = await act("sample-releng", UNTAG_BUILD, { build: { kojiId }, tag: TO });
  expect(untagged).toMatchObject({ __typename: "PromoteBuildSuccess", build: { nvr, tags: [{ name: FROM }] } });
  expect(gateway.writes()).toEqual(["untagBuild by releng"]);
  expect(await tags()).toEqual([FROM]);
  expect(await newest()).toMatchObject({
    action: "UNTAG_BUILD",
    subject: `${nvr} out of ${TO}`,
    outcome: "DONE",
    task: null,
  });
}, 30_000);

test("a build is moved from one tag to another, once for a key however often it is asked", async () => {
  const { nvr } = await candidate("Aurora-Sway-Live");
  gateway.clear();
  const input = { build: { nvr }, tag: TO, fromTag: FROM, idempotencyKey: "move-1" };
  for (const _ of [1, 2]) {
    const answer = await act("sample-releng", PROMOTE_BUILD, input);
    expect(answer).toMatchObject({ __typename: "PromoteBuildSuccess", build: { nvr, tags: [{ name: TO }] } });
  }
  expect(gateway.writes()).toEqual(["moveBuild by releng"]);
  const other = await act("sample-releng", PROMOTE_BUILD, { ...input, fromTag: null });
  expect(other).toMatchObject({ __typename: "InvalidInputProblem", fields: [{ path: ["idempotencyKey"] }] });
}, 30_000);

test.each([
  ["sample-sig", PROMOTE_BUILD, "PROMOTE_BUILD", "alice"],
  ["sample-guest", UNTAG_BUILD, "UNTAG_BUILD", "grace"],
] as const)("%s is refused by the rules, and the hub hears nothing", async (someone, mutation, action, viewer) => {
  const { nvr } = await candidate("Aurora-LXQt-Live").catch(() => candidate("Aurora-Cinnamon-Live"));
  gateway.clear();
  const answer = await act(someone, mutation, { build: { nvr }, tag: action === "UNTAG_BUILD" ? FROM : TO });
  expect(answer).toMatchObject({ __typename: "PolicyProblem", decision: { allowed: false, action } });
  expect(gateway.writes()).toEqual([]);
  expect(await newest()).toMatchObject({ viewer, action, allowed: false, outcome: "REFUSED" });
});

test("all that is wrong is told at once, before anything is sent", async () => {
  const { nvr } = await candidate("Aurora-MATE-Live");
  gateway.clear();
  const problems = async (mutation: string, input: object) => {
    const answer = await act("sample-releng", mutation, input);
    expect(answer["__typename"]).toBe("InvalidInputProblem");
    // Of an InvalidInputProblem.
    return (answer as { fields: readonly { path: readonly string[]; message: string }[] }).fields;
  };
  const paths = async (mutation: string, input: object) =>
    (await problems(mutation, input)).map(({ path }) => path.join("."));
  expect(await paths(PROMOTE_BUILD, { build: { nvr: "No-1-1" }, tag: "nowhere", fromTag: "neither" })).toEqual([
    "build",
    "tag",
    "fromTag",
  ]);
  expect(await paths(PROMOTE_BUILD, { build: { nvr: "\u0001" }, tag: "" })).toEqual(["build.nvr", "tag"]);
  expect(await paths(PROMOTE_BUILD, { build: { nvr }, tag: "au42" })).toEqual(["tag"]);
  expect(await paths(PROMOTE_BUILD, { build: { nvr }, tag: TO, fromTag: "next-compose" })).toEqual(["fromTag"]);
  expect(await paths(PROMOTE_BUILD, { build: { nvr }, tag: TO, hub: "nowhere" })).toEqual(["hub"]);
  expect(await paths(UNTAG_BUILD, { build: { nvr }, tag: TO })).toEqual(["tag"]);
  const [locked] = await problems(PROMOTE_BUILD, { build: { nvr }, tag: "au42" });
  expect(locked?.message).toBe('tag is "au42", which is locked; release engineering can unlock it.');
  expect(gateway.writes()).toEqual([]);
});

test("only what is complete is promoted, and only what is an image", async () => {
  const [failed] = await builds("Aurora-LXQt-Live", "FAILED");
  gateway.clear();
  const answer = await act("sample-releng", PROMOTE_BUILD, { build: { nvr: failed?.nvr ?? "" }, tag: TO });
  expect(answer["message"]).toContain("which is FAILED; only one that is COMPLETE can be tagged.");
  const { data } = await gateway.askAs(null, `{ builds(filter: { type: "rpm" }, first: 1) { nodes { nvr } } }`);
  const nvr: string = data.builds.nodes[0].nvr;
  const rpm = await act("sample-releng", PROMOTE_BUILD, { build: { nvr }, tag: TO });
  expect(rpm["message"]).toBe(`build is ${nvr}, which is no image; give the build of an image.`);
  expect(await act(null, PROMOTE_BUILD, { build: { nvr }, tag: TO })).toMatchObject({ code: "NOT_SIGNED_IN" });
  expect(gateway.writes()).toEqual([]);
});
