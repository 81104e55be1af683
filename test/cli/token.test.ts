import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, runCli, startCli } from "./run-cli.ts";

let folder: string;
let tokens: string;
let started: Cli | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-tokens-"));
  tokens = join(folder, "tokens.yaml");
});
afterEach(() => {
  started?.signal("SIGKILL");
  started = null;
  rmSync(folder, { recursive: true, force: true });
});

const CREATE = ["token", "create", "--name", "alice", "--group", "kde-sig", "--action", "BUILD_SCRATCH_IMAGE"];

test("a token is told once, listed without it, and revoked", async () => {
  const made = await runCli([...CREATE, "--tokens", tokens, "--note", "nightly try"]);
  expect(made).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^kimg_[\w-]{43}\n$/u),
    stderr: expect.stringMatching(
      /^The token [0-9a-f]{8} signs alice in until \S+Z\. It is not told again: keep it where only the script can read it\.\n$/u,
    ),
  });
  const secret = made.stdout.trim();
  expect(readFileSync(tokens, "utf8")).not.toContain(secret.slice(5));
  expect(statSync(tokens).mode & 0o777).toBe(0o600);

  const listed = await runCli(["token", "list", "--tokens", tokens]);
  expect(listed.stdout).toMatch(
    /^ID {8}USER {3}GROUPS {3}ACTIONS {14}EXPIRES {19}NOTE\n[0-9a-f]{8} {2}alice {2}kde-sig {2}BUILD_SCRATCH_IMAGE {2}\S+Z {2}nightly try\n$/u,
  );
  const json = await runCli(["token", "list", "--tokens", tokens, "--json"]);
  const [only, ...others] = JSON.parse(json.stdout);
  expect(others).toEqual([]);
  expect(only).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{8}$/u),
    user: "alice",
    groups: ["kde-sig"],
    actions: ["BUILD_SCRATCH_IMAGE"],
    createdAt: expect.any(String),
    expiresAt: expect.any(String),
    expired: false,
    note: "nightly try",
  });
  const days = (Date.parse(only.expiresAt) - Date.parse(only.createdAt)) / 86_400_000;
  expect(days).toBe(90);

  expect(await runCli(["token", "revoke", only.id, "--tokens", tokens])).toEqual({
    status: 0,
    stdout: `The token ${only.id} of alice signs nobody in any more.\n`,
    stderr: "",
  });
  expect(await runCli(["token", "revoke", only.id, "--tokens", tokens])).toMatchObject({
    status: 3,
    stderr: `There is no token "${only.id}" in ${tokens}; koji-image token list tells those that are.\n`,
  });
  expect((await runCli(["token", "list", "--tokens", tokens])).stdout).toBe("There are no tokens.\n");
}, 30_000);

test("a token for everything, in JSON, in the file that the configuration names and that is not there yet", async () => {
  const config = join(folder, "gateway.yaml");
  writeFileSync(config, "identity: { tokens: tokens.yaml }\n");
  const args = [
    "token",
    "create",
    "--name",
    "bob",
    "--action",
    "ANY",
    "--expires",
    "12h",
    "--json",
    "--config",
    config,
  ];
  const made = JSON.parse((await runCli(args)).stdout);
  expect(made).toMatchObject({ user: "bob", groups: [], actions: "ANY", token: expect.stringMatching(/^kimg_/u) });
  expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBe(12 * 3_600_000);
  const listed = await runCli(["token", "list", "--json"], { GATEWAY_CONFIG: config });
  expect(JSON.parse(listed.stdout)).toMatchObject([{ id: made.id, actions: "ANY" }]);
  const revoked = await runCli(["token", "revoke", made.id, "--json", "--config", config]);
  expect(JSON.parse(revoked.stdout)).toMatchObject({ revoked: { id: made.id, user: "bob" } });
}, 30_000);

test.each([
  [["--name", "al ice", "--action", "ANY"], "Give 1 to 256 letters from A to Z, digits and / _ . @ -."],
  [["--name", "alice"], "required option '--action <action>' not specified"],
  [["--action", "ANY"], "required option '--name <user>' not specified"],
  [["--name", "alice", "--action", "EAT"], "or ANY for all of them."],
  [["--name", "alice", "--action", "ANY", "--expires", "never"], "Give a time of at most 366d, such as 90d or 12h."],
  [["--name", "alice", "--action", "ANY", "--expires", "367d"], "Give a time of at most 366d, such as 90d or 12h."],
  [["--name", "alice", "--action", "ANY", "--note", "a\nb"], "Give one line of at most 200 characters."],
])("token create %j is wrong usage", async (args, why) => {
  const { status, stdout, stderr } = await runCli(["token", "create", "--tokens", tokens, ...args]);
  expect(stderr).toContain(why);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

test("without a file there is nothing to do; a file that is wrong is told with its line, by check-config as well", async () => {
  expect(await runCli(["token", "list"])).toMatchObject({
    status: 2,
    stderr: "No file of tokens is configured; give --tokens FILE, or identity.tokens in the configuration.\n",
  });
  expect(await runCli(["token", "list", "--tokens", tokens])).toMatchObject({
    status: 1,
    stderr: `${tokens}:1: this cannot be read; koji-image token create makes it, for whoever runs the gateway to read.\n`,
  });
  writeFileSync(tokens, "tokens:\n  - id: 1\n");
  const config = join(folder, "gateway.yaml");
  writeFileSync(config, "identity: { tokens: tokens.yaml }\n");
  for (const command of [["token", "list"], ["check-config"], ["serve"]]) {
    const { status, stderr } = await runCli([...command, "--config", config]);
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${tokens}:2: tokens\\.0\\.id: `, "u"));
  }
}, 30_000);

test.each([["create"], ["list"], ["revoke"]])("token %s --help has an example", async (command) => {
  const { status, stdout } = await runCli(["token", command, "--help"]);
  expect(stdout).toMatch(/Examples?:\n {2}\$ (?:KOJI_IMAGE_TOKEN=\$\()?koji-image token/u);
  expect(status).toBe(0);
});

test("a gateway takes a new token, and gives it up when it is revoked, without a restart", async () => {
  writeFileSync(tokens, "");
  const config = join(folder, "gateway.yaml");
  writeFileSync(config, "identity: { tokens: tokens.yaml }\n");
  started = startCli(["serve", "--port", "0", "--config", config]);
  const [, url = ""] = await started.says(/is up at (http:\/\/127\.0\.0\.1:\d+)/);
  expect(started.stdout).not.toContain("sample-sig");
  const made = JSON.parse((await runCli([...CREATE, "--config", config, "--json"])).stdout);
  await started.says(/changed tokens are in force/u, "stderr");
  const ask = (token: string) =>
    fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({
        query: `{ viewer { name groups
          scratch: may(action: BUILD_SCRATCH_IMAGE, image: "Aurora-Plasma-Live") { allowed }
          cancel: may(action: CANCEL_TASK) { allowed determinedBy { id } reason remedy } } }`,
      }),
    });
  expect(await (await ask(made.token)).json()).toEqual({
    data: {
      viewer: {
        name: "alice",
        groups: ["kde-sig"],
        scratch: { allowed: true },
        cancel: {
          allowed: false,
          determinedBy: [],
          reason: "The token that alice signed in with is for BUILD_SCRATCH_IMAGE, not for CANCEL_TASK.",
          remedy:
            "Sign in with a token that is for CANCEL_TASK; koji-image token create --action CANCEL_TASK makes one.",
        },
      },
    },
  });
  // Beside a configured identity, what everybody knows signs nobody in.
  expect((await ask("sample-sig")).status).toBe(401);
  await runCli(["token", "revoke", made.id, "--config", config]);
  await started.says(/changed tokens are in force[^]*changed tokens are in force/u, "stderr");
  expect((await ask(made.token)).status).toBe(401);
  expect(started.stderr).not.toContain(made.token.slice(5));
}, 30_000);
