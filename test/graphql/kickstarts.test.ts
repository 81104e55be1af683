import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FILES } from "../../sample/kickstarts/files.ts";
import { gatewayOver, gatewayOverSample, hubService, type TestGateway } from "../support/gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample({ kickstarts: true });
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.forget();
  gateway.kickstarts?.gitRuns();
});

const KICKSTARTS = Object.keys(FILES)
  .filter((path) => path.endsWith(".ks"))
  .toSorted();

type Paths = { path: string }[];
const pathsOf = (nodes: Paths) => nodes.map(({ path }) => path);

/** The paths of all that fit. */
async function fitting(filter: Record<string, unknown>, ref: string | null = null): Promise<string[]> {
  const { data, errors } = await gateway.ask(
    "query ($filter: KickstartFilter, $ref: String) { kickstarts(first: 100, filter: $filter, ref: $ref) { totalCount nodes { path } } }",
    { filter, ref },
  );
  expect(errors).toBeUndefined();
  expect(gateway.requests).toEqual([]);
  expect(data.kickstarts.totalCount).toBe(data.kickstarts.nodes.length);
  return pathsOf(data.kickstarts.nodes);
}

test("all kickstarts of a commit stand in a list by path, in pages from both ends", async () => {
  expect(await fitting({})).toEqual(KICKSTARTS);
  const { data } = await gateway.ask(
    "{ kickstarts(first: 2) { edges { cursor node { path } } pageInfo { hasNextPage hasPreviousPage } } }",
  );
  const { edges, pageInfo } = data.kickstarts;
  expect(pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: false });
  expect(edges.map(({ node }: { node: { path: string } }) => node.path)).toEqual(KICKSTARTS.slice(0, 2));
  const { data: next } = await gateway.ask(
    "query ($after: String) { kickstarts(first: 3, after: $after) { nodes { path } } }",
    { after: edges[1].cursor },
  );
  expect(pathsOf(next.kickstarts.nodes)).toEqual(KICKSTARTS.slice(2, 5));
  const { data: last } = await gateway.ask("{ kickstarts(last: 2) { nodes { path } pageInfo { hasPreviousPage } } }");
  expect(pathsOf(last.kickstarts.nodes)).toEqual(KICKSTARTS.slice(-2));
  expect(gateway.requests).toEqual([]);
});

test("another ref has other kickstarts", async () => {
  expect(await fitting({ pathGlob: "l10n/*" })).toEqual([
    "l10n/aurora-live-plasma-de_DE.ks",
    "l10n/aurora-live-xfce-fr_FR.ks",
  ]);
  expect(await fitting({ pathGlob: "l10n/*" }, "au42")).toEqual(["l10n/aurora-live-plasma-de_DE.ks"]);
  expect(await fitting({ hasProblems: true }, "au42")).not.toContain("aurora-disk-legacy-server.ks");
});

test("a filter by what is included sees through others", async () => {
  const users = await fitting({ includes: "aurora-disk-base.ks" });
  expect(users).toEqual(KICKSTARTS.filter((path) => path.startsWith("aurora-disk-") && path !== "aurora-disk-base.ks"));
  expect(await fitting({ includes: "./snippets/../snippets/motd.ks" })).toEqual([
    "aurora-disk-server-kvm.ks",
    "aurora-disk-server-vsphere.ks",
    "aurora-live-rescue.ks",
  ]);
  expect(await fitting({ includes: "none.ks" })).toEqual([]);
  expect(await fitting({ includes: "../../etc/passwd" })).toEqual([]);
});

test("a filter by package takes names, arches and globs, and not what is cancelled", async () => {
  expect(await fitting({ installsPackage: "greenboot" })).toEqual(["aurora-arm-iot-board.ks"]);
  expect(await fitting({ installsPackage: "astrometry-tycho2" })).toEqual(["aurora-live-astronomy.ks"]);
  expect(await fitting({ installsPackage: "f44-backgrounds-mate" })).toEqual(["aurora-live-mate.ks"]);
  const agents = await fitting({ installsPackage: "qemu-guest-agent" });
  expect(agents).toEqual(["aurora-disk-server-kvm.ks"]);
  expect(await fitting({ installsPackage: "open-vm-tools" })).toEqual(["aurora-disk-server-vsphere.ks"]);
});

test("a filter by problems tells the kickstarts that somebody should look at", async () => {
  const faulty = [
    "aurora-disk-legacy-server.ks",
    "aurora-live-classic.ks",
    "aurora-live-retro.ks",
    "l10n/aurora-live-plasma-de_DE.ks",
    "l10n/aurora-live-xfce-fr_FR.ks",
  ];
  expect(await fitting({ hasProblems: true })).toEqual(faulty);
  const refused = faulty.filter((path) => path !== "aurora-live-retro.ks");
  expect(await fitting({ hasErrors: true })).toEqual(refused);
  expect(await fitting({ hasErrors: false, hasProblems: true })).toEqual(["aurora-live-retro.ks"]);
  expect(await fitting({ hasProblems: false })).toEqual(KICKSTARTS.filter((path) => !faulty.includes(path)));
  expect(await fitting({ hasProblems: true, includes: "aurora-live-base.ks", pathGlob: "aurora-*" })).toEqual([
    "aurora-live-classic.ks",
    "aurora-live-retro.ks",
  ]);
});

test("whatever is asked of a commit, git lists it once and walks its history once", async () => {
  const fresh = await gatewayOverSample({ kickstarts: true });
  const query = `{ problems: kickstarts(first: 100, filter: { hasProblems: true }) { nodes { path } }
    all: kickstarts(first: 100) { nodes { path problems { code } history(first: 1) { nodes { subject } } commit { subject } } }
    base: kickstarts(first: 100, filter: { includes: "aurora-live-base.ks" }) { nodes { includedBy { path } owners { name } } } }`;
  const answers = await Promise.all([fresh.ask(query), fresh.ask(query)]);
  expect(answers[0]?.errors).toBeUndefined();
  expect(answers[1]).toEqual(answers[0]);
  // Its files in two runs; the commit itself, and its history.
  expect(fresh.kickstarts?.gitRuns().toSorted()).toEqual(["cat-file", "log", "log", "ls-tree"]);
  await fresh.ask(query);
  expect(fresh.kickstarts?.gitRuns()).toEqual([]);
  expect(fresh.requests).toEqual([]);
  await fresh.close();
});

test.each([
  [
    "a ref that is not there",
    '{ kickstarts(ref: "gone") { totalCount } }',
    'ref is "gone", which is no branch, tag or commit of the repository; give one of its refs.',
  ],
  [
    "a repository that is not configured",
    '{ kickstarts(repository: "other") { totalCount } }',
    'repository is "other", which is not configured here; give one of "aurora-kickstarts".',
  ],
  [
    "a repository that is not configured",
    '{ kickstart(path: "a.ks", repository: "https://example.org/x.git") { path } }',
    'repository is "https://example.org/x.git", which is not configured here; give one of "aurora-kickstarts".',
  ],
  ["a page too large", "{ kickstarts(first: 101) { totalCount } }", expect.stringMatching(/^first is 101/u)],
  [
    "an empty path",
    '{ kickstart(path: "") { path } }',
    "path is empty; give a value, or leave it out if it is optional.",
  ],
])("%s is refused: %s", async (_what, query, message) => {
  const { errors } = await gateway.ask(query);
  expect(errors).toMatchObject([{ message, extensions: { code: "BAD_ARGUMENT" } }]);
  expect(gateway.requests).toEqual([]);
});

test.each([
  { path: "none.ks" },
  { path: "aurora-live-plasma.ks", ref: "gone" },
  { path: "aurora-live-plasma.ks", ref: "main~1" },
  { path: "../aurora-kickstarts/aurora-live-plasma.ks" },
  { path: "/etc/passwd" },
  { path: "l10n" },
  { path: "." },
  { path: "l10n/aurora-live-xfce-fr_FR.ks", ref: "au42" },
])("%j is no kickstart, which is no error", async (variables) => {
  const { data, errors } = await gateway.ask(
    "query ($path: String!, $ref: String) { kickstart(path: $path, ref: $ref) { path } }",
    variables,
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({ kickstart: null });
});

test("a repository is found by its name, and by its address in any spelling", async () => {
  const names = [
    "aurora-kickstarts",
    gateway.hub.kickstarts.url,
    "git+https://git.aurora.example.org/aurora-kickstarts.git",
    "ssh://git@git.aurora.example.org/aurora-kickstarts",
  ];
  for (const repository of names) {
    const { data, errors } = await gateway.ask(
      'query ($repository: String) { kickstart(repository: $repository, path: "./l10n/../aurora-live-plasma.ks") { path repository { name } } }',
      { repository },
    );
    expect(errors).toBeUndefined();
    expect(data.kickstart).toEqual({ path: "aurora-live-plasma.ks", repository: { name: "aurora-kickstarts" } });
  }
});

test("without a repository the list of them is empty, and questions about kickstarts say what is missing", async () => {
  const bare = gatewayOver([hubService("sample", gateway.hub)]);
  const { data, errors } = await bare.ask(
    '{ kickstartRepositories { name } kickstart(path: "a.ks") { path } checkKickstart(source: "lang en", path: "a.ks") { valid } }',
  );
  expect(data).toEqual({ kickstartRepositories: [], kickstart: null, checkKickstart: { valid: true } });
  expect(errors).toMatchObject([
    { message: "No kickstart repository is configured here; name one under `kickstarts`." },
  ]);
  await bare.close();
});

test("a question that would fan out over all files again and again is refused before anything is read", async () => {
  const { errors } = await gateway.ask(
    "{ kickstarts(first: 50) { nodes { includedBy { includeClosure { includedBy { path } } } } } }",
  );
  expect(errors).toMatchObject([
    {
      message: expect.stringMatching(/^The query may answer with \d+ objects, more than/u),
      extensions: { code: "TOO_COSTLY" },
    },
  ]);
  const { errors: none } = await gateway.ask(
    "{ kickstarts(first: 100) { nodes { includedBy { path } includeClosure { path } } } }",
  );
  expect(none).toBeUndefined();
});
