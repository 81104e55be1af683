import type {
  BuildMethod,
  DiskOptions,
  ImageBuilderOptions,
  LiveOptions,
  MethodOptions,
  OrderBasics,
  OrderOf,
  OsbuildOptions,
} from "./build-order.ts";
import { each, elsewhere, joined, never, value, type Ways, yes } from "./option-words.ts";

/*
 * How each command of Koji's client says each part of an order. Sources: cli/koji_cli/commands.py (handle_spin_*,
 * handle_image_build*), plugins/cli/kiwi.py and dud.py of koji; plugins/cli/osbuild.py of koji-osbuild;
 * plugin/cli/image_builder.py of koji-image-builder.
 */

export type CommandWay<M extends BuildMethod> = {
  readonly command: string;
  readonly basics: Ways<OrderBasics, OrderOf<M>>;
  readonly options: Ways<MethodOptions[M], OrderOf<M>>;
  /** What stands after the options. */
  readonly positional: (order: OrderOf<M>) => readonly string[];
  /** Not to wait for the task's end; null where the command always waits. */
  readonly nowait: string | null;
};

const BASICS: Ways<OrderBasics> = {
  scratch: yes("--scratch"),
  background: yes("--background"),
  skipTag: yes("--skip-tag"),
  name: elsewhere,
  version: elsewhere,
  release: value("--release"),
  target: elsewhere,
  arches: elsewhere,
  optionalArches: joined("--can-fail"),
  repos: each("--repo"),
};

/** One task for one arch: it takes the first. */
const oneArch = (given: readonly string[]) => (given.length > 1 ? null : []);
const oneArchBasics: Ways<OrderBasics> = { ...BASICS, arches: oneArch, optionalArches: never };

const kickstart = {
  kickstart: elsewhere,
  kickstartUrl: value("--ksurl"),
  kickstartSource: elsewhere,
  kickstartVersion: value("--ksversion"),
  specFile: value("--specfile"),
};

const NO_LIVE_OPTIONS: Ways<LiveOptions> = {
  ...kickstart,
  installTreeUrl: never,
  isoName: never,
  volumeId: never,
  vcpu: never,
  vmem: never,
  keepKickstartRepos: never,
  squashfsOnly: never,
  diskFormat: never,
  loraxUrl: never,
  loraxDirectory: never,
  noMacBoot: never,
  compressArguments: never,
};

const liveWords = ({ name, version, target, arches, options }: OrderBasics & { readonly options: LiveOptions }) => [
  name,
  version,
  target,
  arches[0] ?? "",
  options.kickstart,
];

const disk: Ways<DiskOptions> = {
  ...kickstart,
  kickstart: value("--kickstart"),
  installTreeUrl: elsewhere,
  distro: value("--distro"),
  formats: each("--format"),
  diskSizeGiB: value("--disk-size"),
  factoryParameters: (given) => given.flatMap(({ key, value: text }) => ["--factory-parameter", key, text]),
  ovaOptions: (given) => given.flatMap(({ key, value: text }) => ["--ova-option", `${key}=${text}`]),
  noVerifySsl: yes("--noverifyssl"),
};

const ostree = {
  ostreeRef: value("--ostree-ref"),
  ostreeParent: value("--ostree-parent"),
  ostreeUrl: value("--ostree-url"),
};

/** Names of the files in which commands take JSON. */
export const JSON_FILES = {
  blueprint: "blueprint.json",
  customizations: "customizations.json",
  uploadOptions: "upload-options.json",
} as const;

/** What a repository is for stands behind it. */
const reposForSets = (repos: readonly string[], { options }: OrderOf<"OSBUILD">) =>
  repos.flatMap((repo) => {
    const sets = options.repoPackageSets?.[repo] ?? [];
    return ["--repo", repo, ...(sets.length === 0 ? [] : ["--repo-package-sets", sets.join(";")])];
  });

const osbuild: Ways<OsbuildOptions> = {
  ...ostree,
  distro: elsewhere,
  imageType: value("--image-type"),
  repoPackageSets: elsewhere,
  customizations: () => ["--customizations", JSON_FILES.customizations],
  uploadOptions: () => ["--upload-options", JSON_FILES.uploadOptions],
};

const imageBuilder: Ways<ImageBuilderOptions> = {
  ...ostree,
  imageType: elsewhere,
  distro: value("--distro"),
  blueprint: () => ["--blueprint", JSON_FILES.blueprint],
  // The client reads an integer, and passes 0 over.
  seed: (seed) => (/^-?\d*[1-9]\d*$/u.test(seed) ? ["--seed", seed] : null),
  preview: (preview) => [preview ? "--preview" : "--no-preview"],
  bootcRef: value("--bootc-ref"),
  bootcBuildRef: value("--bootc-build-ref"),
  // The client sends --bootc-installer-payload-ref as the build ref.
  bootcInstallerPayloadRef: never,
  bootcDefaultFilesystem: value("--bootc-default-fs"),
};

export const COMMAND_WAYS: { readonly [M in BuildMethod]: CommandWay<M> } = {
  LIVECD: {
    command: "spin-livecd",
    basics: oneArchBasics,
    options: { ...NO_LIVE_OPTIONS, volumeId: value("--volid") },
    positional: liveWords,
    nowait: "--nowait",
  },
  APPLIANCE: {
    command: "spin-appliance",
    basics: oneArchBasics,
    options: { ...NO_LIVE_OPTIONS, vcpu: value("--vcpu"), vmem: value("--vmem"), diskFormat: value("--format") },
    positional: liveWords,
    nowait: "--nowait",
  },
  LIVEMEDIA: {
    command: "spin-livemedia",
    basics: BASICS,
    options: {
      ...NO_LIVE_OPTIONS,
      installTreeUrl: value("--install-tree-url"),
      volumeId: value("--volid"),
      keepKickstartRepos: yes("--ksrepo"),
      squashfsOnly: yes("--squashfs-only"),
      loraxUrl: value("--lorax_url"),
      loraxDirectory: value("--lorax_dir"),
      noMacBoot: yes("--nomacboot"),
      compressArguments: each("--compress-arg"),
    },
    positional: (order) => liveWords({ ...order, arches: [order.arches.join(",")] }),
    nowait: "--nowait",
  },
  IMAGE: {
    command: "image-build",
    basics: BASICS,
    options: disk,
    positional: ({ name, version, target, options, arches }) => [
      name,
      version,
      target,
      options.installTreeUrl,
      ...arches,
    ],
    nowait: "--nowait",
  },
  INDIRECTION: {
    command: "image-build-indirection",
    basics: {
      ...oneArchBasics,
      name: value("--name"),
      version: value("--version"),
      target: value("--target"),
      arches: ([arch, ...others]) => (others.length > 0 ? null : ["--arch", arch ?? ""]),
      repos: never,
    },
    options: {
      template: value("--indirection-template"),
      templateUrl: value("--indirection-template-url"),
      resultsLocation: value("--results-loc"),
      baseImageTask: value("--base-image-task"),
      baseImageBuild: value("--base-image-build"),
      utilityImageTask: value("--utility-image-task"),
      utilityImageBuild: value("--utility-image-build"),
    },
    positional: elsewhere,
    nowait: "--nowait",
  },
  KIWI: {
    command: "kiwi-build",
    basics: { ...BASICS, version: value("--version"), arches: each("--arch"), background: never, skipTag: never },
    options: {
      descriptionUrl: elsewhere,
      descriptionPath: elsewhere,
      profile: value("--kiwi-profile"),
      type: value("--type"),
      typeAttributes: each("--type-attr"),
      makePrep: yes("--make-prep"),
      bundleNameFormat: value("--result-bundle-name-format"),
      // The hub takes true where the client says nothing.
      useBuildrootRepo: (given) => (given ? ["--buildroot-repo"] : null),
      repoReleasever: value("--repo-releasever"),
    },
    positional: ({ target, options }) => [target, options.descriptionUrl, options.descriptionPath],
    nowait: "--nowait",
  },
  OSBUILD: {
    command: "osbuild-image",
    basics: { ...BASICS, optionalArches: never, repos: reposForSets, scratch: never, background: never },
    options: osbuild,
    positional: ({ name, version, options, target, arches }) => [name, version, options.distro, target, ...arches],
    nowait: "--nowait",
  },
  IMAGE_BUILDER: {
    command: "image-builder-build",
    basics: {
      ...BASICS,
      arches: each("--arch"),
      optionalArches: each("--failable-arch"),
      background: never,
      skipTag: never,
    },
    options: imageBuilder,
    positional: ({ target, name, version, options }) => [target, name, version, options.imageType],
    nowait: null,
  },
  DUD: {
    command: "dud-build",
    basics: { ...BASICS, release: never, arches: each("--arch"), repos: never, background: never, skipTag: never },
    options: { packages: elsewhere, sourceUrl: value("--scmurl"), allDependencies: yes("--alldeps") },
    positional: ({ target, name, version, options }) => [target, name, version, ...options.packages],
    nowait: "--nowait",
  },
};
