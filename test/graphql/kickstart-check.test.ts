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

const QUERY = `query ($source: String!, $path: String, $release: String) {
  checkKickstart(source: $source, path: $path, release: $release) {
    valid flattened packages { packages environment } problems { severity code message file line includedFrom } } }`;

async function check(variables: { source: string; path?: string; release?: string }) {
  const answer = await gateway.ask(QUERY, variables);
  expect(gateway.requests).toEqual([]);
  return { ...answer.data?.checkKickstart, errors: answer.errors };
}

const codes = ({ problems }: { problems: { code: string }[] }) => problems.map(({ code }) => code);

test("a text that stands alone is parsed, checked and flattened, and no repository is read", async () => {
  const source = "lang en_US.UTF-8\npart / --size 5000\n\n%packages\n@^workstation-product-environment\nvim\n%end\n";
  expect(await check({ source })).toEqual({
    valid: true,
    flattened: source,
    packages: { packages: ["vim"], environment: "workstation-product-environment" },
    problems: [],
    errors: undefined,
  });
  expect(gateway.kickstarts?.gitRuns()).toEqual([]);
});

test("what stands alone includes nothing", async () => {
  const { valid, flattened, problems } = await check({ source: "%include aurora-live-base.ks\n" });
  expect([valid, flattened]).toEqual([false, null]);
  expect(problems).toMatchObject([{ code: "missing-include", file: "kickstart.ks", line: 1 }]);
});

test("with a path it may include what lies in the default repository, from where it will lie", async () => {
  const source = "%include ../aurora-live-base.ks\npart / --size 5000\n";
  const checked = await check({ source, path: "live/new.ks" });
  expect(checked).toMatchObject({ valid: true, problems: [] });
  expect(checked.packages.packages).toContain("livesys-scripts");
  expect(checked.flattened).toContain("systemctl enable livesys.service");
  expect(checked.flattened).not.toMatch(/^%include/mu);
  expect((await check({ source, path: "new.ks" })).valid).toBe(false);
  expect((await check({ source: FILES["aurora-live-plasma.ks"] ?? "", path: "./aurora-live-plasma.ks" })).valid).toBe(
    true,
  );
});

test("a problem of an included file tells how the reader came there", async () => {
  const { problems } = await check({ source: "%include aurora-live-classic.ks\n", path: "mine.ks" });
  expect(problems[0]).toMatchObject({
    severity: "ERROR",
    code: "removed-command",
    file: "aurora-live-classic.ks",
    line: 1,
    includedFrom: ["mine.ks:1"],
  });
});

test("a text takes the place of the file that is there, and may not include itself through others", async () => {
  const changed = `${FILES["aurora-live-base.ks"]}\n%include aurora-live-plasma.ks\n`;
  const { valid, problems } = await check({ source: changed, path: "aurora-live-base.ks" });
  expect(valid).toBe(false);
  expect(problems).toMatchObject([{ code: "include-cycle", file: "aurora-live-plasma.ks", line: 2 }]);
  expect(codes(await check({ source: "%include a.ks\n", path: "a.ks" }))).toEqual(["include-cycle"]);
});

test("the release that counts may be named", async () => {
  const source = "install\nlang en_US.UTF-8\n";
  expect(codes(await check({ source }))).toEqual(["removed-command"]);
  expect(await check({ source, release: "f30" })).toMatchObject({
    flattened: expect.stringContaining("#version=F30\n"),
  });
  expect(codes(await check({ source: `#version=RHEL7\n${source}` }))).toEqual([]);
  expect((await check({ source, release: "F99" })).errors).toMatchObject([
    {
      message: expect.stringMatching(/^release is "F99", whose kickstarts cannot be checked/u),
      extensions: { code: "BAD_ARGUMENT" },
    },
  ]);
});

test.each(["../out.ks", "/etc/passwd", "a/../../out.ks", "..", ".", "live/"])(
  "the path %s is no file inside a repository",
  async (path) => {
    const { errors } = await check({ source: "lang en", path });
    expect(errors).toMatchObject([
      {
        message: `path is "${path}", which is no file inside a repository; give one such as live/kde.ks.`,
        extensions: { code: "BAD_ARGUMENT" },
      },
    ]);
  },
);

test.each([
  "/etc/passwd",
  "../../../etc/passwd",
  "file:///etc/passwd",
  "https://example.org/a.ks",
  "~/.netrc",
  "$HOME/x.ks",
])("%%include %s reads nothing outside the repository", async (written) => {
  const checked = await check({ source: `%include ${written}\n%post\n%include ${written}\n%end\n`, path: "mine.ks" });
  expect(checked.errors).toBeUndefined();
  expect(checked.problems.length).toBeGreaterThan(0);
  for (const { code } of checked.problems)
    expect(code).toMatch(/^(?:include-outside|include-not-fetched|missing-include)$/u);
  expect(JSON.stringify(checked)).not.toContain("root:");
});

test("a text that is no kickstart is told so", async () => {
  const bytes = Array.from({ length: 5_000 }, (_, index) => String.fromCharCode((index * 7919) % 256)).join("");
  const binary = await check({ source: bytes });
  expect(binary.errors).toBeUndefined();
  expect(binary.valid).toBe(false);
  expect((await check({ source: "%packages\n\u001b[31mred\u0007\n" })).errors).toBeUndefined();
  expect(await check({ source: "" })).toMatchObject({ valid: true, problems: [], errors: undefined });
});

test("a text that is too long is refused, with the bound", async () => {
  const { errors } = await check({ source: "#".repeat(1_000_000) });
  expect(errors).toMatchObject([
    { message: "source has 1000000 characters; give 262144 at most.", extensions: { code: "BAD_ARGUMENT" } },
  ]);
});

test("what asks for endless work is told its first thousand problems", async () => {
  const { valid, problems } = await check({
    source: "%include a.ks\n%include aurora-live-base.ks\n".repeat(4_000),
    path: "a.ks",
  });
  expect(valid).toBe(false);
  expect(problems.length).toBeLessThanOrEqual(1001);
});
