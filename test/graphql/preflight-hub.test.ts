import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { noWriter } from "../../koji/writing/hub-writer.ts";
import { type AlteringProxy, startAlteringProxy } from "../support/altering-proxy.ts";
import { gatewayOver, hubService } from "../support/gateway.ts";
import { askPreflight, liveOrder } from "../support/preflight.ts";
import { type SampleHub, startSampleHub } from "../../sample/sample-hub.ts";
import { NOW } from "../support/gateway.ts";

/* What the sample hub never says, said by something between it and the gateway. */

let hub: SampleHub;
let proxy: AlteringProxy;
let gateway: ReturnType<typeof gatewayOver>;

beforeAll(async () => {
  hub = await startSampleHub({ seed: 1, now: () => NOW.getTime() });
  proxy = await startAlteringProxy(hub.hubUrl);
});

beforeEach(() => {
  proxy.alter = (body) => body;
  proxy.status = null;
  // With a cache of its own.
  gateway = gatewayOver([hubService("sample", hub, { url: proxy.url })]);
});

afterAll(async () => {
  await gateway.close();
  await proxy.close();
  await hub.close();
});

const PRODUCTION = liveOrder({}, { scratch: false });

const replacing = (from: RegExp | string, to: string) => {
  proxy.alter = (body) => body.replaceAll(from, to);
};

test("a destination that is locked fails", async () => {
  replacing(/(<name>locked<\/name>\s*<value><boolean>)0/gu, "$11");
  const told = await askPreflight(gateway, PRODUCTION);
  expect(told.outcomes["destination-tag"]).toBe("FAIL");
  expect(told.messages["destination-tag"]).toContain('The tag "main-compose" is locked');
});

test("who is locked out of the hub is told so", async () => {
  replacing(/(<name>status<\/name>\s*<value><int>)0/gu, "$11");
  const told = await askPreflight(gateway, PRODUCTION);
  expect(told.outcomes.permission).toBe("FAIL");
  expect(told.messages.permission).toContain("locked releng out");
});

test("a group of the hub's cannot build, nor can somebody whom the hub calls otherwise", async () => {
  replacing(/(<name>usertype<\/name>\s*<value><int>)0/gu, "$12");
  const group = await askPreflight(gateway, PRODUCTION);
  expect(group.outcomes.permission).toBe("FAIL");
  expect(group.messages.permission).toContain("releng is no person");
  gateway = gatewayOver([hubService("sample", hub, { url: proxy.url })]);
  replacing("<string>releng</string>", "<string>Releng</string>");
  const other = await askPreflight(gateway, PRODUCTION);
  expect(other.outcomes.permission).toBe("FAIL");
  expect(other.messages.permission).toContain('knows no user "releng"');
});

test("nothing is ready at a hub where the gateway can change nothing", async () => {
  const service = hubService("sample", hub, { url: proxy.url });
  gateway = gatewayOver([{ ...service, writer: noWriter("Nothing can be changed there: say how to sign in.") }]);
  const told = await askPreflight(gateway, PRODUCTION);
  expect(told.outcomes.permission).toBe("FAIL");
  expect(told.messages.permission).toContain("Nothing can be changed there: say how to sign in.");
});

test("rules that send it to other builders, and behind others, are warned of", async () => {
  replacing("<string>req</string>", "<string>use image</string>");
  const elsewhere = await askPreflight(gateway, PRODUCTION);
  expect(elsewhere.outcomes["hub-channel"]).toBe("WARN");
  expect(elsewhere.messages["hub-channel"]).toContain('into the channel "image" and not into "livemedia"');
  expect(elsewhere.messages.capacity).toContain('the channel "image"');
});

test("rules that change its priority are told, and those that spoil it fail", async () => {
  replacing("<string>stay</string>", "<string>adjust +3</string>");
  expect((await askPreflight(gateway, PRODUCTION)).outcomes["hub-priority"]).toBe("WARN");
  gateway = gatewayOver([hubService("sample", hub, { url: proxy.url })]);
  replacing("<string>stay</string>", "<string>adjust much</string>");
  expect((await askPreflight(gateway, PRODUCTION)).outcomes["hub-priority"]).toBe("FAIL");
});

test("a build tag without a repository is warned of, and what would be in it is skipped", async () => {
  // The row of getRepo, which alone has such members, with a struct in it.
  replacing(/<struct>\s*<member>\s*<name>begin_event<[\s\S]*?<name>task_state<[\s\S]*?<\/struct>/gu, "<nil/>");
  const told = await askPreflight(gateway, PRODUCTION);
  expect(told.outcomes).toMatchObject({ repository: "WARN", packages: "SKIPPED", groups: "SKIPPED" });
  expect(told.messages.repository).toContain("koji request-repo main-build");
});

test("a call that answers nonsense is skipped with the reason, and the rest is told", async () => {
  replacing("<name>begin_event<", "<name>begun_event<");
  replacing("<name>create_ts<", "<name>created_ts<");
  const told = await askPreflight(gateway, PRODUCTION);
  expect(told.outcomes).toMatchObject({
    repository: "SKIPPED",
    packages: "SKIPPED",
    policy: "PASS",
    target: "PASS",
    "package-list": "PASS",
    permission: "PASS",
    "hub-tag": "PASS",
  });
  expect(told.messages.repository).toMatch(/^This could not be looked at: The hub's answer to getRepo/u);
});

test.each([
  ["said in full", PRODUCTION],
  ["in the catalogue", { image: "Aurora-Games-Live", target: "main-compose", scratch: false }],
] as const)(
  "with the hub away, what needs no hub is told of an image that is %s, the rest skipped, and nothing is ready",
  async (_how, order) => {
    proxy.status = 503;
    const told = await askPreflight(gateway, order);
    expect(told.outcomes).toMatchObject({
      policy: "PASS",
      kickstart: order === PRODUCTION ? "PASS" : "SKIPPED",
      input: "FAIL",
      target: "SKIPPED",
      repository: "SKIPPED",
      permission: "SKIPPED",
      capacity: "SKIPPED",
      duplicate: "SKIPPED",
    });
    expect(told.messages.input).toContain("This could not be looked at");
    // An order would not be taken now.
    expect(told.ready).toBe(false);
    expect(told.kojiCommand).toMatch(
      order === PRODUCTION ? /own\.ks$/u : /Aurora-Games-Live VERSION .*aurora-live-games\.ks$/u,
    );
  },
  30_000,
);
