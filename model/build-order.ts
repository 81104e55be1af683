/**
 * What to build and how, whoever says it: a person's request, or the catalogue and an earlier attempt. Values are as
 * Koji takes them; addresses of sources in Koji's form, `git+https://example.org/kickstarts.git?folder#main`.
 */
export type BuildOrder = OrderOf<BuildMethod>;

export type OrderOf<M extends BuildMethod> = {
  [One in M]: OrderBasics & { readonly method: One; readonly options: MethodOptions[One] };
}[M];

export type BuildMethod = keyof MethodOptions;

export type MethodOptions = {
  readonly LIVECD: LiveOptions;
  readonly APPLIANCE: LiveOptions;
  readonly LIVEMEDIA: LiveOptions;
  readonly IMAGE: DiskOptions;
  readonly INDIRECTION: IndirectionOptions;
  readonly KIWI: KiwiOptions;
  readonly OSBUILD: OsbuildOptions;
  readonly IMAGE_BUILDER: ImageBuilderOptions;
  readonly DUD: DudOptions;
};

export type OrderBasics = {
  /** The image's; kiwi takes it from its description. */
  readonly name: string;
  readonly version: string;
  /** Null: the next that Koji has free. */
  readonly release: string | null;
  readonly target: string;
  /** Empty, where the method allows that: those of the target's build tag. */
  readonly arches: readonly string[];
  /** Those that may fail without failing the build. */
  readonly optionalArches: readonly string[];
  /** Addresses to install from, in place of the build tag's repository. */
  readonly repos: readonly string[];
  readonly scratch: boolean;
  /** At a lower priority. */
  readonly background: boolean;
  readonly skipTag: boolean;
};

type Maybe<T> = T | null | undefined;

/** The kickstart lies at `kickstartUrl`, or, without one, in a file beside whoever builds. */
type KickstartOptions = {
  readonly kickstart: string;
  readonly kickstartUrl?: Maybe<string>;
  /** The kickstart itself, for one that lies nowhere yet; not together with `kickstartUrl`. */
  readonly kickstartSource?: Maybe<string>;
  /** The syntax it is written in: `F43`. */
  readonly kickstartVersion?: Maybe<string>;
  /** Source of a spec file for wrapper rpms. */
  readonly specFile?: Maybe<string>;
};

export type LiveOptions = KickstartOptions & {
  readonly installTreeUrl?: Maybe<string>;
  readonly isoName?: Maybe<string>;
  /** At most 32 characters. */
  readonly volumeId?: Maybe<string>;
  readonly vcpu?: Maybe<number>;
  /** MiB. */
  readonly vmem?: Maybe<number>;
  readonly keepKickstartRepos?: Maybe<boolean>;
  readonly squashfsOnly?: Maybe<boolean>;
  /** Of an appliance: raw, qcow, qcow2, vmx. */
  readonly diskFormat?: Maybe<string>;
  readonly loraxUrl?: Maybe<string>;
  /** Below `loraxUrl`, which needs it. */
  readonly loraxDirectory?: Maybe<string>;
  readonly noMacBoot?: Maybe<boolean>;
  readonly compressArguments?: Maybe<readonly string[]>;
};

export type DiskOptions = KickstartOptions & {
  readonly installTreeUrl: string;
  /** `Fedora-43` */
  readonly distro: string;
  readonly formats: readonly string[];
  readonly diskSizeGiB?: Maybe<number>;
  readonly factoryParameters?: Maybe<readonly KeyValue[]>;
  readonly ovaOptions?: Maybe<readonly KeyValue[]>;
  readonly noVerifySsl?: Maybe<boolean>;
};

export type KeyValue = { readonly key: string; readonly value: string };

/** Of each image either its task or its build. */
export type IndirectionOptions = {
  /** Below `templateUrl`, or a file beside whoever builds; that only for scratch builds. */
  readonly template: string;
  readonly templateUrl?: Maybe<string>;
  readonly resultsLocation: string;
  readonly baseImageTask?: Maybe<number>;
  readonly baseImageBuild?: Maybe<string>;
  readonly utilityImageTask?: Maybe<number>;
  readonly utilityImageBuild?: Maybe<string>;
};

export type KiwiOptions = {
  readonly descriptionUrl: string;
  readonly descriptionPath: string;
  readonly profile?: Maybe<string>;
  readonly type?: Maybe<string>;
  readonly typeAttributes?: Maybe<readonly string[]>;
  readonly makePrep?: Maybe<boolean>;
  readonly bundleNameFormat?: Maybe<string>;
  readonly useBuildrootRepo?: Maybe<boolean>;
  readonly repoReleasever?: Maybe<string>;
};

type OstreeOptions = {
  readonly ostreeRef?: Maybe<string>;
  readonly ostreeParent?: Maybe<string>;
  readonly ostreeUrl?: Maybe<string>;
};

export type OsbuildOptions = OstreeOptions & {
  readonly distro: string;
  readonly imageType: string;
  /** What each of `repos` is for, by its address; one that is not named here is for everything. */
  readonly repoPackageSets?: Maybe<{ readonly [repo: string]: readonly string[] }>;
  readonly customizations?: Maybe<Json>;
  readonly uploadOptions?: Maybe<Json>;
};

export type ImageBuilderOptions = OstreeOptions & {
  readonly imageType: string;
  readonly distro?: Maybe<string>;
  readonly blueprint?: Maybe<Json>;
  /** A whole number, as Koji's plugin wants it. */
  readonly seed?: Maybe<string>;
  readonly preview?: Maybe<boolean>;
  readonly bootcRef?: Maybe<string>;
  readonly bootcBuildRef?: Maybe<string>;
  readonly bootcInstallerPayloadRef?: Maybe<string>;
  readonly bootcDefaultFilesystem?: Maybe<string>;
};

/** A disk of drivers made of packages. */
export type DudOptions = {
  readonly packages: readonly string[];
  readonly sourceUrl?: Maybe<string>;
  readonly allDependencies?: Maybe<boolean>;
};

type Json = { readonly [name: string]: unknown };
