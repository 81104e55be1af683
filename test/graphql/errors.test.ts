import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type AlteringProxy, startAlteringProxy } from "../support/altering-proxy.ts";
import { gatewayOver, gatewayOverSample, hubService, type TestGateway } from "../support/gateway.ts";

let sample: TestGateway;
let proxy: AlteringProxy;
let gateway: ReturnType<typeof gatewayOver>;
beforeAll(async () => {
  sample = await gatewayOverSample();
  proxy = await startAlteringProxy(sample.hub.hubUrl);
});
beforeEach(() => {
  gateway = gatewayOver([hubService("sample", sample.hub, { url: proxy.url })]);
});
afterEach(async () => {
  proxy.status = null;
  proxy.alter = (body) => body;
  await gateway.close();
});
afterAll(async () => {
  await proxy.close();
  await sample.close();
});

test("a hub that is out of order is HUB_UNAVAILABLE with a sentence, and its page does not leave the gateway", async () => {
  proxy.status = 503;
  const { data, errors } = await gateway.ask("{ targets { name } }");
  expect(data).toBeNull();
  expect(errors?.[0]?.extensions?.["code"]).toBe("HUB_UNAVAILABLE");
  expect(errors?.[0]?.message).toContain("503");
  expect(JSON.stringify(errors)).not.toContain("<html>");
});

test.each([
  ["a variable", "query ($first: Int!) { images(first: $first) { totalCount } }", { first: "x" }],
  ["a word in the query", "{ image(name: 5) { name } }", {}],
])("%s of the wrong type has a code", async (_what, query, variables) => {
  const { errors } = await gateway.ask(query, variables);
  expect(errors?.length).toBeGreaterThan(0);
  for (const { extensions } of errors ?? []) expect(extensions?.["code"]).toBe("GRAPHQL_VALIDATION_FAILED");
});

test("a hub's fault is HUB_FAULT with its number, at the path of the field that asked", async () => {
  const fault =
    "<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>1000</int></value></member>" +
    "<member><name>faultString</name><value><string>no more targets today</string></value></member></struct></value></fault></methodResponse>";
  proxy.alter = (body, request) => (request.includes("getBuildTargets") ? fault : body);
  const { errors } = await gateway.ask("{ targets { name } }");
  expect(errors?.[0]).toMatchObject({
    message: "no more targets today",
    path: ["targets"],
    extensions: { code: "HUB_FAULT", fault: 1000 },
  });
});

test("an answer of the wrong shape is told, never passed on", async () => {
  proxy.alter = (body) => body.replaceAll("<name>dest_tag_name</name>", "<name>dest_tag</name>");
  const { data, errors } = await gateway.ask("{ targets { name } }");
  expect(data).toBeNull();
  expect(errors?.[0]?.message).toContain("getBuildTargets is not what Koji sends");
});

test("members that a newer hub adds are passed over", async () => {
  proxy.alter = (body) =>
    body.replaceAll(
      "<member>\n<name>dest_tag</name>",
      "<member>\n<name>new</name>\n<value><int>1</int></value>\n</member>\n<member>\n<name>dest_tag</name>",
    );
  const { data, errors } = await gateway.ask("{ targets { name } }");
  expect(errors).toBeUndefined();
  expect(data.targets.length).toBeGreaterThan(1);
});

test("health tells that the hub is down, and is no error itself", async () => {
  proxy.status = 500;
  const { data, errors } = await gateway.ask("{ hubs { name health { state message } } }");
  expect(errors).toBeUndefined();
  expect(data.hubs[0].health.state).toBe("DOWN");
  proxy.status = null;
  const { data: after } = await gateway.ask("{ hubs { health { state lastSuccessAt } } }");
  expect(after.hubs[0].health.state).not.toBe("DOWN");
});

test.each([
  ["images(first: 101) { totalCount }", "first is 101; give a number from 0 to 100 and page with cursors."],
  ["images(first: -1) { totalCount }", "first is -1; give a number from 0 to 100 and page with cursors."],
  ["builds(first: 1, last: 1) { nodes { nvr } }", "first is 1 and last is 1; give one of them."],
  [
    'builds(after: "nonsense") { nodes { nvr } }',
    'after is "nonsense", which is no cursor of this list; use one that a page gave.',
  ],
  [
    'tasks(last: 5, before: "W10") { nodes { method } }',
    'before is "W10", which is no cursor of this list; use one that a page gave.',
  ],
  [
    'images(hub: "nowhere") { totalCount }',
    'hub is "nowhere", which this gateway does not serve; give one of "sample".',
  ],
])("%s is a bad argument, told in a sentence", async (field, message) => {
  const { errors } = await gateway.ask(`{ ${field} }`);
  expect(errors?.[0]).toMatchObject({ message, extensions: { code: "BAD_ARGUMENT" } });
});

test("a whole tag of any kind of build is too costly, and the cure is named", async () => {
  const { errors } = await gateway.ask('{ builds(filter: { tag: "main" }) { totalCount } }');
  expect(errors?.[0]?.extensions?.["code"]).toBe("TOO_COSTLY");
  expect(errors?.[0]?.message).toContain('add type: "image"');
});

test("a time without a zone is refused where it is written", async () => {
  const { errors } = await gateway.ask('{ builds(filter: { createdAfter: "yesterday" }) { nodes { nvr } } }');
  expect(errors?.[0]?.message).toContain("give RFC 3339 with a zone");
});

test("what the caller wrote wrongly stays in GraphQL's own words", async () => {
  const { errors } = await gateway.ask("{ imagess { totalCount } }");
  expect(errors?.[0]?.message).toContain('Did you mean "images"');
});
