import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { PERSISTED_OPERATIONS } from "../../generated/persisted-operations.ts";
import { withAnswers } from "../../scripts/readme-answers.ts";
import { runCli, startCli } from "../cli/run-cli.ts";
import { gatewayOverSample } from "../support/gateway.ts";

const README = readFileSync("README.md", "utf8");

test("the README's queries give the answers that stand beside them; `npm run readme` writes them anew", async () => {
  expect(await withAnswers(README)).toBe(README);
  expect(README.match(/```graphql/gu)?.length).toBeGreaterThanOrEqual(5);
});

test("the README tells the size of the sample hub as it is", async () => {
  const gateway = await gatewayOverSample();
  const { data } = await gateway.ask("{ images { totalCount } }");
  await gateway.close();
  expect(README).toContain(`sample hub's ${data.images.totalCount} images`);
});

test("the README's commands are scripts of the package", () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync("package.json", "utf8"));
  const named = [...README.matchAll(/npm run ([\w-]+)|npm (start|test)\b/gu)].map(
    ([, run, short]) => run ?? short ?? "",
  );
  expect(named.length).toBeGreaterThan(3);
  for (const name of named) expect(Object.keys(scripts), name).toContain(name);
});

test("the README's configuration is one that check-config accepts", async () => {
  const yaml = (first: string) => new RegExp(`\`\`\`yaml\\n(${first}:[^]*?)\`\`\``, "u").exec(README)?.[1] ?? "";
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  put("gateway.yaml", yaml("listen"));
  put("images.yaml", yaml("images"));
  put("tokens.yaml", "tokens: []\n");
  put("gateway.keytab", "");
  cpSync("policies/default", join(folder, "policies"), { recursive: true });
  const { status, stdout, stderr } = await runCli(["check-config", "--config", join(folder, "gateway.yaml")]);
  rmSync(folder, { recursive: true, force: true });
  expect(stderr).toBe("");
  expect(stdout).toContain("No problems. Hubs: 1. Images in the catalogue: 1.");
  expect(status).toBe(0);
}, 30_000);

test("the README's commands for signing in do what it says", async () => {
  const section = /## Signing in\n([^]*?)\n## /u.exec(README)?.[1] ?? "";
  const [curl = "", tokens = ""] = [...section.matchAll(/```sh\n([^]*?)```/gu)].map(([, text = ""]) => text);
  const [answer = ""] = [...section.matchAll(/```json\n([^]*?)```/gu)].map(([, text = ""]) => text);
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  const command = `${process.execPath} --import ${import.meta.resolve("tsx")} ${resolve("cli/main.ts")}`;
  const run = (text: string) =>
    promisify(execFile)("bash", ["-euc", `koji-image() { ${command} "$@"; }\n${text}`], { cwd: folder });
  const cli = startCli(["serve", "--port", "0"]);
  try {
    const [, url = ""] = await cli.says(/is up at (http:\/\/127\.0\.0\.1:\d+)/u);
    const { stdout } = await run(curl.replace("http://127.0.0.1:4000", url));
    expect(JSON.parse(stdout)).toEqual({ data: JSON.parse(answer) });
    // Not everybody has jq.
    const first = `${process.execPath} -p 'JSON.parse(fs.readFileSync(0))[0].id'`;
    expect(tokens).toContain("jq -r '.[0].id'");
    const made = await run(tokens.replace("jq -r '.[0].id'", first));
    expect(made.stdout).toMatch(
      /^kimg_[\w-]{43}\nID .*\n\w{8} .*\nThe token \w{8} of alice signs nobody in any more\.\n$/u,
    );
  } finally {
    cli.signal("SIGTERM");
    await cli.ended();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

test("the README names the board by its hash", () => {
  expect(README).toContain(`documentId=sha256:${PERSISTED_OPERATIONS.Board.hash}\n`);
});
