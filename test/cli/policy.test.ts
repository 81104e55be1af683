import { writeFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { policyFolder, rule } from "../policies/policy-folder.ts";
import { runCli } from "./run-cli.ts";

const opened: (() => void)[] = [];
afterEach(() => {
  for (const remove of opened.splice(0)) remove();
});

function given(files: Readonly<Record<string, string>>) {
  const disk = policyFolder(files);
  opened.push(disk.remove);
  return disk.folder;
}

const ANYONE = rule("anyone", "permit (principal, action, resource);");

test("without a folder, the rules that come with the gateway decide their own table", async () => {
  const { status, stdout, stderr } = await runCli(["policy", "check"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^\d\d decisions, all as expected\.\n$/u);
});

test("a table of a distribution's own is decided by its own rules; what is otherwise is told with its line", async () => {
  const table =
    "decisions:\n  - { action: BUILD_IMAGE, expect: allowed }\n  - { why: never, action: BUILD_IMAGE, expect: refused }\n";
  const folder = given({ "a.cedar": ANYONE, "decisions.yaml": table });
  const { status, stdout, stderr } = await runCli(["policy", "check", "--policies", folder]);
  expect(status).toBe(1);
  expect(stderr).toBe(
    `${folder}/decisions.yaml:3: never: expected refused, is allowed. Allowed: Rule anyone (anyone).\n`,
  );
  expect(stdout).toBe("2 decisions, 1 otherwise.\n");
  writeFileSync(`${folder}/one.yaml`, "decisions:\n  - { action: BUILD_IMAGE, expect: allowed }\n");
  const one = await runCli(["policy", "check", `${folder}/one.yaml`, "--policies", folder]);
  expect(one.stdout).toBe("1 decision, all as expected.\n");
  const json = await runCli(["policy", "check", `${folder}/decisions.yaml`, "--policies", folder, "--json"]);
  expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, decisions: 2, wrong: [{ line: 3, title: "never" }] });
});

test("a table that is not there is not found, one that cannot be read is told with its line", async () => {
  const folder = given({ "a.cedar": ANYONE, "bad.yaml": "decisions:\n  - { action: EAT, expect: allowed }\n" });
  expect(await runCli(["policy", "check", "--policies", folder])).toMatchObject({ status: 3 });
  const bad = await runCli(["policy", "check", `${folder}/bad.yaml`, "--policies", folder]);
  expect(bad.status).toBe(1);
  expect(bad.stderr).toMatch(/bad\.yaml:2: action: /u);
});

test("the configuration's rules are listed and shown", async () => {
  const rules = given({ "a.cedar": ANYONE });
  const config = `${given({ "gateway.yaml": `policies: ${rules}\n` })}/gateway.yaml`;
  const listed = await runCli(["policy", "list", "--config", config]);
  expect(listed).toMatchObject({ status: 0, stdout: "anyone  permit  Rule anyone\n" });
  const shown = await runCli(["policy", "show", "anyone"], { GATEWAY_CONFIG: config });
  expect(shown).toMatchObject({ status: 0, stdout: `// a.cedar:1\n${ANYONE.trim()}\n` });
  expect(await runCli(["policy", "show", "nothing", "--config", config])).toMatchObject({
    status: 3,
    stderr: 'There is no rule "nothing"; there are anyone.\n',
  });
});

test("rules with a mistake are told with file and line, by check-config as well", async () => {
  const rules = given({ "a.cedar": `${ANYONE}\npermit (principal, action, resource);\n` });
  const folder = given({ "gateway.yaml": `policies: ${rules}\n` });
  for (const command of [["policy", "list"], ["check-config"]]) {
    const { status, stderr } = await runCli([...command, "--config", `${folder}/gateway.yaml`]);
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${rules}/a\\.cedar:5: a rule needs an @id`, "u"));
  }
});

test("an unknown command of policies is wrong usage", async () => {
  expect(await runCli(["policy", "forget"])).toMatchObject({ status: 2 });
});
