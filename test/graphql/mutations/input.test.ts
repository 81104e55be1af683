import { afterAll, beforeEach, expect, test } from "vitest";
import { actingGateway } from "../../support/acting-gateway.ts";
import { BUILD_IMAGE } from "../../support/mutations.ts";

const gateway = await actingGateway();
afterAll(gateway.close);
beforeEach(gateway.clear);

type Field = { readonly path: readonly string[]; readonly message: string };

async function fieldsOf(input: object): Promise<readonly Field[]> {
  const { data, errors } = await gateway.askAs("sample-releng", BUILD_IMAGE, { input });
  expect(errors).toBeUndefined();
  expect(data.buildImage).toMatchObject({ __typename: "InvalidInputProblem", code: "INVALID_INPUT" });
  expect(gateway.writes()).toEqual([]);
  return data.buildImage.fields;
}

const URL = "git+https://git.aurora.example.org/k.git?#main";
const LIVE = { kickstart: "live/k.ks", kickstartUrl: URL };
const DISK = { ...LIVE, installTreeUrl: "https://example.org/os", distro: "Fedora-45", formats: ["qcow2"] };
const INDIRECTION = {
  template: "t.tdl",
  templateUrl: URL,
  resultsLocation: "/out",
  baseImageTask: 1,
  utilityImageTask: 2,
};
const KIWI = { descriptionUrl: URL, descriptionPath: "a/b.kiwi" };

const FULL = {
  image: "My-Image",
  target: "main-compose",
  version: "45",
  arches: ["x86_64"],
  method: { livemedia: LIVE },
};

const live = (more: object) => ({ ...FULL, method: { livemedia: { ...LIVE, ...more } } });
const appliance = (more: object) => ({ ...FULL, method: { appliance: { ...LIVE, ...more } } });
const disk = (more: object) => ({ ...FULL, method: { image: { ...DISK, ...more } } });
const indirection = (more: object) => ({ ...FULL, method: { indirection: { ...INDIRECTION, ...more } } });
const kiwi = (more: object, basics: object = {}) => ({ ...FULL, ...basics, method: { kiwi: { ...KIWI, ...more } } });
const builder = (more: object) => ({ ...FULL, method: { imageBuilder: { imageType: "wsl", ...more } } });
const LONG = "x".repeat(300);

test.each<[object, string]>([
  [{ ...FULL, image: "" }, "image"],
  [{ ...FULL, image: "../etc" }, "image"],
  [{ ...FULL, image: LONG }, "image"],
  [{ ...FULL, image: "a\u0007b" }, "image"],
  [{ ...FULL, version: null }, "version"],
  [{ ...FULL, version: "4-5" }, "version"],
  [{ ...FULL, version: "4/5" }, "version"],
  [{ ...FULL, version: ".." }, "version"],
  [{ ...FULL, release: "1-2" }, "release"],
  [{ ...FULL, release: "" }, "release"],
  [{ ...FULL, target: "nowhere" }, "target"],
  [{ ...FULL, target: "a\u0000b" }, "target"],
  [{ ...FULL, arches: [] }, "arches"],
  [{ ...FULL, arches: ["x86 64"] }, "arches.0"],
  [{ ...FULL, arches: ["x86_64", "x86_64"] }, "arches.1"],
  [{ ...FULL, arches: ["x86_64", "sparc"] }, "arches.1"],
  [{ ...FULL, optionalArches: ["aarch64"] }, "optionalArches.0"],
  [{ ...FULL, repos: ["file:///etc/passwd"] }, "repos.0"],
  [{ ...FULL, repos: ["https://me:secret@example.org/os"] }, "repos.0"],
  [{ ...FULL, repos: ["https://"] }, "repos.0"],
  [{ ...FULL, repos: ["https://example.org/a b"] }, "repos.0"],
  [{ ...FULL, hub: "nowhere" }, "hub"],
  [{ ...FULL, idempotencyKey: "two words" }, "idempotencyKey"],
  [{ ...FULL, idempotencyKey: LONG }, "idempotencyKey"],
  [{ ...FULL, method: null }, "image"],
  [live({ kickstart: "../k.ks" }), "method.livemedia.kickstart"],
  [live({ kickstart: "/etc/k.ks" }), "method.livemedia.kickstart"],
  [live({ kickstart: "-k.ks" }), "method.livemedia.kickstart"],
  [live({ kickstartUrl: null }), "method.livemedia.kickstartUrl"],
  [live({ kickstartUrl: "https://example.org/k.git#main" }), "method.livemedia.kickstartUrl"],
  [live({ kickstartUrl: "git+https://example.org/k.git" }), "method.livemedia.kickstartUrl"],
  [live({ kickstartUrl: "git+https://example.org/k.git#--upload-pack=x" }), "method.livemedia.kickstartUrl"],
  [live({ kickstartUrl: "git+https://token@example.org/k.git#main" }), "method.livemedia.kickstartUrl"],
  [live({ kickstartUrl: "git+ssh://git:pw@example.org/k.git#main" }), "method.livemedia.kickstartUrl"],
  [live({ kickstartUrl: "git+file:///srv/k.git#main" }), "method.livemedia.kickstartUrl"],
  [live({ kickstartUrl: "git+https://example.org/k.git?../../etc#main" }), "method.livemedia.kickstartUrl"],
  [live({ kickstartSource: "lang en_US" }), "method.livemedia.kickstartSource"],
  [live({ kickstart: "k.ks", kickstartUrl: null, kickstartSource: " \n " }), "method.livemedia.kickstartSource"],
  [live({ kickstartVersion: "latest" }), "method.livemedia.kickstartVersion"],
  [live({ installTreeUrl: "ftp://example.org" }), "method.livemedia.installTreeUrl"],
  [live({ volumeId: "x".repeat(33) }), "method.livemedia.volumeId"],
  [live({ isoName: "a/b.iso" }), "method.livemedia.isoName"],
  [live({ vcpu: 2 }), "method.livemedia.vcpu"],
  [appliance({ vcpu: 0 }), "method.appliance.vcpu"],
  [appliance({ vmem: -1 }), "method.appliance.vmem"],
  [appliance({ volumeId: "x" }), "method.appliance.volumeId"],
  [{ ...appliance({}), arches: ["x86_64", "aarch64"] }, "arches"],
  [{ ...appliance({}), optionalArches: ["x86_64"] }, "optionalArches"],
  [disk({ formats: [] }), "method.image.formats"],
  [disk({ formats: ["qcow2", "floppy"] }), "method.image.formats.1"],
  [disk({ distro: "Debian-12" }), "method.image.distro"],
  [disk({ diskSizeGiB: 0 }), "method.image.diskSizeGiB"],
  [disk({ diskSizeGiB: 100_000 }), "method.image.diskSizeGiB"],
  [
    disk({
      factoryParameters: [
        { key: "a", value: "1" },
        { key: "a", value: "2" },
      ],
    }),
    "method.image.factoryParameters.1.key",
  ],
  [disk({ ovaOptions: [{ key: "a=b", value: "1" }] }), "method.image.ovaOptions.0.key"],
  [indirection({ baseImageBuild: "B-1-1" }), "method.indirection.baseImageBuild"],
  [indirection({ utilityImageTask: null }), "method.indirection.utilityImageBuild"],
  [indirection({ templateUrl: null }), "method.indirection.templateUrl"],
  [indirection({ resultsLocation: "../out" }), "method.indirection.resultsLocation"],
  [{ ...indirection({}), repos: ["https://example.org/os"] }, "repos"],
  [kiwi({ descriptionPath: "a/../../b" }), "method.kiwi.descriptionPath"],
  [kiwi({ typeAttributes: ["nothing"] }), "method.kiwi.typeAttributes.0"],
  [kiwi({ bundleNameFormat: "a/b" }), "method.kiwi.bundleNameFormat"],
  [kiwi({}, { skipTag: true }), "skipTag"],
  [kiwi({}, { arches: null, optionalArches: ["sparc"] }), "optionalArches.0"],
  [{ ...FULL, method: { osbuild: { distro: "d", imageType: "ami" } } }, "scratch"],
  [
    {
      ...FULL,
      scratch: false,
      background: true,
      skipTag: true,
      method: { osbuild: { distro: "d", imageType: "ami" } },
    },
    "background",
  ],
  [builder({ seed: "4.2" }), "method.imageBuilder.seed"],
  [builder({ seed: "99999999999999999999" }), "method.imageBuilder.seed"],
  [builder({ blueprint: ["no object"] }), "method.imageBuilder.blueprint"],
  [builder({ blueprint: { name: "a\u0000b" } }), "method.imageBuilder.blueprint"],
  [builder({ blueprint: { name: "x".repeat(70_000) } }), "method.imageBuilder.blueprint"],
])("%j is wrong at %s", async (input, path) => {
  const fields = await fieldsOf(input);
  expect(fields.map((field) => field.path.join("."))).toEqual([path]);
  expect(fields[0]?.message).toMatch(/^.{20,400}[.)\w]$/u);
  expect(fields[0]?.message).not.toMatch(/secret|undefined|\[object/u);
});

test("everything that is wrong is told at once", async () => {
  const input = {
    ...FULL,
    version: "4-5",
    target: "nowhere",
    repos: ["nfs://x/y"],
    method: { livemedia: { kickstart: "../k.ks", kickstartUrl: "k.git", volumeId: "x".repeat(40) } },
  };
  const fields = await fieldsOf(input);
  expect(fields.map(({ path }) => path.join(".")).toSorted()).toEqual([
    "method.livemedia.kickstart",
    "method.livemedia.kickstartUrl",
    "method.livemedia.volumeId",
    "repos.0",
    "target",
    "version",
  ]);
});

test("what is empty is told with all else that is wrong", async () => {
  const fields = await fieldsOf({
    ...FULL,
    release: "",
    target: "",
    repos: ["", "nfs://x/y"],
    method: { kiwi: { descriptionUrl: "", descriptionPath: "../k", profile: "" } },
  });
  expect(fields.map(({ path }) => path.join(".")).toSorted()).toEqual([
    "method.kiwi.descriptionPath",
    "method.kiwi.descriptionUrl",
    "method.kiwi.profile",
    "release",
    "repos.0",
    "repos.1",
    "target",
  ]);
  expect(fields.find(({ path }) => path[0] === "release")?.message).toBe(
    "release is empty; give a value, or leave it out if it is optional.",
  );
});

test("what was not given is not said to be given", async () => {
  const [scratch] = await fieldsOf({ ...FULL, method: { osbuild: { distro: "d", imageType: "ami" } } });
  expect(scratch?.message).toContain("scratch is true, as it is unless said otherwise, but");
  const [arches] = await fieldsOf({ ...indirection({}), arches: null });
  expect(arches?.message).toContain("arches are not given, but");
});

test("exactly one method may be given", async () => {
  const method = { livemedia: LIVE, kiwi: KIWI };
  const { errors } = await gateway.askAs("sample-releng", BUILD_IMAGE, { input: { ...FULL, method } });
  expect(errors?.[0]?.message).toMatch(/[Ee]xactly one/u);
});

test("what is to be tagged must be in the package list of its tag", async () => {
  const fields = await fieldsOf({ ...FULL, scratch: false });
  expect(fields).toEqual([
    {
      path: ["image"],
      message:
        'My-Image is not in the package list of "main-compose"; have it added: koji add-pkg --owner OWNER main-compose My-Image',
    },
  ]);
});

test("an image that the catalogue lists is built for its targets; for others it is said how", async () => {
  const [field] = await fieldsOf({ image: "Aurora-MATE-Live", target: "next-compose" });
  expect(field?.message).toBe(
    'target is "next-compose", for which the catalogue does not build Aurora-MATE-Live; give one of "main-compose", or say with method how to build it.',
  );
});
