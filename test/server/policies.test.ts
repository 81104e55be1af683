import { afterEach, expect, test } from "vitest";
import { pino } from "pino";
import { loadConfiguration } from "../../config/load-configuration.ts";
import { startSampleHub } from "../../sample/sample-hub.ts";
import { serve } from "../../server/serve.ts";
import { policyFolder, rule } from "../policies/policy-folder.ts";

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

/** A gateway over a sample hub, with policies on disk; what its log says in `said`. */
async function served(policy: string) {
  const disk = policyFolder({ "a.cedar": policy });
  const config = policyFolder({ "gateway.yaml": `policies: ${disk.folder}\n` });
  const hub = await startSampleHub({ seed: 1 });
  opened.push(disk.remove, config.remove, () => hub.close());
  const flags = { config: `${config.folder}/gateway.yaml`, host: null, port: "0", logLevel: null };
  const configured = loadConfiguration(flags, { KOJI_HUB_URL: hub.hubUrl });
  if ("problems" in configured) throw new Error(JSON.stringify(configured.problems));
  const said: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void said.push(line) });
  const gateway = await serve({ configuration: configured.configuration, catalogue: [], log });
  opened.push(() => gateway.close());
  const ask = async (query: string) => {
    const url = `${gateway.url}/graphql?query=${encodeURIComponent(query)}`;
    // A test says by its assertions what it expects of an answer.
    // oxlint-disable-next-line typescript/no-explicit-any
    return (await (await fetch(url)).json()) as { data: any };
  };
  return { disk, said, ask };
}

const until = async (test: () => Promise<boolean> | boolean) => {
  while (!(await test())) await new Promise((resolve) => setTimeout(resolve, 50));
};

test("changed policies decide, and show in answers that were kept, without a restart; broken ones change nothing", async () => {
  const { disk, said, ask } = await served(rule("yes", "permit (principal, action, resource);"));
  const QUERY = "{ policies { id } }";
  const MAY = "{ viewer { may(action: READ_AUDIT_LOG) { allowed } } }";
  const ids = async () => (await ask(QUERY)).data.policies.map(({ id }: { id: string }) => id);
  expect(await ids()).toEqual(["yes"]);
  expect((await ask(MAY)).data.viewer.may.allowed).toBe(true);
  disk.write("b.cedar", "forbid (principal");
  await until(() => said.some((line) => line.includes("b.cedar:1: unexpected end")));
  expect(await ids()).toEqual(["yes"]);
  expect((await ask(MAY)).data.viewer.may.allowed).toBe(true);
  disk.write("b.cedar", rule("no", "forbid (principal, action, resource);"));
  await until(async () => (await ids()).length === 2);
  expect((await ask(MAY)).data.viewer.may.allowed).toBe(false);
});
