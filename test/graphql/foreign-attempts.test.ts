import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHubClient, type HubClient, named } from "../../koji/wire/hub-client.ts";
import { createHubWriter } from "../../koji/writing/create-hub-writer.ts";
import type { HubWriter } from "../../koji/writing/hub-writer.ts";
import { createPasswordLogin } from "../../koji/writing/password-login.ts";
import { gatewayOverSample, NOW, type TestGateway } from "../support/gateway.ts";

const ORDER = `query ($input: BuildImageInput!) { preflight(input: $input) { kojiCommand } }`;
const [IMAGE, TARGET] = ["Aurora-Plasma-Live", "main-compose"];
const RELENG = { authorization: "Bearer sample-releng" };

let moment = NOW.getTime();
let gateway: TestGateway;
let client: HubClient;
let writer: HubWriter;
const folder = mkdtempSync(join(tmpdir(), "foreign-attempts-"));

beforeAll(async () => {
  gateway = await gatewayOverSample({ kickstarts: true, now: () => new Date(moment) });
  const { hubUrl: url, accounts } = gateway.hub;
  const passwordFile = join(folder, "passwords");
  writeFileSync(passwordFile, accounts.map(({ name, password }) => `${name}:${password}\n`).join(""));
  client = createHubClient({ url });
  writer = createHubWriter({ url, client, login: createPasswordLogin({ url, passwordFile }), own: [] });
});
afterAll(async () => {
  await writer.close();
  await client.close();
  await gateway.close();
  rmSync(folder, { recursive: true });
});

/** What release engineering would build, as the catalogue has it. */
const command = async () => {
  gateway.forget();
  const { data } = await gateway.ask(ORDER, { input: { image: IMAGE, target: TARGET, scratch: false } }, RELENG);
  return String(data.preflight.kojiCommand);
};

/** What everybody is shown. */
const shown = async () => {
  const { data } = await gateway.ask(`query ($name: String!) { image(name: $name) { procedure { kojiCommand } } }`, {
    name: IMAGE,
  });
  return String(data.image.procedure.kojiCommand);
};

/** What only somebody who means harm would ask for. */
const OPTS = {
  ksurl: "git+https://git.aurora.example.org/forks/mallory.git?#main",
  lorax_url: "git+https://evil.example.org/lorax.git#main",
  lorax_dir: "share",
  ksrepo: true,
  install_tree_url: "http://evil.example.org/tree",
  volid: "Evil",
  repo: ["http://evil.example.org/repo"],
};

const tries = (opts: object) => {
  const params = [
    IMAGE,
    "Evil",
    ["x86_64"],
    TARGET,
    "aurora-live-plasma.ks",
    "livemedia",
    named({ opts: { ...opts } }),
  ];
  return writer.call("bob", { methodName: "buildImage", params });
};

test("what somebody tries in an image's name is not what others then build from the catalogue", async () => {
  const before = await command();
  // What the catalogue does not say is that of the last build that was accepted.
  expect(before).toContain("--volid Plasma-Live-Main");
  expect(before).toContain("git+https://git.aurora.example.org/aurora-kickstarts.git?#HEAD");
  expect(before).toContain(`${IMAGE} Main ${TARGET}`);

  const shownBefore = await shown();
  const task = await tries(OPTS);
  expect(await command()).toBe(before);
  expect(await shown()).toBe(shownBefore);
  await writer.call("bob", { methodName: "cancelTask", params: [task] });
  expect(await command()).toBe(before);
  expect(await shown()).toBe(shownBefore);
});

test("nor when it ends well, and stays in no tag", async () => {
  const before = await command();
  const ksurl = "git+https://git.aurora.example.org/aurora-kickstarts.git?#main";
  const task = await tries({ ...OPTS, ksurl, skip_tag: true });
  moment += 12 * 3_600_000;
  const { data } = await gateway.ask(`query ($id: Int!) { task(kojiId: $id) { state } }`, { id: task });
  expect(data.task.state).toBe("CLOSED");
  expect(await command()).toBe(before);
});
