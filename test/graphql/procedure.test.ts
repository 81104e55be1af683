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

type Procedure = { whoMayBuild: string[]; howToBuild: string; kojiCommand: string; afterwards: string | null };
const FIELDS = "procedure { whoMayBuild howToBuild kojiCommand afterwards }";

const procedureOf = async (name: string): Promise<Procedure> => {
  const { data, errors } = await gateway.ask(`query ($name: String!) { image(name: $name) { ${FIELDS} } }`, { name });
  expect(errors).toBeUndefined();
  return data.image.procedure;
};

const callsOf = () => gateway.requests.map(({ calls }) => calls.map(({ methodName }) => methodName).toSorted());

test("every image has its procedure, and a board of them costs a handful of requests", async () => {
  const { data, errors } = await gateway.ask(`{ images(first: 100) { nodes { name inCatalogue ${FIELDS} } } }`);
  expect(errors).toBeUndefined();
  expect(data.images.nodes.length).toBeGreaterThan(30);
  for (const { name, procedure } of data.images.nodes) {
    expect(procedure.kojiCommand, name).toMatch(/^koji [a-z-]+ /u);
    expect(procedure.howToBuild, name).toContain("--");
    expect(JSON.stringify(procedure), name).not.toMatch(/undefined|NaN|\[object|\bnull\b/u);
    expect(procedure.whoMayBuild, name).toContain(
      "Any build: Release engineering builds any image (rule releng-builds).",
    );
  }
  // The window and the targets; the newest attempts and package lists; the attempts before them; other targets.
  expect(gateway.requests.length).toBeLessThanOrEqual(5);
});

test.each([
  [
    "Aurora-Plasma-Live",
    "livemedia",
    /^koji spin-livemedia .* Main main-compose x86_64,aarch64 aurora-live-plasma.ks$/u,
  ],
  ["Aurora-Live-Rescue", "livecd", /^koji spin-livecd .* Main main-compose x86_64 \S+\.ks$/u],
  ["Aurora-IoT-Board", "appliance", /^koji spin-appliance .* Main main-compose aarch64 \S+\.ks$/u],
  ["Aurora-Cloud-Vagrant", "image", /^koji image-build .*--format raw-xz --format vagrant-libvirt .* x86_64 aarch64$/u],
  ["Aurora-Layered-Web", "image", /^koji image-build-indirection --name Aurora-Layered-Web --version Main /u],
  ["Aurora-Cloud-Azure", "image", /^koji kiwi-build --version Main .*--kiwi-profile Cloud-Azure .* main-compose /u],
  [
    "Aurora-Atomic-Raw",
    "image",
    /^koji osbuild-image .* Aurora-Atomic-Raw Main aurora\S* main-compose x86_64 aarch64$/u,
  ],
  ["Aurora-WSL-Base", "image", /^koji image-builder-build .* main-compose Aurora-WSL-Base Main wsl$/u],
  [
    "Aurora-Drivers-Storage",
    "image",
    /^koji dud-build .* main-compose Aurora-Drivers-Storage Main kmod-\S+ kmod-\S+$/u,
  ],
])("%s is built with the permission %s", async (name, permission, command) => {
  const procedure = await procedureOf(name);
  expect(procedure.kojiCommand).toMatch(command);
  expect(procedure.kojiCommand).not.toContain("--release");
  expect(procedure.whoMayBuild.at(-1)).toBe(
    `Holders of Koji's permission "${permission}" (or "admin") on hub "sample".`,
  );
  expect(procedure.afterwards).toBe("Promoted by release engineering once tested.");
});

test("one image's costs two requests", async () => {
  await procedureOf("Aurora-Xfce-Live");
  expect(callsOf()).toEqual([
    ["getBuildTarget", "listBuilds", "listTasks"],
    ["getPackageConfig", "getTaskInfo"],
  ]);
});

test("an image that the catalogue lacks is built as its newest attempt was", async () => {
  const { kojiCommand, howToBuild, afterwards } = await procedureOf("Aurora-Image-Mode");
  expect(kojiCommand).toMatch(/^koji image-builder-build --arch x86_64 .* Aurora-Image-Mode Main \S+$/u);
  expect(howToBuild).toContain("taskinfo?taskID=");
  expect(afterwards).toBe('Koji tags it into "main-compose"; how long it is kept is the hub\'s own affair.');
});

test("one that was never built has words in capitals for what only an attempt could tell", async () => {
  const { kojiCommand, howToBuild } = await procedureOf("Aurora-Edu-Live");
  expect(kojiCommand).toBe(
    "koji spin-livemedia --ksurl 'KICKSTARTS-URL#HEAD' Aurora-Edu-Live VERSION main-compose x86_64,aarch64 aurora-live-edu.ks",
  );
  expect(howToBuild).toContain(
    "Words in capitals stand for what is not known: the address of the kickstarts, the version.",
  );
});

test.each([
  ["Aurora-Plasma-Live", "kde-sig", []],
  [
    "Aurora-Music-Live",
    "labs-sig",
    [
      "Builds: Members of an image's group build it as long as it is a test image (rule group-test). The group is labs-sig.",
    ],
  ],
])("who may build %s is what the rules say of an image of its group and stage", async (name, group, builds) => {
  const { whoMayBuild } = await procedureOf(name);
  expect(whoMayBuild).toEqual([
    `Scratch builds: Members of an image's group make scratch builds of it (rule group-scratch). The group is ${group}.`,
    "Any build: Release engineering builds any image (rule releng-builds).",
    ...builds,
    `Holders of Koji's permission "livemedia" (or "admin") on hub "sample".`,
  ]);
});
