import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type SampleHub, type SampleHubRequest, startSampleHub } from "../../../sample/sample-hub.ts";
import { type Cli, runCli, startCli } from "../../cli/run-cli.ts";
import { BUILD_IMAGE } from "../../support/mutations.ts";

const isBuild = ({ writes }: SampleHubRequest) => writes.some(({ methodName }) => methodName === "buildImage");

/** The files that a gateway over the hub is started with, and a token of releng's. */
async function settingsFor(hub: SampleHub): Promise<{ readonly config: string; readonly token: string }> {
  const folder = await mkdtemp(join(tmpdir(), "killed-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const passwords = hub.accounts.map(({ name, password }) => `${name}:${password}\n`).join("");
  await writeFile(join(folder, "passwords"), passwords, { mode: 0o600 });
  await writeFile(join(folder, "images.yaml"), hub.catalogue);
  const config = join(folder, "gateway.yaml");
  const text = `
hubs:
  sample:
    url: ${hub.hubUrl}
    filesUrl: ${hub.filesUrl}
    webUrl: ${hub.webUrl}
    auth: { type: password, passwordFile: passwords }
catalogue: images.yaml
ledger: { folder: ledger }
identity: { tokens: tokens.yaml }
`;
  await writeFile(config, text);
  const made = ["token", "create", "--name", "releng", "--group", "releng", "--action", "ANY"];
  const { stdout, stderr } = await runCli([...made, "--tokens", join(folder, "tokens.yaml")]);
  expect(stderr).not.toContain("rror");
  return { config, token: stdout.trim() };
}

async function serve(config: string): Promise<{ readonly cli: Cli; readonly url: string }> {
  const cli = startCli(["serve", "--port", "0", "--config", config]);
  onTestFinished(() => cli.signal("SIGKILL"));
  const [, url = ""] = await cli.says(/is up at (http:\/\/127\.0\.0\.1:\d+)/u);
  return { cli, url };
}

const INPUT = {
  image: "Aurora-MATE-Live",
  target: "main-compose",
  allowDuplicate: true,
  idempotencyKey: "once-and-for-all",
};

async function ask(url: string, token: string, question: { readonly query: string; readonly variables?: object }) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(question),
  });
  return response.json();
}

const build = (url: string, token: string) => ask(url, token, { query: BUILD_IMAGE, variables: { input: INPUT } });

test("a gateway killed between sending and the answer gives the same task under the same key once it is back", async () => {
  const writes: SampleHubRequest[] = [];
  let sent = () => undefined as void;
  const hasSent = new Promise<void>((resolve) => (sent = resolve));
  const hub = await startSampleHub({
    seed: 1,
    beforeAnswer: async (request): Promise<"send"> => {
      if (!isBuild(request)) return "send";
      writes.push(request);
      sent();
      // Its answer comes too late for whoever asked.
      await new Promise((resolve) => setTimeout(resolve, 3000));
      return "send";
    },
  });
  onTestFinished(() => hub.close());
  const { config, token } = await settingsFor(hub);

  const first = await serve(config);
  const lost = build(first.url, token).catch(() => "no answer");
  await hasSent;
  first.cli.signal("SIGKILL");
  expect(await lost).toBe("no answer");
  await first.cli.ended();

  const second = await serve(config);
  const { data } = await build(second.url, token);
  expect(data.buildImage).toMatchObject({
    __typename: "BuildImageSuccess",
    replayed: true,
    task: { method: "livemedia", owner: { name: "releng" } },
    decision: { determinedBy: [{ id: "releng-builds" }] },
  });
  expect(data.buildImage.kojiCommand).toContain("koji spin-livemedia --scratch");
  const again = await build(second.url, token);
  expect(again.data.buildImage.task.kojiId).toBe(data.buildImage.task.kojiId);
  expect(writes).toHaveLength(1);
  const written = await ask(second.url, token, { query: "{ auditLog { nodes { outcome taskId } } }" });
  expect(written.data.auditLog.nodes).toEqual([{ outcome: "DONE", taskId: data.buildImage.task.kojiId }]);
}, 90_000);
