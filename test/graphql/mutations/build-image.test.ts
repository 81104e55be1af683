import { afterAll, beforeEach, expect, test } from "vitest";
import { actingGateway, type Someone } from "../../support/acting-gateway.ts";
import { BUILD_IMAGE } from "../../support/mutations.ts";

const gateway = await actingGateway();
afterAll(gateway.close);
beforeEach(gateway.clear);

const build = async (someone: Someone | null, input: object) => {
  const { data, errors } = await gateway.askAs(someone, BUILD_IMAGE, { input });
  expect(errors).toBeUndefined();
  return data.buildImage;
};

const PLASMA = { image: "Aurora-Plasma-Live", target: "next-compose" };
const KICKSTART = {
  kickstart: "aurora-live-plasma.ks",
  kickstartUrl: "git+https://git.aurora.example.org/k.git?#main",
};
const FULL = { image: "My-Image", target: "main-compose", version: "45", arches: ["x86_64"] };

const newest = async (first = 1) =>
  (await gateway.ledger.page({}, { first, olderThan: null })).entries.map(
    ({ viewer, action, subject, allowed, outcome, task, policies }) => ({
      viewer,
      action,
      subject,
      allowed,
      outcome,
      task,
      policies,
    }),
  );

test("a driver disk of the catalogue is built, which nobody can order in full", async () => {
  const answer = await build("sample-releng", { image: "Aurora-Drivers-Storage", target: "main-compose" });
  expect(answer).toMatchObject({
    __typename: "BuildImageSuccess",
    task: { method: "dudBuild", state: "FREE", scratch: true, owner: { name: "releng" } },
    kojiCommand: expect.stringMatching(/^koji dud-build --scratch .* main-compose Aurora-Drivers-Storage Main kmod-/u),
  });
  expect(gateway.writes()).toEqual(["dudBuild by releng"]);
});

test("image and target suffice: the rest is the catalogue's", async () => {
  const answer = await build("sample-sig", PLASMA);
  expect(answer).toMatchObject({
    __typename: "BuildImageSuccess",
    replayed: false,
    task: { method: "livemedia", state: "FREE", priority: 20, scratch: true, owner: { name: "alice" } },
    decision: { allowed: true, action: "BUILD_SCRATCH_IMAGE", determinedBy: [{ id: "group-scratch" }] },
  });
  expect(answer.task.request).toMatchObject({
    name: "Aurora-Plasma-Live",
    arches: ["x86_64", "aarch64"],
    target: "next-compose",
    ksfile: "aurora-live-plasma.ks",
  });
  expect(answer.kojiCommand).toMatch(
    /^koji spin-livemedia --scratch .* next-compose x86_64,aarch64 aurora-live-plasma\.ks$/u,
  );
  expect(gateway.writes()).toEqual(["buildImage by alice"]);
  expect(await newest()).toEqual([
    {
      viewer: "alice",
      action: "BUILD_SCRATCH_IMAGE",
      subject: "Aurora-Plasma-Live for next-compose, scratch",
      allowed: true,
      outcome: "DONE",
      task: answer.task.kojiId,
      policies: ["group-scratch"],
    },
  ]);
});

test("what the input says counts before the catalogue", async () => {
  const input = { ...PLASMA, version: "46", release: "7", arches: ["x86_64"], background: true, allowDuplicate: true };
  const answer = await build("sample-sig", { ...input, repos: ["https://git.aurora.example.org/$basearch"] });
  expect(answer).toMatchObject({ task: { priority: 25 } });
  expect(answer.task.request).toMatchObject({
    version: "46",
    arches: ["x86_64"],
    opts: { release: "7", repo: ["https://git.aurora.example.org/$basearch"] },
  });
});

const LIVE = { ...KICKSTART, kickstartVersion: "F45" };
const METHODS: readonly (readonly [string, object, string, string])[] = [
  ["livecd", { livecd: { ...LIVE, volumeId: "My-Label" } }, "buildImage", "livecd"],
  ["appliance", { appliance: { ...LIVE, vcpu: 2, vmem: 2048 } }, "buildImage", "appliance"],
  ["livemedia", { livemedia: { ...LIVE, installTreeUrl: "https://example.org/os" } }, "buildImage", "livemedia"],
  [
    "image",
    {
      image: {
        ...LIVE,
        installTreeUrl: "https://example.org/$arch/os",
        distro: "Fedora-45",
        formats: ["qcow2", "raw"],
        factoryParameters: [{ key: "a", value: "b" }],
      },
    },
    "buildImageOz",
    "image",
  ],
  [
    "indirection",
    {
      indirection: {
        template: "web.tdl",
        templateUrl: KICKSTART.kickstartUrl,
        resultsLocation: "/out",
        baseImageTask: 7,
        utilityImageBuild: "U-1-1",
      },
    },
    "buildImageIndirection",
    "indirectionimage",
  ],
  [
    "kiwi",
    { kiwi: { descriptionUrl: KICKSTART.kickstartUrl, descriptionPath: "teams/x.kiwi", profile: "Live" } },
    "kiwiBuild",
    "kiwiBuild",
  ],
  ["osbuild", { osbuild: { distro: "fedora-45", imageType: "ami" } }, "osbuildImage", "osbuildImage"],
  [
    "imageBuilder",
    { imageBuilder: { imageType: "wsl", blueprint: { name: "x" }, seed: "42", preview: true } },
    "imageBuilderBuild",
    "imageBuilderBuild",
  ],
];

test.each(METHODS)("in full by %s", async (name, method, call, task) => {
  const scratch = name !== "osbuild";
  const input = { ...FULL, image: `By-${name}`, ...(scratch ? {} : { scratch, skipTag: true }), method };
  const answer = await build("sample-releng", input);
  expect(answer).toMatchObject({
    __typename: "BuildImageSuccess",
    task: { method: task, owner: { name: "releng" }, scratch },
  });
  expect(gateway.writes()).toEqual([`${call} by releng`]);
});

test("kiwi takes arches, and a version, from elsewhere when none are given", async () => {
  const kiwi = { descriptionUrl: KICKSTART.kickstartUrl, descriptionPath: "teams/y.kiwi" };
  const answer = await build("sample-releng", { image: "Kiwi", target: "main-compose", method: { kiwi } });
  expect(answer).toMatchObject({ __typename: "BuildImageSuccess", task: { request: { arches: [] } } });
  expect(answer.task.request.opts).not.toHaveProperty("version");
  expect(answer.kojiCommand).not.toContain("--version");
});

test("the same image is not built twice at once, unless that is wanted", async () => {
  const image = { ...FULL, image: "Twice", method: { livemedia: LIVE } };
  const first = await build("sample-releng", image);
  gateway.clear();
  const second = await build("sample-releng", image);
  expect(second).toMatchObject({
    __typename: "DuplicateBuildProblem",
    code: "DUPLICATE_BUILD",
    task: { kojiId: first.task.kojiId },
  });
  expect(second.message).toContain(`by task ${first.task.kojiId}`);
  expect(gateway.writes()).toEqual([]);
  const others = [{ target: "next-compose" }, { image: "Thrice" }, { allowDuplicate: true }];
  for (const other of others) {
    expect(await build("sample-releng", { ...image, ...other })).toMatchObject({ __typename: "BuildImageSuccess" });
  }
});

test("of many who ask for the same at once, one gets it", async () => {
  const image = { ...FULL, image: "At-Once", method: { livemedia: LIVE } };
  const answers = await Promise.all(Array.from({ length: 12 }, () => build("sample-releng", image)));
  const types = answers.map((answer: { __typename: string }) => answer.__typename);
  expect(types.filter((type) => type === "BuildImageSuccess")).toHaveLength(1);
  expect(types.filter((type) => type === "DuplicateBuildProblem")).toHaveLength(11);
  expect(gateway.writes()).toEqual(["buildImage by releng"]);
});

test("who did not sign in is told to, and nothing is asked of the hub", async () => {
  expect(await build(null, PLASMA)).toMatchObject({ __typename: "NotSignedInProblem", code: "NOT_SIGNED_IN" });
  expect(gateway.requests).toEqual([]);
});

test.each([
  ["sample-guest", PLASMA, "BUILD_SCRATCH_IMAGE", "grace"],
  ["sample-sig", { ...PLASMA, scratch: false }, "BUILD_IMAGE", "alice"],
  [
    "sample-releng",
    { ...FULL, repos: ["https://elsewhere.test/os"], scratch: false, skipTag: true, method: { livemedia: LIVE } },
    "BUILD_IMAGE",
    "releng",
  ],
  [
    "sample-releng",
    {
      ...FULL,
      scratch: false,
      skipTag: true,
      method: { livemedia: { ...LIVE, installTreeUrl: "https://elsewhere.test/os" } },
    },
    "BUILD_IMAGE",
    "releng",
  ],
] as const)(
  "what the rules refuse %s is written down, and the hub hears nothing of it",
  async (someone, input, action, viewer) => {
    const answer = await build(someone, input);
    expect(answer).toMatchObject({
      __typename: "PolicyProblem",
      code: "NOT_ALLOWED",
      decision: { allowed: false, action },
    });
    expect(gateway.writes()).toEqual([]);
    expect(gateway.requests.map(({ user }) => user)).not.toContain(viewer);
    expect(await newest()).toMatchObject([{ viewer, action, allowed: false, outcome: "REFUSED", task: null }]);
  },
);

test("what the hub refuses is told in its words, and written down", async () => {
  const input = { ...FULL, image: "Aurora-Plasma-Live", allowDuplicate: true, method: { appliance: LIVE } };
  const answer = await build("sample-sig", input);
  expect(answer).toMatchObject({ __typename: "HubRefusedProblem", code: "HUB_REFUSED", fault: 1004 });
  expect(answer.message).toContain("appliance permission required");
  expect(await newest()).toMatchObject([{ viewer: "alice", outcome: "REFUSED_BY_HUB", allowed: true }]);
});

test("reading is anonymous: a session is used for nothing but what is changed", async () => {
  await build("sample-releng", { ...FULL, image: "Alone", method: { livemedia: LIVE } });
  const own = gateway.requests
    .filter(({ user }) => user !== null)
    .flatMap(({ calls }) => calls.map((call) => call.methodName));
  expect(own).toEqual(["buildImage"]);
});

test("a new build is seen at once: in the answer, and by whoever asks next", async () => {
  const seen = `query Seen($name: String!) { image(name: $name) { attempts(first: 3) { nodes { kojiId state } } } }`;
  const name = "Aurora-MATE-Live";
  await gateway.askAs(null, seen, { name });
  const answer = await build("sample-releng", { image: name, target: "main-compose", allowDuplicate: true });
  gateway.clear();
  const after = await gateway.askAs("sample-guest", seen, { name });
  expect(after.data.image.attempts.nodes[0]).toEqual({ kojiId: answer.task.kojiId, state: "FREE" });
});
