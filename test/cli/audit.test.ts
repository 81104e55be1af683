import { expect, test } from "vitest";
import type { Act, Ledger } from "../../ledger/ledger.ts";
import { anAct } from "../ledger/acts.ts";
import { defaultPolicies } from "../support/policies.ts";
import { servedOverSample } from "../support/served.ts";
import { runCli } from "./run-cli.ts";

const serve = servedOverSample();

/** As release engineering, with `acts` in the ledger. */
async function given(acts: readonly Act[]) {
  const { url, ledger, requests } = await serve({ policies: defaultPolicies() });
  for (const act of acts) await ledger.record(act);
  const variables = { KOJI_IMAGE_URL: url, KOJI_IMAGE_TOKEN: "sample-releng" };
  return { url, ledger, requests, audit: (...args: readonly string[]) => runCli(["audit", ...args], variables) };
}

const settleNewest = async (ledger: Ledger, task: number) => {
  const { entries } = await ledger.page({}, { first: 1, olderThan: null });
  await ledger.settle(entries[0]?.id ?? "", { outcome: "DONE", task });
};

test("who did what is told in columns, the newest first, without colours in a pipe", async () => {
  const { ledger, requests, audit } = await given([
    anAct(1, { viewer: "bob", allowed: false, policies: [], subject: "Borealis for main" }),
    anAct(2),
  ]);
  await settleNewest(ledger, 1234);
  const { status, stdout, stderr } = await audit();
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.trimEnd().split("\n")).toEqual([
    "WHEN                      WHO    ACTION       OUTCOME  TASK  RULES       WHAT",
    `${anAct(2).at.toISOString()}  alice  BUILD_IMAGE  DONE     1234  sig-builds  Aurora-Live for main, the 2th`,
    `${anAct(1).at.toISOString()}  bob    BUILD_IMAGE  REFUSED  -     -           Borealis for main`,
  ]);
  expect(requests).toEqual([]);
});

test("it is narrowed down, and told as JSON", async () => {
  const { audit } = await given([
    anAct(0, { viewer: "bob" }),
    anAct(30, { viewer: "bob", image: "Borealis", action: "CANCEL_TASK", allowed: false }),
    anAct(31),
  ]);
  const asked = async (...args: readonly string[]) => JSON.parse((await audit("--json", ...args)).stdout);
  const idsOf = (entries: readonly { readonly requestId: string }[]) => entries.map(({ requestId }) => requestId);
  expect(idsOf(await asked("--viewer", "bob"))).toEqual(["request-30", "request-0"]);
  expect(idsOf(await asked("--allowed", "--since", "30m"))).toEqual(["request-31"]);
  expect(await asked("--refused", "--action", "CANCEL_TASK", "--image", "Borealis", "--limit", "1")).toEqual([
    expect.objectContaining({ viewer: "bob", hub: "sample", image: "Borealis", outcome: "REFUSED", taskId: null }),
  ]);
  expect((await audit("--viewer", "nobody")).stdout).toBe("There is no such entry.\n");
});

test("more than a page is asked for page by page", async () => {
  const acts = Array.from({ length: 130 }, (_, minutes) => anAct(minutes));
  const { audit } = await given(acts);
  const { stdout } = await audit("--limit", "125");
  const lines = stdout.trimEnd().split("\n").slice(1);
  expect(lines).toHaveLength(125);
  expect(lines.at(-1)).toContain("the 5th");
});

test("what somebody else wrote is shown as text, on its line", async () => {
  const { audit } = await given([anAct(1, { viewer: "eve\u001B[31m", subject: "a\nb\u009B2J\rc" })]);
  const { stdout } = await audit();
  expect(stdout.trimEnd().split("\n")).toHaveLength(2);
  expect(stdout).toContain("eve\uFFFD[31m");
  expect(stdout).toMatch(/a\uFFFDb\uFFFD2J\uFFFDc\n$/u);
  for (const control of ["\u001B", "\u009B", "\r"]) expect(stdout).not.toContain(control);
});

test("those whom the rules do not let read it are told so, with status 4", async () => {
  const { url } = await given([anAct(1)]);
  const nobody = await runCli(["audit"], { KOJI_IMAGE_URL: url });
  expect(nobody).toMatchObject({ status: 4, stdout: "", stderr: expect.stringContaining("signed in") });
  const sig = await runCli(["audit"], { KOJI_IMAGE_URL: url, KOJI_IMAGE_TOKEN: "sample-sig" });
  expect(sig).toMatchObject({ status: 4, stdout: "" });
  expect(sig.stderr).not.toBe("");
});

test("a ledger that cannot be read is told with status 5", async () => {
  const { ledger, audit } = await given([]);
  await ledger.close();
  expect(await audit()).toMatchObject({ status: 5, stdout: "", stderr: expect.stringContaining("closed") });
});

test.each([
  [["--since", "week"], /such as 7d, 12h or 30m/u],
  [["--limit", "0"], /from 1 to 10000/u],
  [["--action", "DANCE"], /Give BUILD_IMAGE, /u],
  [["--refused", "--allowed"], /cannot be used with/u],
])("%j is wrong usage", async (args, says) => {
  const told = await runCli(["audit", ...args]);
  expect(told).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(says) });
});
