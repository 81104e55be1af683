import { graphql } from "graphql";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createContext } from "../../context/context.ts";
import { NO_KICKSTARTS } from "../../kickstarts/library.ts";
import { NO_LEDGER } from "../../ledger/ledger.ts";
import { NO_POLICIES } from "../../policies/no-policies.ts";
import { schema } from "../../schema/index.ts";
import { gatewayOverSample, hubService, NOW, type TestGateway } from "../support/gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample();
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.forget();
});

const VIEWER = "{ viewer { name anonymous groups hubPermissions } }";

test("nobody in particular has no name, no groups and no permissions, and no hub is asked", async () => {
  const { data, errors } = await gateway.ask(VIEWER);
  expect(errors).toBeUndefined();
  expect(data.viewer).toEqual({ name: null, anonymous: true, groups: [], hubPermissions: [] });
  expect(gateway.requests).toEqual([]);
});

test("permissions on a hub that is not served are a bad argument", async () => {
  const { errors } = await gateway.ask('{ viewer { hubPermissions(hub: "nowhere") } }');
  expect(errors?.[0]?.extensions?.["code"]).toBe("BAD_ARGUMENT");
});

async function askAs(name: string, query: string) {
  const service = hubService("sample", gateway.hub);
  const contextValue = createContext({
    kickstarts: NO_KICKSTARTS,
    ledger: NO_LEDGER,
    requestId: "test",
    policies: NO_POLICIES,
    hubs: [service],
    viewer: { name, groups: ["spins"], actions: null },
    now: NOW,
  });
  try {
    return await graphql({ schema, source: query, contextValue });
  } finally {
    await service.client.close();
  }
}

test.each([
  ["erin", "through a group alone", ["livecd", "livemedia"]],
  ["alice", "of their own and through groups, each once", ["image", "livemedia"]],
  ["grace", "none", []],
  ["nobody-of-this-name", "none, for the hub does not know them", []],
])("%s has the permissions that the hub tells: %s", async (name, _how, hubPermissions) => {
  const { data, errors } = await askAs(name, VIEWER);
  expect(errors).toBeUndefined();
  expect(data?.["viewer"]).toEqual({ name, anonymous: false, groups: ["spins"], hubPermissions });
  const calls = gateway.requests.flatMap((request) => request.calls);
  expect(calls).toEqual([{ methodName: "getUserPerms", params: [name] }]);
});
