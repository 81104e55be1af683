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

type File = { kojiId: number; filename: string; build: { state: string; nvr: string } };
type Found = { nodes: File[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

const CONTAINING =
  "query ($rpm: String!, $after: String) { imagesContaining(rpm: $rpm, first: 50, after: $after) { nodes { kojiId filename build { state nvr } } pageInfo { hasNextPage endCursor } } }";

async function everyFileWith(rpm: string): Promise<File[]> {
  const files: File[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors }: { data: { imagesContaining: Found }; errors?: unknown } = await gateway.ask(CONTAINING, {
      rpm,
      after,
    });
    expect(errors).toBeUndefined();
    files.push(...data.imagesContaining.nodes);
    if (!data.imagesContaining.pageInfo.hasNextPage) return files;
    after = data.imagesContaining.pageInfo.endCursor;
  }
}

type Inside = { name: string; nvra: string; build: { nvr: string } | null };

/** Files of an image's complete builds, each with its rpms of these names. */
async function filesOf(image: string, glob: string) {
  const { data } = await gateway.ask(
    "query ($i: String!, $g: String!) { image(name: $i) { builds(first: 5, filter: { state: [COMPLETE] }) { nodes { artifacts { kojiId packages(nameGlob: $g, first: 100) { nodes { name nvra build { nvr } } } } } } } }",
    { i: image, g: glob },
  );
  return data.image.builds.nodes.flatMap(({ artifacts }: { artifacts: unknown[] }) => artifacts) as {
    kojiId: number;
    packages: { nodes: Inside[] };
  }[];
}

test("a build is found in exactly those files whose rpm lists hold one of its rpms", async () => {
  const files = await filesOf("Aurora-Cloud-Generic", "systemd*");
  const nvrs = [...new Set(files.flatMap(({ packages }) => packages.nodes.map(({ build }) => build?.nvr ?? "")))];
  expect(nvrs.length).toBeGreaterThan(1);
  for (const nvr of nvrs) {
    const found = new Set((await everyFileWith(nvr)).map(({ kojiId }) => kojiId));
    for (const { kojiId, packages } of files)
      expect(found.has(kojiId), `${nvr} in ${kojiId}`).toBe(packages.nodes.some(({ build }) => build?.nvr === nvr));
  }
});

test("an rpm's own name-version-release, with or without arch, finds what its build's does", async () => {
  const [file] = await filesOf("Aurora-Cloud-Generic", "*-libs");
  const rpm = file?.packages.nodes.find(({ name, build }) => build !== null && !build.nvr.startsWith(`${name}-`));
  expect(rpm).toBeDefined();
  const { nvra = "", build } = rpm ?? {};
  const ofBuild = await everyFileWith(build?.nvr ?? "");
  expect(ofBuild.map(({ kojiId }) => kojiId)).toContain(file?.kojiId);
  expect(await everyFileWith(nvra)).toEqual(ofBuild);
  expect(await everyFileWith(nvra.replace(/\.[^.]+$/u, ""))).toEqual(ofBuild);
});

test("a package is found by name in files of complete builds alone, newest first, each once", async () => {
  const files = await everyFileWith("bash");
  expect(files.length).toBeGreaterThan(60);
  const ids = files.map(({ kojiId }) => kojiId);
  expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => b - a));
  expect(new Set(files.map(({ build }) => build.state))).toEqual(new Set(["COMPLETE"]));
});

test("a page costs the builds, their look-up, and its own files", async () => {
  const { errors } = await gateway.ask('{ imagesContaining(rpm: "bash", first: 5) { nodes { filename } } }');
  expect(errors).toBeUndefined();
  const names = gateway.requests.map((request) => request.calls.map(({ methodName }) => methodName));
  expect(names).toEqual([["listBuilds"], [expect.any(String)], Array.from({ length: 6 }, () => "getArchive")]);
  expect(names[1]).toEqual(["buildReferences"]);
});

test.each(["no-such-package", "no-such-package-1-1", "no-such-package-1-1.fc43.x86_64", "1", "ü-1-1"])(
  "%s is in no image, without an error",
  async (rpm) => {
    expect(await everyFileWith(rpm)).toEqual([]);
  },
);

test("an empty text is a bad argument and asks nothing", async () => {
  const { errors } = await gateway.ask('{ imagesContaining(rpm: " ") { nodes { filename } } }');
  expect(errors?.[0]?.extensions?.["code"]).toBe("BAD_ARGUMENT");
  expect(gateway.requests).toEqual([]);
});
