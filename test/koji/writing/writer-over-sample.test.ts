import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { submissionOf } from "../../../koji/requests/submission.ts";
import { createHubClient, type HubClient } from "../../../koji/wire/hub-client.ts";
import { createHubWriter } from "../../../koji/writing/create-hub-writer.ts";
import { findLostTask } from "../../../koji/writing/find-task.ts";
import type { HubWriter } from "../../../koji/writing/hub-writer.ts";
import { createPasswordLogin } from "../../../koji/writing/password-login.ts";
import { type SampleHub, type SampleHubRequest, startSampleHub } from "../../../sample/sample-hub.ts";
import { COMMAND_CASES } from "../../support/koji-command-cases.ts";

const LIVEMEDIA = submissionOf(orderFor("LIVEMEDIA"), { uploadedTo: null });

function orderFor(method: string) {
  const found = COMMAND_CASES.find(({ order }) => order.method === method);
  if (found === undefined) throw new Error(`There is no case for ${method}.`);
  return found.order;
}

let hub: SampleHub;
let client: HubClient;
let writer: HubWriter;
let folder: string;
/** Of the methods whose next answer is lost. */
const losing = new Set<string>();
const requests: SampleHubRequest[] = [];

beforeAll(async () => {
  hub = await startSampleHub({
    onRequest: (request) => void requests.push(request),
    beforeAnswer: ({ calls }) => (calls.some(({ methodName }) => losing.delete(methodName)) ? "lose" : "send"),
  });
  folder = mkdtempSync(join(tmpdir(), "passwords-"));
  const passwordFile = join(folder, "passwords");
  writeFileSync(passwordFile, hub.accounts.map(({ name, password }) => `${name}:${password}\n`).join(""));
  const url = hub.hubUrl;
  client = createHubClient({ url });
  writer = createHubWriter({
    url,
    client,
    login: createPasswordLogin({ url, passwordFile }),
    own: [],
    firstPauseMs: 1,
  });
});
afterAll(async () => {
  await writer.close();
  await client.close();
  await hub.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => requests.splice(0));

const lostOf = (since: Date, not: readonly number[] = []) => ({
  owner: "releng",
  method: LIVEMEDIA.task.method,
  request: LIVEMEDIA.task.params,
  since,
  not: new Set(not),
});
const writes = () => requests.flatMap((request) => request.writes.map(({ methodName }) => methodName));

test("a build whose answer is lost is found by what was asked, and made once", async () => {
  const since = new Date();
  losing.add("buildImage");
  await expect(writer.call("releng", LIVEMEDIA.call)).rejects.toMatchObject({ outcome: "CARRIED_OUT" });
  const found = await findLostTask(client, lostOf(since));
  expect(found).toBeTypeOf("number");
  expect(await client.call("getTaskInfo", [found])).toMatchObject({ id: found, method: "livemedia" });
  expect(writes()).toEqual(["buildImage"]);

  const second = await writer.call("releng", LIVEMEDIA.call);
  expect(await findLostTask(client, lostOf(since))).toBe("several");
  expect(await findLostTask(client, lostOf(since, [Number(found)]))).toBe(second);
});

test("a cancellation whose answer is lost is carried out", async () => {
  const task = await writer.call("releng", LIVEMEDIA.call);
  losing.add("cancelTask");
  const cancel = { methodName: "cancelTask", params: [task] };
  await expect(writer.call("releng", cancel)).rejects.toMatchObject({ outcome: "CARRIED_OUT" });
  expect(await client.call("getTaskInfo", [task])).toMatchObject({ state: 3 });
});

test("the hub refuses in its own words", async () => {
  const task = await writer.call("releng", LIVEMEDIA.call);
  await expect(writer.call("grace", { methodName: "cancelTask", params: [task] })).rejects.toMatchObject({
    name: "HubRefusedError",
    fault: 1004,
  });
  await expect(writer.call("grace", LIVEMEDIA.call)).rejects.toMatchObject({ name: "HubRefusedError", fault: 1004 });
});

test("an upload arrives", async () => {
  const content = Buffer.from("lang en_US.UTF-8\n");
  await writer.upload("releng", { directory: "cli-livemedia/1.abc", name: "kde.ks", content });
  expect(requests.find(({ upload }) => upload !== null)).toMatchObject({
    user: "releng",
    upload: { bytes: content.length, path: expect.stringContaining("kde.ks") },
  });
});
