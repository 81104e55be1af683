import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { builderText } from "../../sample/kickstarts/builder-text.ts";
import { createKickstartRepository } from "../../sample/kickstarts/repository.ts";
import { startAlteringProxy } from "../support/altering-proxy.ts";
import { gatewayOver, gatewayOverSample, hubService, NOW, type TestGateway } from "../support/gateway.ts";
import { openedLibrary } from "../support/kickstart-library.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample({ kickstarts: true });
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.forget();
  gateway.kickstarts?.gitRuns();
});

const { commitAt, textAt } = createKickstartRepository(NOW);
const calls = () => gateway.requests.flatMap((request) => request.calls.map(({ methodName }) => methodName));

const DEFINITIONS = `query ($filter: BuildFilter) { builds(first: 100, filter: $filter) { nodes { ... on ImageBuild {
  nvr createdAt image { name } task { kojiId } target { name } definition { __typename
    ... on KickstartDefinition { path repository ref kickstart { source commit { hash } } } } } } } }`;

type Definition = {
  path: string;
  repository: string;
  ref: string;
  kickstart: { source: string; commit: { hash: string } };
};
type Build = { nvr: string; createdAt: string; target: { name: string }; definition: Definition };

async function buildsOf(image: string): Promise<Build[]> {
  const { data, errors } = await gateway.ask(DEFINITIONS, { filter: { image, type: "image" } });
  expect(errors).toBeUndefined();
  return data.builds.nodes;
}

test.each(["Aurora-Plasma-Live", "Aurora-Server-KVM", "Aurora-Minimal", "Aurora-Live-Retro"])(
  "every build of %s has its kickstart at the very commit that its task names",
  async (name) => {
    const builds = await buildsOf(name);
    expect(builds.length).toBeGreaterThan(20);
    for (const { createdAt, target, definition } of builds) {
      const { path, repository, ref, kickstart } = definition;
      expect(repository).toBe("https://git.aurora.example.org/aurora-kickstarts.git");
      // Its task was made up to an hour before.
      const [branch, made] = [target.name.replace("-compose", ""), Date.parse(createdAt)];
      expect([commitAt(branch, made), commitAt(branch, made - 3_600_000)]).toContain(ref);
      expect(kickstart).toEqual({ source: textAt(ref, path), commit: { hash: ref } });
    }
    const refs = new Set(builds.map(({ definition }) => definition.ref));
    expect(refs.size).toBeGreaterThan(2);
    // One look at each commit, and its files and its words once.
    const once = [...refs].flatMap(() => ["cat-file", "log", "ls-tree", "rev-parse"]);
    const runs = gateway.kickstarts?.gitRuns() ?? [];
    expect(runs.length).toBeLessThanOrEqual(once.length);
  },
);

const FLATTENED = `query ($nvr: String!) { build(by: { nvr: $nvr }) { ... on ImageBuild { definition {
  ... on KickstartDefinition { path repository ref kickstart { path } flattened } } } } }`;

async function newestBuild(image: string): Promise<{ nvr: string; path: string; ref: string }> {
  const { data } = await gateway.ask(
    `query ($filter: BuildFilter) { builds(first: 1, filter: $filter) { nodes { ... on ImageBuild { nvr definition { ... on KickstartDefinition { path ref } } } } } }`,
    { filter: { image, type: "image", state: ["COMPLETE"] } },
  );
  const [{ nvr, definition }] = data.builds.nodes;
  gateway.forget();
  return { nvr, ...definition };
}

const meaning = (text: string) => text.split("\n").filter((line) => line !== "" && !line.startsWith("repo "));

test("a build of a repository that is here is flattened from there, and the hub is not asked for more", async () => {
  const { nvr, path } = await newestBuild("Aurora-Plasma-Live");
  const { data } = await gateway.ask(FLATTENED, { nvr });
  const { definition } = data.build;
  expect(definition.kickstart).toEqual({ path });
  expect(definition.flattened).toContain("# What every live image has.");
  expect(definition.flattened).not.toMatch(/^%include/mu);
  expect(calls()).toEqual(["getBuild", "getBuildType", "getTaskInfo"]);
});

test.each([
  ["Aurora-Plasma-Live", ["listTaskOutput", "downloadTaskOutput"]],
  ["Aurora-Minimal", ["listTaskOutput", "downloadTaskOutput"]],
  // Oz keeps it with the image, where the web server has it.
  ["Aurora-Server-KVM", []],
])("what %s was made from is known from its builder where the repository is not", async (image, asked) => {
  const { nvr, path, ref } = await newestBuild(image);
  const bare = gatewayOver([hubService("sample", gateway.hub)]);
  const { data, errors } = await bare.ask(FLATTENED, { nvr });
  await bare.close();
  expect(errors).toBeUndefined();
  const { flattened, ...definition } = data.build.definition;
  expect(definition).toEqual({
    path,
    repository: expect.stringContaining("https://git.aurora."),
    ref,
    kickstart: null,
  });
  expect(meaning(flattened)).toEqual(meaning(builderText(path, (other) => textAt(ref, other), "")));
  expect(flattened).toContain('repo --name="koji-override-0"');
  expect(calls().filter((call) => /TaskOutput/u.test(call))).toEqual(asked);
});

test("where the repository cannot be fetched, its kickstarts are an error and the builder's text is there", async () => {
  const { nvr } = await newestBuild("Aurora-Plasma-Live");
  const aliases = gateway.hub.kickstarts.aliases;
  const library = await openedLibrary({ name: "aurora-kickstarts", url: "/nowhere/at/all.git", aliases });
  const cut = gatewayOver([hubService("sample", gateway.hub)], undefined, { kickstarts: library });
  const { data, errors } = await cut.ask(FLATTENED, { nvr });
  expect(data.build.definition.kickstart).toBeNull();
  expect(data.build.definition.flattened).toContain("# Generated by pykickstart");
  expect(errors).toMatchObject([
    {
      message: `The kickstart repository "aurora-kickstarts" cannot be read: '/nowhere/at/all.git' does not appear to be a git repository.`,
      path: ["build", "definition", "kickstart"],
      extensions: { code: "REPOSITORY_UNAVAILABLE" },
    },
  ]);
  const { data: image, errors: none } = await cut.ask('{ image(name: "Aurora-Plasma-Live") { owners { source } } }');
  expect(none).toBeUndefined();
  expect(image.image.owners).toEqual([{ source: "CATALOGUE" }, { source: "KOJI_PACKAGE" }]);
  const { data: of, errors: problems } = await cut.ask("{ kickstartRepositories { name refs head { hash } } }");
  expect(of).toBeNull();
  expect(problems?.map(({ extensions }) => extensions?.["code"])).toContain("REPOSITORY_UNAVAILABLE");
  await cut.close();
  await library.close();
});

test("an uploaded kickstart is known from its builder alone", async () => {
  const { nvr } = await newestBuild("Aurora-Plasma-Live");
  const proxy = await startAlteringProxy(gateway.hub.hubUrl);
  proxy.alter = (body) => body.replaceAll("<name>ksurl</name>", "<name>nothing</name>");
  const library = gateway.kickstarts ?? undefined;
  const altered = gatewayOver([hubService("sample", gateway.hub, { url: proxy.url })], undefined, {
    kickstarts: library,
  });
  const { data, errors } = await altered.ask(FLATTENED, { nvr });
  expect(errors).toBeUndefined();
  expect(data.build.definition).toEqual({
    path: "work/aurora-live-plasma.ks",
    repository: null,
    ref: null,
    kickstart: null,
    flattened: expect.stringContaining("# Generated by pykickstart"),
  });
  await altered.close();
  await proxy.close();
});

test("a build of a commit that the repository lost is known from its builder", async () => {
  const { nvr, ref } = await newestBuild("Aurora-Plasma-Live");
  const proxy = await startAlteringProxy(gateway.hub.hubUrl);
  proxy.alter = (body) => body.replaceAll(ref, "0123456789".repeat(4));
  const library = gateway.kickstarts ?? undefined;
  const altered = gatewayOver([hubService("sample", gateway.hub, { url: proxy.url })], undefined, {
    kickstarts: library,
  });
  const { data, errors } = await altered.ask(FLATTENED, { nvr });
  expect(errors).toBeUndefined();
  expect(data.build.definition).toMatchObject({ ref: "0123456789".repeat(4), kickstart: null });
  expect(data.build.definition.flattened).toContain("# Generated by pykickstart");
  await altered.close();
  await proxy.close();
});

test("where the hub cleared everything away, nothing is said", async () => {
  const { nvr } = await newestBuild("Aurora-Plasma-Live");
  const proxy = await startAlteringProxy(gateway.hub.hubUrl);
  proxy.alter = (body, request) =>
    request.includes("listTaskOutput") ? body.replaceAll(".ks</name>", ".gone</name>") : body;
  const altered = gatewayOver([hubService("sample", gateway.hub, { url: proxy.url })]);
  const { data, errors } = await altered.ask(FLATTENED, { nvr });
  expect(errors).toBeUndefined();
  expect(data.build.definition).toMatchObject({ kickstart: null, flattened: null });
  await altered.close();
  await proxy.close();
});

test("what the catalogue names is read at the default branch", async () => {
  const { data, errors } =
    await gateway.ask(`{ image(name: "Aurora-Plasma-Live") { definition { ... on KickstartDefinition {
    path repository ref kickstart { commit { hash } } flattened } } } }`);
  expect(errors).toBeUndefined();
  expect(data.image.definition).toEqual({
    path: "aurora-live-plasma.ks",
    repository: "aurora-kickstarts",
    ref: null,
    kickstart: { commit: { hash: commitAt("main", NOW.getTime()) } },
    flattened: expect.stringContaining("plasma-welcome-aurora"),
  });
  expect(gateway.requests).toEqual([]);
});

test("images that are made from no kickstart have definitions of their own", async () => {
  const { data } = await gateway.ask(`{ kiwi: image(name: "Aurora-Cosmic-Live") { definition { ...made } }
    osbuild: image(name: "Aurora-Edge-Simplified") { definition { ...made } }
    builder: image(name: "Aurora-IoT-Raw") { definition { ...made } builds(first: 1) { nodes { definition { ...made } } } }
    dud: image(name: "Aurora-Drivers-Storage") { definition { __typename } } }
    fragment made on ImageDefinition { __typename ... on KiwiDefinition { descriptionUrl descriptionPath profile }
      ... on OsbuildDefinition { distro imageType } }`);
  const url = "git+https://git.aurora.example.org/aurora-kiwi-descriptions.git?#origin/main";
  const builder = { __typename: "OsbuildDefinition", distro: "aurora-main", imageType: "iot-raw-xz" };
  expect(data).toEqual({
    kiwi: {
      definition: {
        __typename: "KiwiDefinition",
        descriptionUrl: url,
        descriptionPath: "teams/desktop/desktop.xml",
        profile: "Cosmic-Live",
      },
    },
    osbuild: {
      definition: { __typename: "OsbuildDefinition", distro: "aurora-main", imageType: "edge-simplified-installer" },
    },
    builder: { definition: builder, builds: { nodes: [{ definition: { ...builder, distro: "aurora-43" } }] } },
    dud: { definition: null },
  });
});

test("the command that builds an image names the repository as Koji knows it, though it was never built", async () => {
  const { data, errors } = await gateway.ask(
    '{ image(name: "Aurora-Edu-Live") { procedure { kojiCommand howToBuild } } }',
  );
  expect(errors).toBeUndefined();
  const { kojiCommand, howToBuild } = data.image.procedure;
  expect(kojiCommand).toContain("--ksurl 'git+https://git.aurora.example.org/aurora-kickstarts.git#HEAD'");
  expect(howToBuild).not.toContain("the address of the kickstarts");
});
