import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { gatewayOverSample, type TestGateway } from "../support/gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample();
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.forget();
});

/** Builds of an image of builds of an image … */
const nested = (levels: number, args = "first: 100"): string =>
  levels === 0 ? "name" : `builds(${args}) { nodes { image { ${nested(levels - 1, args)} } } }`;

test.each([
  ["by big pages", `{ image(name: "Aurora-Plasma-Live") { ${nested(4)} } }`, {}],
  ["by the usual page", `{ image(name: "Aurora-Plasma-Live") { ${nested(5, "filter: {}")} } }`, {}],
  ["by a variable", `query ($n: Int) { image(name: "Aurora-Plasma-Live") { ${nested(4, "first: $n")} } }`, { n: 100 }],
  [
    "by a variable's default",
    `query ($n: Int = 100) { image(name: "Aurora-Plasma-Live") { ${nested(4, "first: $n")} } }`,
    {},
  ],
  ["in a fragment", `{ image(name: "Aurora-Plasma-Live") { ...f } } fragment f on Image { ${nested(4)} }`, {}],
])("a query that multiplies %s is refused before the hub is asked", async (_how, query, variables) => {
  const { data, errors } = await gateway.ask(query, variables);
  expect(data ?? null).toBeNull();
  expect(errors?.[0]?.message).toMatch(
    /^The query may answer with \d+ objects, more than 50000; ask for smaller pages/u,
  );
  expect(errors?.[0]?.extensions?.["code"]).toBe("TOO_COSTLY");
  expect(gateway.requests).toEqual([]);
});

test("a query that goes too deep is refused, however little it asks of each", async () => {
  const { errors } = await gateway.ask(`{ image(name: "Aurora-Plasma-Live") { ${nested(12, "first: 1")} } }`);
  expect(errors?.[0]?.message).toBe(
    "The query goes deeper than 25 fields; ask for smaller pages, or in several queries.",
  );
  expect(gateway.requests).toEqual([]);
});

test("a query of too many words is refused before it is understood", async () => {
  const { errors } = await gateway.ask(`{ image(name: "a") { ${"name ".repeat(2_000)} } }`);
  expect(errors).toEqual([
    {
      message: "The query has more than 2000 words and signs; put lists in variables, or ask in several queries.",
      extensions: { code: "TOO_COSTLY" },
    },
  ]);
});

test("fragments of fragments are counted where they are used, however fast they multiply", async () => {
  const levels = Array.from(
    { length: 60 },
    (_, level) => `fragment F${level} on Query { ...F${level + 1} a${level}: __typename ...F${level + 1} }`,
  );
  const { errors } = await gateway.ask(`{ ...F0 } ${levels.join(" ")} fragment F60 on Query { __typename }`);
  expect(errors?.[0]?.message).toMatch(/^The query asks for [\d.e+]+ fields, more than 2000;/u);
  expect(errors?.[0]?.extensions?.["code"]).toBe("TOO_COSTLY");
});

test("a field cannot be asked for under hundreds of names", async () => {
  const names = Array.from({ length: 101 }, (_, n) => `a${n}: excerpt(lines: ${n + 1})`);
  const { errors } = await gateway.ask(`{ task(kojiId: 1) { failure { ${names.join(" ")} } } }`);
  expect(errors?.[0]?.message).toBe(
    "The query uses 101 aliases, more than 100; ask for smaller pages, or in several queries.",
  );
  expect(gateway.requests).toEqual([]);
});

test("the schema can be asked for whole", async () => {
  const { getIntrospectionQuery } = await import("graphql");
  const { errors } = await gateway.ask(getIntrospectionQuery());
  expect(errors).toBeUndefined();
});

test.each([
  ['image(name: "") { name }', "name is empty; give a value, or leave it out if it is optional."],
  [
    'builds(filter: { image: "" }) { totalCount }',
    "filter.image is empty; give a value, or leave it out if it is optional.",
  ],
  [
    'tasks(filter: { method: ["livemedia", ""] }) { totalCount }',
    "filter.method[1] is empty; give a value, or leave it out if it is optional.",
  ],
  ['hosts(channel: "") { name }', "channel is empty; give a value, or leave it out if it is optional."],
  [
    'image(name: "a\\u0000b") { name }',
    'name is "a\\u0000b"; it holds a control character, which no hub can be asked for.',
  ],
])("%s: an empty or unprintable name is never taken for any", async (field, message) => {
  const { errors } = await gateway.ask(`{ ${field} }`);
  expect(errors?.[0]).toMatchObject({ message, extensions: { code: "BAD_ARGUMENT" } });
  expect(gateway.requests).toEqual([]);
});

test("half a character, which only a variable can hold, is asked of no hub", async () => {
  const { errors } = await gateway.ask("query ($nvr: String!) { build(by: { nvr: $nvr }) { nvr } }", {
    nvr: "a\uD83D",
  });
  expect(errors?.[0]).toMatchObject({
    message: 'by.nvr is "a\\ud83d"; it holds a control character, which no hub can be asked for.',
    extensions: { code: "BAD_ARGUMENT" },
  });
  expect(gateway.requests).toEqual([]);
});

test.each([
  "0000-01-01T00:00:00Z",
  "2026-02-30T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-01-01T00:00:00",
  "1969-12-31T23:59:59Z",
])("%s is no time that a hub can be asked for", async (time) => {
  const { errors } = await gateway.ask("query ($t: DateTime) { builds(filter: { createdAfter: $t }) { totalCount } }", {
    t: time,
  });
  expect(errors?.[0]?.message).toContain("give RFC 3339 with a zone");
  expect(gateway.requests).toEqual([]);
});

test("what an unknown owner or image built is counted as none, although a hub answers a list for that count", async () => {
  const { data, errors } = await gateway.ask(
    '{ a: builds(filter: { owner: "nobody-here" }) { totalCount nodes { nvr } } b: builds(filter: { image: "nope" }) { totalCount } }',
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({ a: { totalCount: 0, nodes: [] }, b: { totalCount: 0 } });
});

test("images ordered by state end with those in most trouble", async () => {
  const { data } = await gateway.ask(
    "{ images(first: 100, orderBy: { field: STATE, direction: DESC }) { nodes { status { state } } } }",
  );
  const states = data.images.nodes.map(({ status }: { status: { state: string } }) => status.state);
  expect([...new Set(states)]).toEqual(["FAILING", "PARTIAL", "STALE", "NEVER_BUILT", "BUILDING", "PASSING"]);
});
