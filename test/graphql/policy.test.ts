import { graphql } from "graphql";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createContext } from "../../context/context.ts";
import { NO_KICKSTARTS } from "../../kickstarts/library.ts";
import { NO_LEDGER } from "../../ledger/ledger.ts";
import type { Viewer } from "../../model/viewer.ts";
import { schema } from "../../schema/index.ts";
import { gatewayOverSample, hubService, NOW, type TestGateway } from "../support/gateway.ts";
import { defaultPolicies } from "../support/policies.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample();
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.forget();
});

const ALICE: Viewer = { name: "alice", groups: ["kde-sig"], actions: null };
const RITA: Viewer = { name: "rita", groups: ["releng"], actions: null };
const DECISION = "allowed action determinedBy { id } reason remedy";

/** The answer for somebody who signed in, and how often rules were asked. */
async function askAs(viewer: Viewer, source: string) {
  const service = hubService("sample", gateway.hub);
  let decisions = 0;
  const set = defaultPolicies();
  const decide: typeof set.decide = (question) => {
    decisions += 1;
    return set.decide(question);
  };
  const policies = { ...set, decide };
  const contextValue = createContext({
    hubs: [service],
    kickstarts: NO_KICKSTARTS,
    ledger: NO_LEDGER,
    requestId: "test",
    policies,
    viewer,
    now: NOW,
  });
  try {
    const { data, errors } = await graphql({ schema, source, contextValue });
    // A test says by its assertions what it expects of an answer.
    // oxlint-disable-next-line typescript/no-explicit-any
    return { data: data as any, errors, decisions };
  } finally {
    await service.client.close();
  }
}

const calls = () => gateway.requests.flatMap((request) => request.calls.map(({ methodName }) => methodName));

test("the rules in force can be read, all of them, those on a step, and one", async () => {
  const { data, errors } = await gateway.ask(`{
    policies { id title effect actions text source }
    promoting: policies(action: PROMOTE_BUILD) { id }
    policy(id: "freeze") { id title description effect source }
    unknown: policy(id: "nothing") { id }
  }`);
  expect(errors).toBeUndefined();
  expect(data.policies.length).toBe(defaultPolicies().policies.length);
  expect(data.policies[0].text).toMatch(/^@id/u);
  expect(data.promoting).toEqual([{ id: "releng-promotes" }, { id: "freeze" }]);
  expect(data.policy).toMatchObject({ effect: "FORBID", source: expect.stringMatching(/^promoting.cedar:\d+$/u) });
  expect(data.unknown).toBeNull();
  expect(gateway.requests).toEqual([]);
});

test("whoever did not sign in builds nothing, and is told what would help, without a call of the hub", async () => {
  const { data, errors } = await gateway.ask(
    `{ decision(request: { action: BUILD_IMAGE, image: "Aurora-Plasma-Live", target: "main-compose" }) { ${DECISION} } viewer { may(action: READ_AUDIT_LOG) { allowed } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.decision).toEqual({
    allowed: false,
    action: "BUILD_IMAGE",
    determinedBy: [],
    reason:
      "No rule lets somebody who did not sign in build Aurora-Plasma-Live (of kde-sig, for production) for main-compose.",
    remedy: "Sign in. It is let: Release engineering builds any image (releng-builds).",
  });
  expect(data.viewer.may.allowed).toBe(false);
  expect(gateway.requests).toEqual([]);
});

test.each([
  [
    "their group's image, as a try",
    ALICE,
    'action: BUILD_SCRATCH_IMAGE, image: "Aurora-Plasma-Live"',
    true,
    ["group-scratch"],
  ],
  ["their group's image, for production", ALICE, 'action: BUILD_IMAGE, image: "Aurora-Plasma-Live"', false, []],
  ["another group's image", ALICE, 'action: BUILD_SCRATCH_IMAGE, image: "Aurora-Xfce-Live"', false, []],
  ["any image", RITA, 'action: BUILD_IMAGE, image: "Aurora-Plasma-Live"', true, ["releng-builds"]],
  [
    "an image from elsewhere",
    RITA,
    'action: BUILD_IMAGE, image: "Aurora-Plasma-Live", sourceUrl: "https://evil.example.net/k.git"',
    false,
    ["known-sources"],
  ],
  [
    "an image with packages from elsewhere",
    RITA,
    'action: BUILD_IMAGE, image: "Aurora-Plasma-Live", repos: ["https://evil.example.net/"]',
    false,
    ["known-repos"],
  ],
  ["what the catalogue lacks", ALICE, 'action: BUILD_SCRATCH_IMAGE, image: "Nothing-Of-Ours"', false, []],
])("may they build %s: %j, %s", async (_what, viewer, request, allowed, by) => {
  const { data, errors } = await askAs(viewer, `{ decision(request: { ${request} }) { ${DECISION} } }`);
  expect(errors).toBeUndefined();
  expect(data.decision).toMatchObject({ allowed, determinedBy: by.map((id) => ({ id })) });
  expect(gateway.requests).toEqual([]);
});

test("every image with what may be done to it costs no call of its own, and no question is decided twice", async () => {
  const fields =
    "name may(action: BUILD_SCRATCH_IMAGE) { allowed } again: may(action: BUILD_SCRATCH_IMAGE) { allowed }";
  const { data, errors, decisions } = await askAs(ALICE, `{ images(first: 100) { nodes { ${fields} group } } }`);
  expect(errors).toBeUndefined();
  const { nodes } = data.images;
  expect(nodes.length).toBeGreaterThan(30);
  for (const { name, group, may, again } of nodes) {
    expect(may.allowed, name).toBe(group === "kde-sig");
    expect(again).toEqual(may);
  }
  expect(decisions).toBe(nodes.length);
  expect(gateway.requests.length).toBeLessThanOrEqual(1);
});

test("the load of its channel is looked up for a build in the background alone", async () => {
  const request = 'action: BUILD_SCRATCH_IMAGE, image: "Aurora-Plasma-Live", background: true';
  const { data, errors } = await askAs(
    ALICE,
    `{ decision(request: { ${request} }) { ${DECISION} } channel(name: "livemedia") { load capacity } }`,
  );
  expect(errors).toBeUndefined();
  const { load, capacity } = data.channel;
  expect(data.decision.allowed).toBe(load / capacity < 0.9);
  expect(calls().toSorted()).toEqual(["getChannel", "listHosts"]);
});

test("who started a task may cancel it, others may not", async () => {
  const { data } = await gateway.ask(
    "{ tasks(first: 20, filter: { parentsOnly: true }) { nodes { kojiId owner { name } } } }",
  );
  const { kojiId, owner } = data.tasks.nodes[0];
  gateway.forget();
  const question = `{ decision(request: { action: CANCEL_TASK, taskId: ${kojiId} }) { ${DECISION} } }`;
  const own = await askAs({ name: owner.name, groups: [], actions: null }, question);
  expect(own.data.decision).toMatchObject({ allowed: true, determinedBy: [{ id: "owner-tasks" }] });
  expect(calls()).toEqual(["getTaskInfo", "getUser"]);
  const other = await askAs(ALICE, question);
  expect(other.data.decision.allowed).toBe(owner.name === "alice");
});

test("release engineering promotes a build that the hub knows", async () => {
  const { data } = await gateway.ask('{ image(name: "Aurora-Plasma-Live") { builds(first: 1) { nodes { nvr } } } }');
  const [{ nvr }] = data.image.builds.nodes;
  gateway.forget();
  const question = `{ decision(request: { action: PROMOTE_BUILD, build: { nvr: "${nvr}" }, tag: "main" }) { ${DECISION} } }`;
  expect((await askAs(RITA, question)).data.decision).toMatchObject({
    allowed: true,
    determinedBy: [{ id: "releng-promotes" }],
  });
  expect(calls()).toEqual(["getBuild", "getBuildType"]);
  expect(gateway.requests).toHaveLength(1);
  expect((await askAs(ALICE, question)).data.decision.reason).toBe(
    `No rule lets alice, who is in kde-sig, promote ${nvr} to main.`,
  );
});

test("what they signed in with is for some steps alone, whatever the rules let them do", async () => {
  const fields = `allowed determinedBy { id } reason remedy`;
  const query = `{
    image(name: "Aurora-Plasma-Live") { may(action: BUILD_IMAGE) { ${fields} } cancel: may(action: CANCEL_TASK) { ${fields} } }
    viewer { may(action: BUILD_IMAGE, image: "Aurora-Plasma-Live") { ${fields} } }
    decision(request: { action: BUILD_IMAGE, image: "Aurora-Plasma-Live" }) { ${fields} }
  }`;
  const refused = (scope: string) => ({
    allowed: false,
    determinedBy: [],
    reason: `The token that rita signed in with is for ${scope}, not for BUILD_IMAGE.`,
    remedy: "Sign in with a token that is for BUILD_IMAGE; koji-image token create --action BUILD_IMAGE makes one.",
  });
  const some = await askAs({ ...RITA, actions: ["CANCEL_TASK"] }, query);
  expect([some.data.image.may, some.data.viewer.may, some.data.decision]).toEqual(
    Array.from({ length: 3 }, () => refused("CANCEL_TASK")),
  );
  expect(some.data.image.cancel).toMatchObject({ allowed: true, determinedBy: [{ id: "releng-tasks" }] });
  const none = await askAs({ ...RITA, actions: [] }, query);
  expect(none.data.decision).toEqual(refused("reading alone"));
  expect(none.data.image.cancel.allowed).toBe(false);
  // A scope widens nothing.
  const wide = await askAs({ ...ALICE, actions: ["BUILD_IMAGE"] }, query);
  expect(wide.data.decision).toMatchObject({ allowed: false, reason: expect.stringMatching(/^No rule lets alice/u) });
});

test("an image tells its rules, and what may be done to it in general", async () => {
  const { data, errors } = await askAs(
    RITA,
    `{ image(name: "Aurora-Plasma-Live") { policies { id } promote: may(action: PROMOTE_BUILD, target: "main-compose") { ${DECISION} } cancel: may(action: CANCEL_TASK) { ${DECISION} } } }`,
  );
  expect(errors).toBeUndefined();
  const ids = data.image.policies.map(({ id }: { id: string }) => id);
  expect(ids).toEqual([
    "group-scratch",
    "releng-builds",
    "known-sources",
    "known-repos",
    "background-waits",
    "releng-promotes",
    "freeze",
    "releng-tasks",
  ]);
  expect(data.image.promote.allowed).toBe(true);
  expect(data.image.cancel.determinedBy).toEqual([{ id: "releng-tasks" }]);
  expect(calls()).toEqual(["getBuildTarget"]);
});

test.each([
  ["BUILD_IMAGE", "", /^image is not given/u],
  ["CANCEL_TASK", "", /^taskId is not given/u],
  ["RESUBMIT_TASK", "taskId: 1", /^taskId is 1, which the hub does not know/u],
  ["PROMOTE_BUILD", 'tag: "main"', /^build is not given/u],
  ["UNTAG_BUILD", 'build: { nvr: "No-Build-1-1" }', /^build is "No-Build-1-1", which the hub does not know/u],
])("%s of nothing there is (%s) is a bad argument", async (action, more, message) => {
  const { errors } = await gateway.ask(`{ decision(request: { action: ${action}, ${more} }) { allowed } }`);
  expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(message), extensions: { code: "BAD_ARGUMENT" } });
});
