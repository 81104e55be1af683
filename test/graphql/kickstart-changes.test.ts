import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createKickstartRepository } from "../../sample/kickstarts/repository.ts";
import { startAlteringProxy } from "../support/altering-proxy.ts";
import { gatewayOver, gatewayOverSample, hubService, NOW, type TestGateway } from "../support/gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample({ kickstarts: true });
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.forget();
  gateway.kickstarts?.gitRuns();
});

const { commitAt } = createKickstartRepository(NOW);
const DAY_MS = 86_400_000;

type Build = { id: string; nvr: string; createdAt: string; target: { name: string }; definition: { ref: string } };

const BUILDS = `query ($filter: BuildFilter, $after: String) { builds(first: 100, filter: $filter, after: $after) {
  pageInfo { endCursor } nodes { ... on ImageBuild {
    id nvr createdAt target { name } definition { ... on KickstartDefinition { ref } } } } } }`;

/** The good builds of an image for a target, newest first: the last two hundred. */
async function buildsOf(image: string, target = "main-compose"): Promise<Build[]> {
  const filter = { image, type: "image", state: ["COMPLETE", "DELETED"] };
  const { data: first } = await gateway.ask(BUILDS, { filter });
  const { data: second } = await gateway.ask(BUILDS, { filter, after: first.builds.pageInfo.endCursor });
  gateway.forget();
  const all: Build[] = [...first.builds.nodes, ...second.builds.nodes];
  return all.filter((build) => build.target?.name === target);
}

const COMMITS = `query ($id: ID!, $since: ID) { node(id: $id) { ... on ImageBuild {
  changes(since: $since) { from { nvr } commits { hash subject author authoredAt url } } } } }`;

async function commits(to: Build | undefined, since: Build | undefined, from = gateway): Promise<string[]> {
  const { data, errors } = await from.ask(COMMITS, { id: to?.id, since: since?.id });
  expect(errors).toBeUndefined();
  return data.node.changes.commits.map(({ subject }: { subject: string }) => subject);
}

/** The newest that was made so many days ago or earlier. */
function before(builds: readonly Build[], days: number): Build {
  const found = builds.find(({ createdAt }) => Date.parse(createdAt) <= NOW.getTime() - days * DAY_MS);
  if (found === undefined) throw new Error(`There is no build of ${days} days ago.`);
  return found;
}

test("commits between two builds are those that touched the kickstart or what it includes, newest first", async () => {
  const builds = await buildsOf("Aurora-Plasma-Live");
  const [newest] = builds;
  expect(await commits(newest, before(builds, 4))).toEqual(["plasma: leave the mail programs out"]);
  expect(await commits(newest, before(builds, 9))).toEqual([
    "plasma: leave the mail programs out",
    "plasma: its packages in a file of their own",
  ]);
  expect(await commits(newest, before(builds, 1))).toEqual([]);
  const disks = await buildsOf("Aurora-Server-vSphere");
  expect(await commits(disks[0], before(disks, 11))).toEqual([
    "server-vsphere: the tools of its host",
    "disk-base: no packages that others only recommend",
  ]);
});

test("each commit tells who made it, when, and where its page is", async () => {
  const builds = await buildsOf("Aurora-Plasma-Live");
  const { data } = await gateway.ask(COMMITS, { id: builds[0]?.id, since: before(builds, 4)?.id });
  const hash = commitAt("main", NOW.getTime());
  expect(data.node.changes.commits).toEqual([
    {
      hash,
      subject: "plasma: leave the mail programs out",
      author: "Bob",
      authoredAt: "2026-03-16T10:00:00.000Z",
      url: `${gateway.hub.kickstarts.url.replace(/\.git$/u, "")}/commit/${hash}`,
    },
  ]);
});

test("an older build compared with a newer one has the same commits between them", async () => {
  const builds = await buildsOf("Aurora-Plasma-Live");
  expect(await commits(before(builds, 4), builds[0])).toEqual(["plasma: leave the mail programs out"]);
});

test("builds of two branches have what either has alone", async () => {
  const [main, next] = [await buildsOf("Aurora-Plasma-Live"), await buildsOf("Aurora-Plasma-Live", "next-compose")];
  expect(await commits(main[0], next[0])).toEqual([
    "plasma: leave the mail programs out",
    "Packages come from the released branch",
  ]);
});

test("history is walked once for each commit, however many builds are compared", async () => {
  const fresh = await gatewayOverSample({ kickstarts: true });
  const builds = await buildsOf("Aurora-Plasma-Live");
  const ids = builds.slice(0, 20).map(({ id }) => id);
  const { data, errors } = await fresh.ask(
    "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ImageBuild { nvr changes { commits { subject } } } } }",
    { ids },
  );
  expect(errors).toBeUndefined();
  const all: { changes: { commits: unknown[] } | null }[] = data.nodes;
  expect(all.reduce((sum, { changes }) => sum + (changes?.commits.length ?? 0), 0)).toBeGreaterThan(0);
  const runs = fresh.kickstarts?.gitRuns() ?? [];
  const counts = (word: string) => runs.filter((run) => run === word).length;
  const refs = new Set(builds.map(({ definition }) => definition.ref)).size;
  for (const word of ["log", "ls-tree", "cat-file", "rev-parse"]) expect(counts(word)).toBeLessThanOrEqual(refs);
  await fresh.close();
});

test("a build that names a branch says nothing of what it was made from", async () => {
  const builds = await buildsOf("Aurora-Plasma-Live");
  const proxy = await startAlteringProxy(gateway.hub.hubUrl);
  proxy.alter = (body) => body.replaceAll(builds[0]?.definition.ref ?? "", "origin/main");
  const altered = gatewayOver(
    [hubService("sample", gateway.hub, { url: proxy.url })],
    undefined,
    gateway.kickstarts === null ? {} : { kickstarts: gateway.kickstarts },
  );
  const { data, errors } = await altered.ask(COMMITS, { id: builds[0]?.id, since: before(builds, 9)?.id });
  expect(errors).toBeUndefined();
  expect(data.node.changes.commits).toEqual([]);
  await altered.close();
  await proxy.close();
});

test("images without kickstarts, and builds of repositories that are not here, have no commits", async () => {
  const kiwi = await buildsOf("Aurora-Cosmic-Live");
  expect(await commits(kiwi[0], kiwi.at(-1))).toEqual([]);
  const builds = await buildsOf("Aurora-Plasma-Live");
  const bare = gatewayOver([hubService("sample", gateway.hub)]);
  const { data, errors } = await bare.ask(COMMITS, { id: builds[0]?.id, since: before(builds, 9)?.id });
  expect(errors).toBeUndefined();
  expect(data.node.changes.commits).toEqual([]);
  await bare.close();
});
