import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { gatewayOver, gatewayOverSample, hubService, type TestGateway } from "../support/gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample();
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.forget();
});

test("an image that the catalogue lists knows its people and what it is made from, without asking the hub", async () => {
  const { data, errors } = await gateway.ask(`{ image(name: "Aurora-Plasma-Live") {
    summary group inCatalogue definition { ... on KickstartDefinition { path repository } } } }`);
  expect(errors).toBeUndefined();
  expect(data.image).toMatchObject({ inCatalogue: true, definition: { path: expect.stringMatching(/\.ks$/u) } });
  expect(data.image.group).toBeTruthy();
  expect(gateway.requests).toHaveLength(0);
});

test("owners come from the catalogue and from the package list of the tag its builds go to", async () => {
  const { data } = await gateway.ask('{ image(name: "Aurora-Plasma-Live") { owners { name source contact } } }');
  expect(data.image.owners.map(({ source }: { source: string }) => source)).toEqual(["CATALOGUE", "KOJI_PACKAGE"]);
});

test("an image that the catalogue lacks is found by its builds, one that nobody knows is null", async () => {
  const all = await gateway.ask(
    "{ images(first: 100, filter: { inCatalogue: false }) { nodes { name inCatalogue } } }",
  );
  const [stray] = all.data.images.nodes;
  expect(stray.inCatalogue).toBe(false);
  const { data, errors } = await gateway.ask(
    'query ($name: String!) { image(name: $name) { name status { state } } none: image(name: "No-Such-Image") { name } }',
    { name: stray.name },
  );
  expect(errors).toBeUndefined();
  expect(data.image.name).toBe(stray.name);
  expect(data.none).toBeNull();
});

test("one image's status is the same whether asked alone or among all", async () => {
  const FIELDS =
    "name status { state since consecutiveFailures latest { nvr } lastGood { nvr } building { nvr } arches { arch state optional task { kojiId } } }";
  const all = await gateway.ask(`{ images(first: 100) { nodes { ${FIELDS} } } }`);
  for (const image of all.data.images.nodes) {
    const { data } = await gateway.ask(`query ($name: String!) { image(name: $name) { ${FIELDS} } }`, {
      name: image.name,
    });
    expect(data.image, image.name).toEqual(image);
  }
});

test("a status on a target differs where the image fares differently on it", async () => {
  const { data, errors } = await gateway.ask(`{ images(first: 100) { nodes { name
    main: status(target: "main-compose") { state } next: status(target: "next-compose") { state } } } }`);
  expect(errors).toBeUndefined();
  type Row = { name: string; main: { state: string }; next: { state: string } };
  const split = data.images.nodes.filter(({ main, next }: Row) => main.state === "FAILING" && next.state === "PASSING");
  expect(split.length).toBeGreaterThan(0);
});

test("a partial image fails on the arch that is missing and passes on the others", async () => {
  const { data } = await gateway.ask(`{ images(first: 100, filter: { state: [PARTIAL] }) { nodes { name status {
    lastGood { nvr partial } arches { arch state optional artifacts { filename } failure { message task { arch } log { name url } } } } } } }`);
  expect(data.images.nodes.length).toBeGreaterThan(0);
  for (const { name, status } of data.images.nodes) {
    expect(status.lastGood.partial, name).toBe(true);
    const missing = status.arches.filter(({ state }: { state: string }) => state === "FAILING");
    expect(missing.length, name).toBeGreaterThan(0);
    for (const arch of missing) {
      expect(arch).toMatchObject({ optional: true, artifacts: [], failure: { task: { arch: arch.arch } } });
      const { data: one } = await gateway.ask(
        "query ($name: String!, $arch: String) { image(name: $name) { status(arch: $arch) { state arches { arch } } } }",
        { name, arch: arch.arch },
      );
      expect(one.image.status).toEqual({ state: "FAILING", arches: [{ arch: arch.arch }] });
    }
    for (const arch of status.arches.filter(({ state }: { state: string }) => state === "PASSING")) {
      expect(arch.artifacts.length, `${name} ${arch.arch}`).toBeGreaterThan(0);
      expect(arch.failure).toBeNull();
    }
  }
});

test("the newest file of an arch and format is a file of the newest good build that has one", async () => {
  const { data, errors } = await gateway.ask(`{ image(name: "Aurora-Plasma-Live") {
    latest(arch: "x86_64", format: "iso") { filename url arch format build { nvr state } }
    inTag: latest(arch: "x86_64", format: "iso", tag: "main-compose") { build { tags { name } } }
    none: latest(arch: "x86_64", format: "vmdk") { url }
    status(arch: "x86_64") { lastGood { nvr } } } }`);
  expect(errors).toBeUndefined();
  expect(data.image.latest).toMatchObject({ arch: "x86_64", format: "iso", build: { state: "COMPLETE" } });
  expect(data.image.latest.build.nvr).toBe(data.image.status.lastGood.nvr);
  expect(data.image.inTag.build.tags).toContainEqual({ name: "main-compose" });
  expect(data.image.none).toBeNull();
});

test("a failed build tells where it began, in the builder's words, with the log that tells", async () => {
  const { data, errors } =
    await gateway.ask(`{ builds(first: 30, filter: { type: "image", state: [FAILED] }) { nodes { nvr ... on ImageBuild {
    failure { code message task { method state } log { name url size } } } } } }`);
  expect(errors).toBeUndefined();
  for (const { nvr, failure } of data.builds.nodes) {
    expect(failure.message, nvr).not.toMatch(/Traceback|File "/u);
    expect(failure.code, nvr).toBeGreaterThan(0);
    expect(failure.task.state, nvr).toBe("FAILED");
  }
  expect(data.builds.nodes.some(({ failure }: { failure: { log: unknown } }) => failure.log !== null)).toBe(true);
});

test("filters by method, arch, group and owner keep what they say", async () => {
  const { data, errors } = await gateway.ask(`{
    kiwi: images(first: 100, filter: { method: [KIWI] }) { nodes { name builds(first: 1) { nodes { method } } } }
    s390x: images(first: 100, filter: { arch: "s390x" }) { totalCount }
    group: images(first: 100, filter: { group: "desktop-sig" }) { nodes { group } }
    owner: images(first: 100, filter: { owner: "alice" }) { nodes { owners { name } } } }`);
  expect(errors).toBeUndefined();
  for (const { name, builds } of data.kiwi.nodes)
    for (const { method } of builds.nodes) expect(method, name).toBe("KIWI");
  expect(data.kiwi.nodes.length).toBeGreaterThan(1);
  expect(data.s390x.totalCount).toBeGreaterThan(0);
  expect(new Set(data.group.nodes.map(({ group }: { group: string }) => group))).toEqual(new Set(["desktop-sig"]));
  for (const { owners } of data.owner.nodes)
    expect(owners.map(({ name }: { name: string }) => name)).toContain("alice");
});

test("several hubs answer side by side, each thing names its hub, and one hub's ids are not the other's", async () => {
  const second = await gatewayOverSample();
  const both = gatewayOver([hubService("north", gateway.hub), hubService("south", second.hub)]);
  try {
    const { data, errors } = await both.ask(`{ hubs { name }
      default: builds(first: 1) { nodes { id hub { name } } }
      south: builds(hub: "south", first: 1) { nodes { id hub { name } } } }`);
    expect(errors).toBeUndefined();
    expect(data.hubs).toEqual([{ name: "north" }, { name: "south" }]);
    const [north, south] = [data.default.nodes[0], data.south.nodes[0]];
    expect([north.hub.name, south.hub.name]).toEqual(["north", "south"]);
    expect(north.id).not.toBe(south.id);
    second.forget();
    await both.ask("query ($id: ID!) { node(id: $id) { id } }", { id: south.id });
    expect(second.requests).toHaveLength(1);
  } finally {
    await both.close();
    await second.close();
  }
});
