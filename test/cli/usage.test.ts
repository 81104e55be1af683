import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runCli } from "./run-cli.ts";

test.each([
  [["serv"], "error: unknown command 'serv'\n(Did you mean serve?)"],
  [["serve", "--prot", "1"], "error: unknown option '--prot'\n(Did you mean --port?)"],
  [["serve", "--port"], "error: option '--port <number>' argument missing"],
  [["serve", "--port", "http"], '--port is "http"; give a whole number from 0 to 65535.'],
  [["serve", "--log-level", "loud"], '--log-level is "loud"; give trace, debug, info, warn, error, fatal or silent.'],
  [["serve", "--config", "/nowhere.yaml"], '--config is "/nowhere.yaml"; it cannot be read: there is no such file.'],
  [["sample-hub"], "error: required option '--port <number>' not specified"],
  [["sample-hub", "--port", "65536"], "argument '65536' is invalid. Give a whole number from 0 to 65535."],
  [["sample-hub", "--port", "0", "--seed", "x"], "argument 'x' is invalid. Give a whole number from 0 to 4294967295."],
  [
    ["sample-hub", "--port", "0", "--now", "soon"],
    "argument 'soon' is invalid. Give a time such as 2026-11-22T20:00Z.",
  ],
  [["sample-hub", "--port", "0", "--images", "6000"], "The sample hub can have 1 to 5000 images, not 6000."],
  [["sample-hub", "--port", "0", "--arches", "vax"], "for x86_64, aarch64, ppc64le, s390x, not for vax."],
  [["check-config", "gateway.yaml"], "error: too many arguments for 'check-config'."],
  [[], "Usage: koji-image"],
])("koji-image %j is wrong usage: 2, and a sentence that says why", async (args, sentence) => {
  const { status, stdout, stderr } = await runCli(args);
  expect(stderr).toContain(sentence);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

test("a configuration that will not do is no wrong usage: 1", async () => {
  const { status, stderr } = await runCli(["serve"], { PORT: "http" });
  expect({ status, stderr }).toEqual({ status: 1, stderr: 'PORT is "http"; give a whole number from 0 to 65535.\n' });
});

test.each([
  [[]],
  [["serve"]],
  [["sample-hub"]],
  [["check-config"]],
  [["preflight"]],
  [["audit"]],
  [["token"]],
  [["policy"]],
])("koji-image %j --help has an example", async (command) => {
  const { status, stdout } = await runCli([...command, "--help"]);
  expect(stdout).toMatch(/Examples?:\n {2}\$ koji-image/);
  expect(status).toBe(0);
});

test("--version is the package's", async () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(await runCli(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});
