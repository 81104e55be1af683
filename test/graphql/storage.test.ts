import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { CatalogueImage, RetentionRule } from "../../model/catalogue.ts";
import { startAlteringProxy } from "../support/altering-proxy.ts";
import { gatewayOver, gatewayOverSample, hubService, NOW, type TestGateway } from "../support/gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample();
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.forget();
});

const calls = () => gateway.requests.flatMap((request) => request.calls);
const DAY_MS = 86_400_000;

type File = { size: number; arch: string | null };
type Built = { nvr: string; state: string; storage: number; completedAt: string; artifacts: File[] };

async function everyBuild(name: string): Promise<Built[]> {
  const { data } = await gateway.ask(
    "query ($n: String!) { image(name: $n) { builds(first: 100) { nodes { nvr state storage completedAt artifacts { size arch } } } } }",
    { n: name },
  );
  return data.image.builds.nodes;
}

const sizes = (files: readonly File[]) => files.reduce((sum, { size }) => sum + size, 0);

test("an image's storage is the sizes of the files of its complete builds, in two requests", async () => {
  const STORAGE = "storage { bytes artifacts builds complete bytesByArch { arch bytes } }";
  const { data, errors } = await gateway.ask(`{ image(name: "Aurora-Cosmic-Live") { ${STORAGE} } }`);
  expect(errors).toBeUndefined();
  expect(gateway.requests).toHaveLength(2);
  expect(calls()).toHaveLength(1 + data.image.storage.builds);

  const builds = await everyBuild("Aurora-Cosmic-Live");
  const complete = builds.filter(({ state }) => state === "COMPLETE");
  const files = complete.flatMap(({ artifacts }) => artifacts);
  // Deleted builds still list their files, whose space is free.
  expect(builds.some(({ state, artifacts }) => state === "DELETED" && artifacts.length > 0)).toBe(true);
  expect(data.image.storage).toEqual({
    bytes: sizes(files),
    artifacts: files.length,
    builds: complete.length,
    complete: true,
    bytesByArch: ["aarch64", "x86_64"].map((arch) => ({
      arch,
      bytes: sizes(files.filter((file) => file.arch === arch)),
    })),
  });
});

test("a build's storage is that of its files; of one that runs, failed or was deleted it is 0 and asks nothing", async () => {
  for (const { nvr, state, storage, artifacts } of await everyBuild("Aurora-Cosmic-Live"))
    expect(storage, nvr).toBe(state === "COMPLETE" ? sizes(artifacts) : 0);
  gateway.forget();
  const { data } = await gateway.ask(
    '{ builds(first: 30, filter: { type: "image", state: [BUILDING, FAILED, DELETED] }) { nodes { ... on ImageBuild { storage } } } }',
  );
  expect(data.builds.nodes.length).toBeGreaterThan(20);
  expect(new Set(data.builds.nodes.map(({ storage }: Built) => storage))).toEqual(new Set([0]));
  expect(calls().filter(({ methodName }) => methodName === "listArchives")).toEqual([]);
});

test("files that Koji only describes do not count, and files of no arch count as noarch", async () => {
  const STORAGE = '{ image(name: "Aurora-WSL-Base") { storage { bytes artifacts bytesByArch { arch bytes } } } }';
  const { data: plain } = await gateway.ask(STORAGE);
  const [aarch64, x86] = plain.image.storage.bytesByArch;
  const proxy = await startAlteringProxy(gateway.hub.hubUrl);
  const altered = () => gatewayOver([hubService("sample", gateway.hub, { url: proxy.url })]);
  const gateways = [altered(), altered()] as const;
  try {
    // Rows of files come without names: `arch` is the only such text, `metadata_only` the only truth.
    proxy.alter = (body) => body.replaceAll("<value><string>aarch64</string></value>", "<value><nil/></value>");
    const { data } = await gateways[0].ask(STORAGE);
    expect(data.image.storage.bytesByArch).toEqual([{ arch: "noarch", bytes: aarch64.bytes }, x86]);
    proxy.alter = (body) => body.replaceAll("<boolean>0", "<boolean>1");
    const { data: described } = await gateways[1].ask(STORAGE);
    expect(described.image.storage).toEqual({ bytes: 0, artifacts: 0, bytesByArch: [] });
  } finally {
    await Promise.all(gateways.map((one) => one.close()));
    await proxy.close();
  }
});

test("images are ordered by the storage that they tell, both ways, page by page", async () => {
  const LIST =
    "query ($d: OrderDirection!, $after: String) { images(first: 20, after: $after, orderBy: { field: STORAGE, direction: $d }) { totalCount nodes { name storage { bytes } } pageInfo { endCursor hasNextPage } } }";
  const walk = async (d: string) => {
    const { data: one, errors } = await gateway.ask(LIST, { d });
    expect(errors).toBeUndefined();
    const { data: two } = await gateway.ask(LIST, { d, after: one.images.pageInfo.endCursor });
    const nodes: { name: string; storage: { bytes: number } }[] = [...one.images.nodes, ...two.images.nodes];
    expect(nodes).toHaveLength(one.images.totalCount);
    return nodes;
  };
  const [down, up] = [await walk("DESC"), await walk("ASC")];
  expect(up).toEqual(down.toReversed());
  const bytes = down.map(({ storage }) => storage.bytes);
  expect(bytes).toEqual(bytes.toSorted((a, b) => b - a));
  expect(new Set(bytes).size).toBeGreaterThan(20);
});

test("ordering by storage asks for the builds of each image once and for the files of each build once", async () => {
  const { data } = await gateway.ask(
    '{ images(first: 100, filter: { group: "cloud-sig" }, orderBy: { field: STORAGE, direction: DESC }) { nodes { storage { builds } } } }',
  );
  const builds = data.images.nodes.map(({ storage }: { storage: { builds: number } }) => storage.builds);
  const total = builds.reduce((sum: number, count: number) => sum + count, 0);
  expect(calls().filter(({ methodName }) => methodName === "listBuilds")).toHaveLength(builds.length);
  expect(calls().filter(({ methodName }) => methodName === "listArchives")).toHaveLength(total);
  expect(calls()).toHaveLength(builds.length + total);
});

function withCatalogue(change: (image: CatalogueImage, index: number) => readonly CatalogueImage[]) {
  const service = hubService("sample", gateway.hub);
  const images = [...service.catalogue.values()].flatMap(change);
  return gatewayOver([{ ...service, catalogue: new Map(images.map((image) => [image.name, image])) }]);
}

test("ordering more images by storage than can be weighed is too costly, and the filter that cures it is named", async () => {
  const crowd = withCatalogue((image) => [image, { ...image, name: `${image.name}-Twin`, group: "twins" }]);
  try {
    const LIST = "images(orderBy: { field: STORAGE, direction: DESC }";
    const { errors } = await crowd.ask(`{ ${LIST}) { totalCount } }`);
    expect(errors?.[0]).toMatchObject({
      extensions: { code: "TOO_COSTLY" },
      message: expect.stringMatching(/^Ordering 7\d images by storage .* filter by group, owner or nameGlob to 50 /u),
    });
    expect(calls().filter(({ methodName }) => methodName === "listArchives")).toEqual([]);
    const { data, errors: none } = await crowd.ask(`{ ${LIST}, filter: { group: "twins" }) { totalCount } }`);
    expect([none, data.images.totalCount]).toEqual([undefined, 35]);
  } finally {
    await crowd.close();
  }
});

test.each<[string, RetentionRule]>([
  ["by number", { keepLast: 5, keepDays: null }],
  ["by age", { keepLast: null, keepDays: 3 }],
  ["by either", { keepLast: 12, keepDays: 2 }],
])(
  "what has expired %s is what neither rule keeps, and its files are what can be had back",
  async (_how, retention) => {
    const strict = withCatalogue((image) => [{ ...image, retention }]);
    try {
      const { data, errors } = await strict.ask(
        '{ image(name: "Aurora-Plasma-Live") { retention { keepLast keepDays complete reclaimable expired { nvr } } } }',
      );
      expect(errors).toBeUndefined();
      const complete = (await everyBuild("Aurora-Plasma-Live")).filter(({ state }) => state === "COMPLETE");
      const newestEnd = complete.toSorted((a, b) => b.completedAt.localeCompare(a.completedAt));
      const expired = newestEnd.filter(({ completedAt }, index) => {
        const age = NOW.getTime() - new Date(completedAt).getTime();
        return index >= (retention.keepLast ?? 1) && age > (retention.keepDays ?? 0) * DAY_MS;
      });
      expect(expired.length).toBeGreaterThan(10);
      expect(data.image.retention).toEqual({
        ...retention,
        complete: true,
        expired: expired.map(({ nvr }) => ({ nvr })),
        reclaimable: expired.reduce((sum, { storage }) => sum + storage, 0),
      });
    } finally {
      await strict.close();
    }
  },
);

test("without a rule in the catalogue there is no retention, and the rule alone asks the hub nothing", async () => {
  const { data: none } = await gateway.ask(
    '{ image(name: "Aurora-Image-Mode") { inCatalogue retention { keepLast } } }',
  );
  expect(none.image).toEqual({ inCatalogue: false, retention: null });
  gateway.forget();
  const { data } = await gateway.ask('{ image(name: "Aurora-Plasma-Live") { retention { keepLast keepDays } } }');
  expect(data.image.retention).toEqual({ keepLast: 5, keepDays: 30 });
  expect(gateway.requests).toEqual([]);
});
