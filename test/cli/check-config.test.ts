import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "./run-cli.ts";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "check-config-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const GOOD = `
hubs:
  fedora:
    url: https://koji.example.org/kojihub
cache: { redis: 'redis://:hush@redis.example.org' }
catalogue: images.yaml
`;
const IMAGE = "images:\n  Live: { method: livemedia, stage: test, targets: { f45: { arches: [x86_64] } } }\n";

test("every problem of configuration and catalogue is told with file and line, and the status is 1", async () => {
  const images = write("images.yaml", `${IMAGE}  Disk: { method: kiwi }\n`);
  const config = write("gateway.yaml", `${GOOD}port: 80\nhub: {}\n`);
  const { status, stdout, stderr } = await runCli(["check-config", "--config", config], { PORT: "http" });
  expect(stderr.split("\n")).toEqual([
    'PORT is "http"; give a whole number from 0 to 65535.',
    `${config}:7: port is no setting; the settings here are listen, logLevel, hubs, cache, ledger, catalogue, kickstarts, copies, policies, identity.`,
    `${config}:8: hub is no setting; did you mean hubs?`,
    `${images}:3: images.Disk.method is "kiwi"; give livecd, appliance, livemedia, image, indirectionimage, kiwiBuild, osbuildImage, imageBuilderBuild or dudBuild.`,
    `${images}:3: images.Disk.stage is missing; give production or test.`,
    `${images}:3: images.Disk.targets names no build target; give one such as f45-compose: { arches: [x86_64] }.`,
    "",
  ]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
});

test("with --json the problems are data", async () => {
  const config = write("gateway.yaml", "listen:\n  port: http\n");
  const { status, stdout } = await runCli(["check-config", "--config", config, "--json"], { HOST: "", PORT: "x" });
  expect(JSON.parse(stdout)).toEqual({
    ok: false,
    problems: [{ file: null, line: null, message: 'PORT is "x"; give a whole number from 0 to 65535.' }],
  });
  expect(status).toBe(1);
});

test("without a problem every setting is told, with where it comes from and without passwords", async () => {
  write("images.yaml", IMAGE);
  const config = write("gateway.yaml", GOOD);
  const { status, stdout, stderr } = await runCli(["check-config"], { GATEWAY_CONFIG: config, LOG_LEVEL: "debug" });
  const lines = stdout.split("\n").map((line) => line.replaceAll(/ {2,}/g, " | "));
  expect(lines).toContain(`hubs.fedora.url | https://koji.example.org/kojihub | ${config}:4`);
  expect(lines).toContain("logLevel | debug | LOG_LEVEL");
  expect(lines).toContain("listen.port | 4000 | default");
  expect(lines).toContain(`cache.redis | redis://…@redis.example.org | ${config}:5`);
  expect(lines).toContain("No problems. Hubs: 1. Images in the catalogue: 1.");
  expect(stdout).not.toContain("hush");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("with --json the settings are data", async () => {
  const { status, stdout } = await runCli(["check-config", "--json"], {
    KOJI_HUB_URL: "http://127.0.0.1:8080/kojihub",
  });
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, images: null });
  expect(JSON.parse(stdout).settings).toContainEqual({
    name: "hubs.koji.filesUrl",
    value: "http://127.0.0.1:8080/kojifiles",
    source: "default",
  });
  expect(status).toBe(0);
});

test("a file that is not there is a problem of the flag that names it", async () => {
  const { status, stderr } = await runCli(["check-config", "--config", join(folder, "nowhere.yaml")]);
  expect(stderr).toBe(`--config is "${folder}/nowhere.yaml"; it cannot be read: there is no such file.\n`);
  expect(status).toBe(1);
});
