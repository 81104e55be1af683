import { afterEach, describe, expect, test } from "vitest";
import { NO_LEDGER } from "../../../ledger/ledger.ts";
import { openRedisLedger } from "../../../ledger/redis-ledger.ts";
import { HubWriteError } from "../../../model/errors.ts";
import type { SampleHubRequest } from "../../../sample/sample-hub.ts";
import { type ActingGateway, actingGateway, type ActingOptions, type Someone } from "../../support/acting-gateway.ts";
import { temporaryLedger } from "../../support/ledger.ts";
import { BUILD_IMAGE } from "../../support/mutations.ts";
import { startRedis, WITH_REDIS } from "../../support/redis-server.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function gatewayWith(options: ActingOptions = {}): Promise<ActingGateway> {
  const gateway = await actingGateway(options);
  closing.push(gateway.close);
  return gateway;
}

const INPUT = {
  image: "Once",
  target: "main-compose",
  version: "45",
  arches: ["x86_64"],
  method: { livemedia: { kickstart: "k.ks", kickstartUrl: "git+https://git.aurora.example.org/k.git?#main" } },
};
const KEYED = { ...INPUT, idempotencyKey: "4f1c-1" };

async function build(gateway: ActingGateway, input: object, someone: Someone = "sample-releng") {
  const { data, errors } = await gateway.askAs(someone, BUILD_IMAGE, { input });
  expect(errors).toBeUndefined();
  return data.buildImage;
}

const outcomes = async ({ ledger }: ActingGateway) =>
  (await ledger.page({}, { first: 10, olderThan: null })).entries.map(({ outcome }) => outcome);

const isBuild = ({ writes }: SampleHubRequest) => writes.some(({ methodName }) => methodName === "buildImage");

test("the same key, viewer and input give the same task", async () => {
  const gateway = await gatewayWith();
  const first = await build(gateway, KEYED);
  expect(first).toMatchObject({ __typename: "BuildImageSuccess", replayed: false });
  const second = await build(gateway, { ...KEYED, hub: "sample", scratch: true });
  expect(second).toEqual({ ...first, replayed: true });
  expect(gateway.writes()).toEqual(["buildImage by releng"]);
  expect(await outcomes(gateway)).toEqual(["DONE"]);
});

test("the same key with another input is refused; another viewer's key is another one", async () => {
  const gateway = await gatewayWith();
  const image = { image: "Aurora-Plasma-Live", target: "next-compose", idempotencyKey: "mine", allowDuplicate: true };
  const first = await build(gateway, image);
  expect(await build(gateway, { ...image, version: "46" })).toMatchObject({
    __typename: "InvalidInputProblem",
    fields: [{ path: ["idempotencyKey"] }],
  });
  const other = await build(gateway, image, "sample-sig");
  expect(other).toMatchObject({ __typename: "BuildImageSuccess", replayed: false, task: { owner: { name: "alice" } } });
  expect(other.task.kojiId).not.toBe(first.task.kojiId);
});

test("a key under which nothing was sent can be used again", async () => {
  const gateway = await gatewayWith();
  expect(await build(gateway, { ...KEYED, version: "4-5" })).toMatchObject({ code: "INVALID_INPUT" });
  expect(await build(gateway, KEYED, "sample-guest")).toMatchObject({ code: "NOT_ALLOWED" });
  expect(await build(gateway, KEYED)).toMatchObject({ __typename: "BuildImageSuccess", replayed: false });
});

test("what the hub refused may be tried again under its key", async () => {
  const gateway = await gatewayWith();
  const input = { image: "Aurora-Plasma-Live", target: "main-compose", version: "45", arches: ["x86_64"] };
  const keyed = { ...input, allowDuplicate: true, idempotencyKey: "k", method: { appliance: INPUT.method.livemedia } };
  for (const _ of [1, 2]) expect(await build(gateway, keyed, "sample-sig")).toMatchObject({ code: "HUB_REFUSED" });
  expect(gateway.writes()).toEqual(["buildImage by alice", "buildImage by alice"]);
});

test("an answer that was lost is made good: the task that came of it is found", async () => {
  let lost = 0;
  const gateway = await gatewayWith({
    beforeAnswer: (request) => (isBuild(request) && (lost += 1) === 1 ? "lose" : "send"),
  });
  const answer = await build(gateway, KEYED);
  expect(answer).toMatchObject({ __typename: "BuildImageSuccess", replayed: false, task: { method: "livemedia" } });
  expect(lost).toBe(1);
  const again = await build(gateway, KEYED);
  expect(again).toMatchObject({ replayed: true, task: { kojiId: answer.task.kojiId } });
  expect(await outcomes(gateway)).toEqual(["DONE"]);
});

test("nothing was sent where the hub cannot be logged in to, and that is said", async () => {
  let away = true;
  const isLogin = ({ calls }: SampleHubRequest) => calls.some(({ methodName }) => methodName === "login");
  const gateway = await gatewayWith({ beforeAnswer: (request) => (away && isLogin(request) ? "lose" : "send") });
  const answer = await build(gateway, KEYED);
  expect(answer).toMatchObject({ __typename: "HubUnavailableProblem", code: "HUB_UNAVAILABLE", outcome: "NOT_SENT" });
  expect(gateway.writes()).toEqual([]);
  expect(await outcomes(gateway)).toEqual(["NOT_SENT"]);
  away = false;
  expect(await build(gateway, KEYED)).toMatchObject({ __typename: "BuildImageSuccess", replayed: false });
}, 30_000);

test("a hub that is away is told before anything is written down", async () => {
  const gateway = await gatewayWith({ hubUrl: () => "http://127.0.0.1:9/kojihub" });
  const answer = await build(gateway, INPUT);
  expect(answer).toMatchObject({ __typename: "HubUnavailableProblem", outcome: "NOT_SENT" });
  expect(await outcomes(gateway)).toEqual([]);
}, 30_000);

test("what may have been done is not done again: the outcome is unknown, and how to find out is said", async () => {
  const error = new HubWriteError("The hub may have carried it out.", { outcome: "UNKNOWN" });
  const gateway = await gatewayWith({
    writer: (writer) => ({
      ...writer,
      call: async (_user, _call, options) => {
        await options?.beforeSending?.();
        throw error;
      },
    }),
  });
  for (const _ of [1, 2]) {
    const answer = await build(gateway, KEYED);
    expect(answer).toMatchObject({ __typename: "HubUnavailableProblem", outcome: "UNKNOWN" });
    expect(answer.message).toMatch(/releng/u);
  }
  expect(await outcomes(gateway)).toEqual(["UNKNOWN"]);
  // Somebody does it meanwhile with the very same request: it counts as what was asked for.
  expect(gateway.writes()).toEqual([]);
}, 30_000);

test("what is found under its key after all is written down as done", async () => {
  const error = new HubWriteError("The hub may have carried it out.", { outcome: "UNKNOWN" });
  let arrive = () => Promise.resolve<unknown>(null);
  const gateway = await gatewayWith({
    writer: (writer) => ({
      ...writer,
      call: async (user, call, options) => {
        await options?.beforeSending?.();
        arrive = () => writer.call(user, call);
        throw error;
      },
    }),
  });
  expect(await build(gateway, KEYED)).toMatchObject({ __typename: "HubUnavailableProblem", outcome: "UNKNOWN" });
  await arrive();
  const answer = await build(gateway, KEYED);
  expect(answer).toMatchObject({ __typename: "BuildImageSuccess", replayed: true });
  const { entries } = await gateway.ledger.page({}, { first: 10, olderThan: null });
  expect(entries).toMatchObject([{ outcome: "DONE", task: answer.task.kojiId }]);
}, 30_000);

test("nothing is done that cannot be written down", async () => {
  const gateway = await gatewayWith({ ledger: NO_LEDGER });
  const answer = await build(gateway, INPUT);
  expect(answer).toMatchObject({ __typename: "HubUnavailableProblem", outcome: "NOT_SENT" });
  expect(answer.message).toContain("ledger");
  expect(gateway.writes()).toEqual([]);
});

test("nothing is done that cannot be written down under its key, though its entry can", async () => {
  const ledger = temporaryLedger();
  const gateway = await gatewayWith({
    ledger: {
      ...ledger,
      withKey: (key, work) =>
        ledger.withKey(key, ({ known }) =>
          work({ known, write: () => NO_LEDGER.withKey(key, () => Promise.resolve()) }),
        ),
    },
  });
  const answer = await build(gateway, KEYED);
  expect(answer).toMatchObject({ __typename: "HubUnavailableProblem", outcome: "NOT_SENT" });
  expect(gateway.writes()).toEqual([]);
});

describe.skipIf(!WITH_REDIS.there)(`gateways that share a Redis${WITH_REDIS.note}`, () => {
  test("200 uses of one key at once, over two gateways, start one task", async () => {
    const redis = await startRedis();
    closing.push(redis.stop);
    const open = () => openRedisLedger({ redis: { kind: "single", url: redis.url }, warn: () => undefined });
    const one = await gatewayWith({ ledger: await open() });
    const other = await gatewayWith({ ledger: await open(), over: one });
    const uses = Array.from({ length: 200 }, (_, index) => build(index % 2 === 0 ? one : other, KEYED));
    const answers = await Promise.all(uses);
    expect(new Set(answers.map(({ task }) => task?.kojiId)).size).toBe(1);
    expect(answers.filter(({ replayed }) => replayed === false)).toHaveLength(1);
    expect(one.writes()).toEqual(["buildImage by releng"]);
  }, 60_000);
});
