import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FILES } from "../../sample/kickstarts/files.ts";
import { gatewayOverSample, type TestGateway } from "../support/gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample({ kickstarts: true });
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.forget();
  gateway.kickstarts?.gitRuns();
});

const gitRuns = () => gateway.kickstarts?.gitRuns();

/** The answer, which must be without errors and must not have asked the hub. */
async function ask(query: string, variables?: Record<string, unknown>) {
  const { data, errors } = await gateway.ask(query, variables);
  expect(errors).toBeUndefined();
  expect(gateway.requests).toEqual([]);
  return data;
}

const PLASMA = "aurora-live-plasma.ks";
const of = async (path: string, fields: string) =>
  (await ask(`query ($path: String!) { kickstart(path: $path) { ${fields} } }`, { path })).kickstart;

test("a repository tells its name, address, default, head, branches and tags", async () => {
  const { kickstartRepositories } = await ask(
    "{ kickstartRepositories { name url defaultRef refs fetchedAt problem head { hash author authoredAt subject url } } }",
  );
  const { url } = gateway.hub.kickstarts;
  const hash = expect.stringMatching(/^[0-9a-f]{40}$/u);
  const subject = "plasma: leave the mail programs out";
  expect(kickstartRepositories).toEqual([
    {
      name: "aurora-kickstarts",
      url,
      defaultRef: "main",
      refs: ["au42", "main", "next"],
      fetchedAt: expect.stringMatching(/^\d{4}-/u),
      problem: null,
      head: { hash, author: "Bob", authoredAt: "2026-03-16T10:00:00.000Z", subject, url: expect.any(String) },
    },
  ]);
  const [{ head }] = kickstartRepositories;
  expect(head.url).toBe(`${url.replace(/\.git$/u, "")}/commit/${head.hash}`);
});

test("a kickstart is its text at a commit, and what it takes in", async () => {
  const kickstart = await of(
    PLASMA,
    `path source repository { name } commit { hash subject }
     includes { path line file target { path commit { hash } } } includeClosure { path }`,
  );
  const { hash } = kickstart.commit;
  const line = (path: string, number: number) => ({
    path,
    line: number,
    file: PLASMA,
    target: { path, commit: { hash } },
  });
  expect(kickstart).toEqual({
    path: PLASMA,
    source: FILES[PLASMA],
    repository: { name: "aurora-kickstarts" },
    commit: { hash, subject: "plasma: leave the mail programs out" },
    includes: [
      line("aurora-live-base.ks", 2),
      line("aurora-live-minimization.ks", 3),
      line("aurora-plasma-packages.ks", 4),
    ],
    includeClosure: [
      { path: "aurora-live-base.ks" },
      { path: "aurora-repo-main.ks" },
      { path: "aurora-live-minimization.ks" },
      { path: "aurora-plasma-packages.ks" },
    ],
  });
});

test("an include that cannot be found has no target, and is a problem", async () => {
  const { includes, includeClosure, flattened, problems } = await of(
    "l10n/aurora-live-xfce-fr_FR.ks",
    "includes { path line target { path } } includeClosure { path } flattened problems { severity code message file line includedFrom }",
  );
  expect(includes).toEqual([{ path: "aurora-livecd-xfce.ks", line: 1, target: null }]);
  expect(includeClosure).toEqual([]);
  expect(flattened).toBeNull();
  expect(problems).toEqual([
    {
      severity: "ERROR",
      code: "missing-include",
      message: expect.stringContaining("aurora-livecd-xfce.ks"),
      file: "l10n/aurora-live-xfce-fr_FR.ks",
      line: 1,
      includedFrom: [],
    },
  ]);
});

test("who takes a file in, through others too, is answered from one index of the commit", async () => {
  const { includedBy } = await of("aurora-repo-main.ks", "includedBy { path }");
  const paths = includedBy.map(({ path }: { path: string }) => path);
  expect(paths).toContain("aurora-live-base.ks");
  expect(paths).toContain("aurora-live-astronomy.ks");
  expect(paths).toContain("l10n/aurora-live-plasma-de_DE.ks");
  expect(paths).toEqual(paths.toSorted());
  expect(paths.length).toBeGreaterThan(20);
  gitRuns();
  const fragments = await ask(
    `{ base: kickstart(path: "aurora-live-base.ks") { includedBy { path includedBy { path } } }
       none: kickstart(path: "aurora-live-xfce.ks") { includedBy { path } } }`,
  );
  expect(fragments.none.includedBy).toEqual([]);
  expect(fragments.base.includedBy.length).toBeGreaterThan(15);
  expect(gitRuns()).toEqual([]);
});

test("commands, packages and scripts are those of the file and of all that it includes", async () => {
  const { part, all, packages, scripts } = await of(
    PLASMA,
    `part: commands(name: "part") { name arguments file line } all: commands { name file }
     packages { packages groups environment excludedPackages excludedGroups options }
     scripts { section interpreter chroot errorOnFail log body file line }`,
  );
  expect(part).toEqual([
    { name: "part", arguments: ["/", "--size", "8576", "--fstype", "ext4"], file: PLASMA, line: 6 },
  ]);
  expect(all[0]).toEqual({ name: "lang", file: "aurora-live-base.ks" });
  expect(packages).toEqual({
    packages: expect.arrayContaining(["kernel", "kde-l10n", "plasma-welcome-aurora"]),
    groups: expect.arrayContaining(["core", "plasma-apps"]),
    environment: "plasma-desktop-environment",
    excludedPackages: expect.arrayContaining(["gfs2-utils", "kdepim-addons", "tracker*"]),
    excludedGroups: ["admin-tools", "dial-up"],
    options: [],
  });
  expect(
    scripts.map(({ section, chroot, file, line }: Record<string, unknown>) => [section, chroot, file, line]),
  ).toEqual([
    ["%post", true, "aurora-live-base.ks", 46],
    ["%post", false, "aurora-live-base.ks", 62],
    ["%post", true, PLASMA, 13],
  ]);
  const base = await of("aurora-disk-base.ks", "packages { options }");
  expect(base.packages.options).toEqual(["--exclude-weakdeps"]);
  const disk = await of("aurora-disk-server-kvm.ks", "scripts { interpreter errorOnFail log body }");
  expect(disk.scripts[0]).toMatchObject({ interpreter: "/bin/sh", errorOnFail: true, log: "/root/disk-base.log" });
  expect(disk.scripts[1]).toEqual({
    interpreter: "/usr/bin/python3",
    errorOnFail: false,
    log: null,
    body: expect.stringMatching(/^from pathlib import Path\n/u),
  });
});

test("problems depend on the release, which the file, the caller or nobody names", async () => {
  const path = "aurora-live-classic.ks";
  const { newest, old, flattened } = await of(
    path,
    'newest: problems { code file line } old: problems(release: "F22") { code } flattened(release: "F22")',
  );
  expect(newest.map(({ code }: { code: string }) => code)).toContain("removed-command");
  expect(old).toEqual([{ code: "removed-option" }]);
  expect(flattened).toMatch(/^#version=F22$/mu);
  const unknown = await gateway.ask(`{ kickstart(path: "${path}") { path problems(release: "F7") { code } } }`);
  expect(unknown.errors).toMatchObject([
    {
      message: expect.stringMatching(
        /^release is "F7", whose kickstarts cannot be checked; give F21 to F45, or one of RHEL7/u,
      ),
      extensions: { code: "BAD_ARGUMENT" },
    },
  ]);
});

test("history is of the file and of all that it includes, newest first, in pages that stay where they are", async () => {
  const subjects = (page: { nodes: { subject: string }[] }) => page.nodes.map(({ subject }) => subject);
  const first = await of(PLASMA, "history(first: 2) { nodes { subject author } pageInfo { endCursor hasNextPage } }");
  expect(first.history.nodes).toEqual([
    { subject: "plasma: leave the mail programs out", author: "Bob" },
    { subject: "plasma: its packages in a file of their own", author: "Bob" },
  ]);
  expect(gitRuns()).toEqual(expect.arrayContaining(["log"]));
  const { endCursor } = first.history.pageInfo;
  const next = await of(
    PLASMA,
    `history(first: 5, after: "${endCursor}") { nodes { subject } pageInfo { hasNextPage } }`,
  );
  expect(subjects(next.history)).toEqual([
    "live-base: the machine's id is made on first boot",
    "Kickstarts of Aurora 42",
  ]);
  expect(next.history.pageInfo.hasNextPage).toBe(false);
  const { history } = await of("aurora-xfce-packages.ks", "history { nodes { subject } }");
  expect(subjects(history)).toEqual(["Kickstarts of Aurora 42"]);
  expect(gitRuns()).toEqual([]);
});

test("a diff tells what became different since another commit, in lines and in meaning", async () => {
  const { diff } = await of(
    PLASMA,
    `diff(from: "au42") { unified packagesAdded packagesRemoved groupsAdded groupsRemoved exclusionsAdded
      exclusionsRemoved commandsChanged scriptsChanged }`,
  );
  expect(diff).toMatchObject({
    packagesAdded: ["plasma-welcome-aurora"],
    packagesRemoved: [],
    groupsAdded: ["@plasma-apps --optional"],
    exclusionsAdded: ["kdepim-addons", "ktorrent", "tracker*"],
    scriptsChanged: ["%post"],
  });
  expect(diff.commandsChanged).toEqual(expect.arrayContaining([expect.stringMatching(/^-repo .*updates-/u)]));
  expect(diff.unified).toMatch(/^--- a\/aurora-live-plasma\.ks\n\+\+\+ b\/aurora-live-plasma\.ks\n@@/u);
  expect(diff.unified).toContain("+%include aurora-plasma-packages.ks");
  const { same } = await of(PLASMA, 'same: diff(from: "main") { unified packagesAdded }');
  expect(same).toEqual({ unified: "", packagesAdded: [] });
});

test.each([
  [
    "nowhere",
    "l10n/aurora-live-xfce-fr_FR.ks",
    'from is "nowhere", which is no branch, tag or commit of aurora-kickstarts',
  ],
  ["au42", "l10n/aurora-live-xfce-fr_FR.ks", 'from is "au42", where there is no l10n/aurora-live-xfce-fr_FR.ks'],
])("a diff from %s is refused where there is nothing to compare %s with", async (from, path, message) => {
  const { data, errors } = await gateway.ask(
    `{ kickstart(path: "${path}") { path diff(from: "${from}") { unified } } }`,
  );
  expect(data).toEqual({ kickstart: null });
  expect(errors).toMatchObject([
    { message: `${message}; give a ref that has the file.`, extensions: { code: "BAD_ARGUMENT" } },
  ]);
});

test("owners are told by the repository's own list and by the catalogue", async () => {
  expect((await of(PLASMA, "owners { name source contact }")).owners).toEqual([
    { name: "KDE SIG", source: "REPOSITORY", contact: null },
    { name: "kde-sig", source: "CATALOGUE", contact: "kde-sig@lists.example.org" },
  ]);
  expect((await of("aurora-live-xfce.ks", "owners { name source }")).owners).toEqual([
    { name: "alice", source: "REPOSITORY" },
    { name: "desktop-sig", source: "CATALOGUE" },
  ]);
  expect((await of("aurora-live-base.ks", "owners { name }")).owners).toEqual([]);
});

test("the owners of an image are told by its kickstart's repository too", async () => {
  const { data } = await gateway.ask(`{ image(name: "Aurora-Xfce-Live") { owners { name source } }
    images(filter: { owner: "KDE SIG" }) { nodes { name } } }`);
  expect(data.image.owners).toEqual([
    { name: "desktop-sig", source: "CATALOGUE" },
    { name: "alice", source: "REPOSITORY" },
    { name: "alice", source: "KOJI_PACKAGE" },
  ]);
  expect(data.images.nodes).toEqual([{ name: "Aurora-Plasma-Live" }]);
});

test("the images of a kickstart are those that the catalogue makes from it", async () => {
  expect((await of(PLASMA, "images { name }")).images).toEqual([{ name: "Aurora-Plasma-Live" }]);
  expect((await of("aurora-live-base.ks", "images { name }")).images).toEqual([]);
  const { errors } = await gateway.ask(`{ kickstart(path: "${PLASMA}") { images(hub: "other") { name } } }`);
  expect(errors).toMatchObject([{ extensions: { code: "BAD_ARGUMENT" } }]);
});

test("the builds of a kickstart are those whose tasks name it, whichever commit", async () => {
  const { data, errors } = await gateway.ask(`{ kickstart(path: "${PLASMA}", ref: "next") { builds(first: 3) {
    totalCount pageInfo { endCursor hasNextPage }
    nodes { nvr createdAt image { name } definition { ... on KickstartDefinition { path repository ref } } } } } }`);
  expect(errors).toBeUndefined();
  const { nodes, totalCount, pageInfo } = data.kickstart.builds;
  expect(totalCount).toBeGreaterThan(3);
  for (const { image, definition } of nodes) {
    expect(image.name).toBe("Aurora-Plasma-Live");
    expect(definition).toEqual({
      path: PLASMA,
      repository: "https://git.aurora.example.org/aurora-kickstarts.git",
      ref: expect.stringMatching(/^[0-9a-f]{40}$/u),
    });
  }
  const times = nodes.map(({ createdAt }: { createdAt: string }) => createdAt);
  expect(times).toEqual(times.toSorted().toReversed());
  // The window of images in one request, the tasks of their builds in another.
  expect(gateway.requests).toHaveLength(2);
  const { data: next } = await gateway.ask(
    `{ kickstart(path: "${PLASMA}") { builds(first: 100, after: "${pageInfo.endCursor}") { nodes { nvr } } } }`,
  );
  expect(next.kickstart.builds.nodes).toHaveLength(totalCount - 3);
});

test("ids name a file at a commit, and lead back to it", async () => {
  const both = await ask(
    `{ a: kickstart(path: "${PLASMA}") { id commit { hash } } b: kickstart(path: "${PLASMA}", ref: "au42") { id } }`,
  );
  expect(both.a.id).not.toBe(both.b.id);
  const { nodes, node } = await ask(
    `query ($ids: [ID!]!, $id: ID!) { node(id: $id) { __typename id }
      nodes(ids: $ids) { __typename id ... on Kickstart { path packages { environment } commit { hash } } } }`,
    { id: both.b.id, ids: [both.a.id, both.b.id, both.a.id] },
  );
  expect(node).toEqual({ __typename: "Kickstart", id: both.b.id });
  expect(nodes[0]).toMatchObject({ __typename: "Kickstart", id: both.a.id, path: PLASMA, commit: both.a.commit });
  expect(nodes[1]).toMatchObject({ id: both.b.id, packages: { environment: "plasma-desktop-environment" } });
  expect(nodes[2]).toEqual(nodes[0]);
});

test.each([
  ["a repository that is not configured", "Kickstart:other:32e0b9cd8ab6519cf28a31e9d5529c5e8ce81d91:a.ks"],
  ["a commit that is not there", `Kickstart:aurora-kickstarts:${"1".repeat(40)}:aurora-live-plasma.ks`],
  ["a file that is not there", "Kickstart:aurora-kickstarts:main:none.ks"],
  ["a path out of the repository", "Kickstart:aurora-kickstarts:main:../../etc/passwd"],
])("the id of %s names nothing", async (_what, text) => {
  const id = Buffer.from(text).toString("base64url");
  expect(await ask("query ($id: ID!) { node(id: $id) { id } }", { id })).toEqual({ node: null });
});
