import * as fc from "fast-check";
import type { BuildOrder } from "../../model/build-order.ts";

const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.+]{0,12}$/u);
const address = word.map((name) => `https://${name.replaceAll(/[^a-z0-9]/giu, "a")}.example.org/$basearch/os`);
const source = fc.tuple(word, word).map(([folder, ref]) => `git+https://git.example.org/k.git?${folder}#${ref}`);
const file = fc.tuple(word, word).map(([folder, name]) => `${folder}/${name}.ks`);
const arches = fc.subarray(["x86_64", "aarch64", "ppc64le", "s390x"], { minLength: 1 });
/** Given or not. */
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const pairs = fc.uniqueArray(fc.record({ key: word, value: word }), { selector: ({ key }) => key, maxLength: 3 });

const basics = fc.record({
  name: word,
  version: word,
  release: maybe(word),
  target: word,
  repos: fc.uniqueArray(address, { maxLength: 3 }),
  scratch: fc.boolean(),
  background: fc.boolean(),
  skipTag: fc.boolean(),
});

const several = arches.chain((all) => fc.record({ arches: fc.constant(all), optionalArches: fc.subarray([...all]) }));
const one = fc.constantFrom("x86_64", "aarch64").map((arch) => ({ arches: [arch], optionalArches: [] }));

const kickstart = { kickstart: file, kickstartUrl: source, kickstartVersion: maybe(fc.constantFrom("F43", "RHEL9")) };
const live = {
  ...kickstart,
  installTreeUrl: maybe(address),
  isoName: maybe(word),
  keepKickstartRepos: maybe(fc.boolean()),
};
const volumeId = maybe(
  fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 32 }).filter((text) => text.trim() !== ""),
);

const OPTIONS = {
  LIVECD: fc.record({ ...live, volumeId }),
  APPLIANCE: fc.record({
    ...live,
    vcpu: maybe(fc.integer({ min: 1, max: 64 })),
    vmem: maybe(fc.integer({ min: 64, max: 9999 })),
  }),
  LIVEMEDIA: fc.record({ ...live, volumeId, squashfsOnly: maybe(fc.boolean()) }),
  IMAGE: fc.record({
    ...kickstart,
    installTreeUrl: address,
    distro: fc.constantFrom("Fedora-43", "RHEL-9.4"),
    formats: fc.subarray(["qcow2", "raw", "docker"], { minLength: 1 }),
    diskSizeGiB: maybe(fc.integer({ min: 1, max: 100 })),
    factoryParameters: pairs,
    ovaOptions: pairs,
  }),
  INDIRECTION: fc.record({
    template: file,
    templateUrl: source,
    resultsLocation: word,
    baseImageTask: fc.integer({ min: 1, max: 99 }),
    utilityImageBuild: word,
  }),
  KIWI: fc.record({
    descriptionUrl: source,
    descriptionPath: file,
    profile: maybe(word),
    type: maybe(word),
    typeAttributes: fc.uniqueArray(
      word.map((name) => `${name}=1`),
      { maxLength: 2 },
    ),
    makePrep: maybe(fc.boolean()),
    bundleNameFormat: maybe(word),
  }),
  OSBUILD: fc.record({
    distro: word,
    imageType: word,
    ostreeRef: maybe(word),
    ostreeParent: maybe(word),
    ostreeUrl: maybe(address),
  }),
  IMAGE_BUILDER: fc.record({
    imageType: word,
    distro: maybe(word),
    blueprint: maybe(
      fc.record({ name: word, packages: fc.array(fc.record({ name: word }), { minLength: 1, maxLength: 2 }) }),
    ),
    seed: maybe(fc.integer({ min: 1, max: 1_000_000 }).map(String)),
    preview: maybe(fc.boolean()),
  }),
} as const;

export type OrderedMethod = keyof typeof OPTIONS;
export const ORDERED_METHODS = [
  "LIVECD",
  "APPLIANCE",
  "LIVEMEDIA",
  "IMAGE",
  "INDIRECTION",
  "KIWI",
  "OSBUILD",
  "IMAGE_BUILDER",
] as const satisfies readonly OrderedMethod[];

/** Builds of one method that can be ordered. */
export const orderBy = (method: OrderedMethod): fc.Arbitrary<BuildOrder> => {
  const options: fc.Arbitrary<object> = OPTIONS[method];
  const built = method === "LIVECD" || method === "APPLIANCE" || method === "INDIRECTION" ? one : several;
  return fc.tuple(basics, built, options).map(([words, all, own]) => {
    const heeded = {
      ...(method === "OSBUILD" ? { scratch: false, background: false, optionalArches: [] } : {}),
      ...(method === "INDIRECTION" ? { repos: [] } : {}),
      ...(method === "KIWI" ? { skipTag: false } : {}),
      ...(method === "IMAGE_BUILDER" ? { background: false } : {}),
    };
    // Options and what is heeded are those of the method.
    return { ...words, ...all, ...heeded, method, options: own } as BuildOrder;
  });
};
