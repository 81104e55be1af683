import type { BuildMethod, BuildOrder, MethodOptions, OrderBasics } from "./build-order.ts";

/**
 * What is known of a build to be ordered; whatever is null or absent is not. The options of all methods stand side by
 * side: none means two things.
 */
export type BuildDraft = {
  readonly method: BuildMethod;
  readonly basics: { readonly [Name in keyof OrderBasics]?: OrderBasics[Name] | null };
  readonly options: DraftOptions;
  /** What words in capitals among them stand for. */
  readonly missing: readonly string[];
};

type AllOptions = UnionToIntersection<MethodOptions[BuildMethod]>;
export type DraftOptions = { readonly [Name in keyof AllOptions]?: AllOptions[Name] | null };
type UnionToIntersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;

/** Words in capitals stand where something is missing: the command reads well, and nobody runs it by mistake. */
const KICKSTART = { kickstart: "KICKSTART.ks" };
const PLACEHOLDERS = {
  LIVECD: KICKSTART,
  APPLIANCE: KICKSTART,
  LIVEMEDIA: KICKSTART,
  IMAGE: { ...KICKSTART, installTreeUrl: "INSTALL-TREE-URL", distro: "DISTRO-VERSION", formats: ["FORMAT"] },
  INDIRECTION: { template: "TEMPLATE.tdl", resultsLocation: "RESULTS-PATH" },
  KIWI: { descriptionUrl: "DESCRIPTION-URL", descriptionPath: "DESCRIPTION-PATH" },
  OSBUILD: { distro: "DISTRO-VERSION", imageType: "IMAGE-TYPE" },
  IMAGE_BUILDER: { imageType: "IMAGE-TYPE" },
  DUD: { packages: ["PACKAGE"] },
} as const satisfies MethodOptions;

const DEFAULTS = {
  release: null,
  arches: [],
  optionalArches: [],
  repos: [],
  scratch: false,
  background: false,
  skipTag: false,
} as const satisfies Partial<OrderBasics>;

const MEANINGS: { readonly [name: string]: string } = {
  version: "the version",
  target: "the build target",
  arches: "the arches",
  kickstart: "the kickstart",
  installTreeUrl: "the address of the install tree",
  distro: "the distribution",
  formats: "the formats",
  template: "the template",
  resultsLocation: "where the results lie in the working image",
  baseImageBuild: "the base image",
  utilityImageBuild: "the utility image",
  descriptionUrl: "the address of the description",
  descriptionPath: "the place of the description at its address",
  imageType: "the image type",
  packages: "the packages",
};

export type CompletedDraft = {
  readonly order: BuildOrder;
  /** What words in capitals stand for. */
  readonly missing: readonly string[];
};

/** Methods that build for the arches of the build tag when none are given. */
const ARCHES_OF_TAG: readonly BuildMethod[] = ["KIWI", "IMAGE_BUILDER", "DUD"];

/** An order for the image `name`, with words in capitals for whatever it needs and the draft does not say. */
export function completed({ method, basics, options, missing }: BuildDraft, name: string): CompletedDraft {
  const known = withoutNulls(basics);
  const placeholders = {
    version: "VERSION",
    target: "TARGET",
    ...(ARCHES_OF_TAG.includes(method) ? {} : { arches: ["ARCH"] }),
  };
  const optionPlaceholders = { ...PLACEHOLDERS[method], ...(method === "INDIRECTION" ? images(options) : {}) };
  const said = withoutNulls(options);
  const unsaid = [...missingIn(placeholders, known), ...missingIn(optionPlaceholders, said)];
  const order = {
    ...DEFAULTS,
    ...placeholders,
    ...known,
    name,
    method,
    options: { ...optionPlaceholders, ...said },
  };
  // The placeholders of the method hold all that its options require: `satisfies` above.
  return { order: order as unknown as BuildOrder, missing: [...missing, ...unsaid.map((one) => MEANINGS[one] ?? one)] };
}

/** Each image is named by its task or by its build. */
const images = ({ baseImageTask, utilityImageTask }: DraftOptions) => ({
  ...(baseImageTask ? {} : { baseImageBuild: "BASE-IMAGE" }),
  ...(utilityImageTask ? {} : { utilityImageBuild: "UTILITY-IMAGE" }),
});

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

const withoutNulls = (members: object) => Object.fromEntries(Object.entries(members).filter(([, v]) => !isEmpty(v)));

const missingIn = (placeholders: object, known: object) =>
  Object.keys(placeholders).filter((name) => !Object.hasOwn(known, name));
