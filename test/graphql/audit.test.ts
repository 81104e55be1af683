import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ledger, NO_LEDGER } from "../../ledger/ledger.ts";
import { decodeGlobalId, encodeGlobalId } from "../../model/global-id.ts";
import { anAct, START } from "../ledger/acts.ts";
import { gatewayOverSample, type TestGateway } from "../support/gateway.ts";

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await gatewayOverSample();
});
afterEach(() => gateway.close());

const RELENG = { authorization: "Bearer sample-releng" };
const LOG = `query ($filter: AuditFilter, $first: Int, $after: String) {
  auditLog(filter: $filter, first: $first, after: $after) {
    edges { cursor }
    nodes { id at viewer action hub subject image allowed policies outcome taskId requestId }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;

test("release engineering reads who did what, the newest first, with what came of it", async () => {
  const done = await gateway.ledger.record(anAct(1));
  await gateway.ledger.settle(done, { outcome: "DONE", task: 1234 });
  await gateway.ledger.record(anAct(2, { viewer: "bob", image: null, allowed: false, policies: [] }));
  const { data, errors } = await gateway.ask(LOG, {}, RELENG);
  expect(errors).toBeUndefined();
  const { at, ...rest } = anAct(1);
  expect(data.auditLog.nodes).toMatchObject([
    { viewer: "bob", image: null, allowed: false, policies: [], outcome: "REFUSED", taskId: null },
    { ...rest, at: at.toISOString(), outcome: "DONE", taskId: 1234 },
  ]);
  expect(gateway.requests).toEqual([]);
});

test.each([
  ["nobody", {}, "NOT_SIGNED_IN", /not signed in.*Authorization: Bearer/u],
  ["a member of a SIG", { authorization: "Bearer sample-sig" }, "NOT_ALLOWED", /./u],
  ["a guest", { authorization: "Bearer sample-guest" }, "NOT_ALLOWED", /./u],
])("%s reads nothing of it, by page or by id", async (_, headers, code, message) => {
  const id = encodeGlobalId("AuditEntry", "sample", await gateway.ledger.record(anAct()));
  const error = { message: expect.stringMatching(message), extensions: { code } };
  expect(await gateway.ask(LOG, {}, headers)).toMatchObject({ data: null, errors: [error] });
  const byId = await gateway.ask("query ($id: ID!) { node(id: $id) { id } }", { id }, headers);
  expect(byId).toMatchObject({ data: { node: null }, errors: [error] });
});

test("whoever is refused is told what the decision says", async () => {
  const sig = { authorization: "Bearer sample-sig" };
  const { data } = await gateway.ask("{ viewer { may(action: READ_AUDIT_LOG) { reason } } }", {}, sig);
  const { errors } = await gateway.ask(LOG, {}, sig);
  expect(errors?.[0]?.message).toContain(data.viewer.may.reason);
});

type Page = {
  readonly nodes: readonly { readonly requestId: string }[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly pageInfo: object;
};

test("it is read page by page", async () => {
  for (let minutes = 0; minutes < 5; minutes += 1) await gateway.ledger.record(anAct(minutes));
  const found: string[] = [];
  const page = (after: string | null) => gateway.ask<{ auditLog: Page }>(LOG, { first: 2, after }, RELENG);
  for (let after: string | null = null, count = 2; count <= 6; count += 2) {
    const { nodes, edges, pageInfo }: Page = (await page(after)).data.auditLog;
    found.push(...nodes.map(({ requestId }) => requestId));
    const endCursor: string | null = edges.at(-1)?.cursor ?? null;
    expect(pageInfo).toEqual({ hasNextPage: count < 5, hasPreviousPage: after !== null, endCursor });
    after = endCursor;
  }
  expect(found).toEqual([4, 3, 2, 1, 0].map((minutes) => `request-${minutes}`));
});

test("it is filtered", async () => {
  await gateway.ledger.record(anAct(1));
  await gateway.ledger.record(anAct(2, { viewer: "bob", action: "CANCEL_TASK", allowed: false }));
  await gateway.ledger.record(anAct(3, { image: "Borealis" }));
  const found = async (filter: object) => {
    const { data } = await gateway.ask(LOG, { filter }, RELENG);
    return data.auditLog.nodes.map(({ requestId }: { requestId: string }) => requestId);
  };
  const moment = (minutes: number) => new Date(START + minutes * 60_000).toISOString();
  expect(await found({ viewer: "bob" })).toEqual(["request-2"]);
  expect(await found({ action: "CANCEL_TASK", allowed: false })).toEqual(["request-2"]);
  expect(await found({ image: "Borealis" })).toEqual(["request-3"]);
  expect(await found({ after: moment(1), before: moment(3) })).toEqual(["request-2"]);
  expect(await found({ viewer: null, allowed: true })).toEqual(["request-3", "request-1"]);
});

test("an entry is found again by its id", async () => {
  await gateway.ledger.record(anAct(1));
  const { data } = await gateway.ask(LOG, {}, RELENG);
  const [{ id, subject }] = data.auditLog.nodes;
  const NODE = "query ($id: ID!) { node(id: $id) { __typename id ... on AuditEntry { subject } } }";
  expect((await gateway.ask(NODE, { id }, RELENG)).data.node).toEqual({ __typename: "AuditEntry", id, subject });
  const { key = "" } = decodeGlobalId(id) ?? {};
  for (const gone of [encodeGlobalId("AuditEntry", "sample", "99"), encodeGlobalId("AuditEntry", "other", key)]) {
    const { data: none, errors } = await gateway.ask(NODE, { id: gone }, RELENG);
    expect({ none, errors }).toEqual({ none: { node: null }, errors: undefined });
  }
});

test.each(["nonsense", Buffer.from('["../x"]').toString("base64url")])("a cursor %j is none", async (after) => {
  const { errors } = await gateway.ask(LOG, { after }, RELENG);
  expect(errors?.[0]).toMatchObject({
    message: `after is "${after}", which is no cursor of this list; use one that a page gave.`,
    extensions: { code: "BAD_ARGUMENT" },
  });
});

test("a page of more than a hundred is refused", async () => {
  const { errors } = await gateway.ask(LOG, { first: 101 }, RELENG);
  expect(errors?.[0]).toMatchObject({ extensions: { code: "BAD_ARGUMENT" } });
});

test("a ledger that cannot be read is an error with its reason", async () => {
  await gateway.ledger.close();
  const { errors } = await gateway.ask(LOG, {}, RELENG);
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining("closed"),
    extensions: { code: "LEDGER_UNAVAILABLE" },
  });
});

test("a search that stopped at its bound says that there is more, and goes on behind it", async () => {
  const asked: (string | null)[] = [];
  const page: Ledger["page"] = (_, { olderThan }) => {
    asked.push(olderThan);
    return Promise.resolve({ entries: [], hasMore: olderThan === null, stoppedAt: olderThan === null ? "7" : null });
  };
  const searching = await gatewayOverSample({ ledger: { ...NO_LEDGER, page } });
  const first = (await searching.ask(LOG, {}, RELENG)).data.auditLog.pageInfo;
  expect(first).toEqual({ hasNextPage: true, hasPreviousPage: false, endCursor: expect.any(String) });
  const { data } = await searching.ask(LOG, { after: first.endCursor }, RELENG);
  expect(data.auditLog.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true, endCursor: null });
  expect(asked).toEqual([null, "7"]);
  await searching.close();
});
