import type {
  DiskOptions,
  ImageBuilderOptions,
  IndirectionOptions,
  KiwiOptions,
  LiveOptions,
  MethodOptions,
  OsbuildOptions,
} from "../../model/build-order.ts";

type Given<T> = T | null | undefined;

/** What a person wants built: from the catalogue by its name and target, or in full by one method. */
export type BuildImageInput = {
  readonly hub?: Given<string>;
  readonly image: string;
  readonly target: string;
  readonly version?: Given<string>;
  readonly release?: Given<string>;
  readonly arches?: Given<readonly string[]>;
  readonly optionalArches?: Given<readonly string[]>;
  readonly scratch?: Given<boolean>;
  readonly background?: Given<boolean>;
  readonly repos?: Given<readonly string[]>;
  readonly skipTag?: Given<boolean>;
  readonly method?: Given<ImageMethodInput>;
  readonly idempotencyKey?: Given<string>;
  readonly allowDuplicate?: Given<boolean>;
};

/** Exactly one. */
export type ImageMethodInput = {
  readonly livecd?: Given<LiveOptions>;
  readonly appliance?: Given<LiveOptions>;
  readonly livemedia?: Given<LiveOptions>;
  readonly image?: Given<DiskOptions>;
  readonly indirection?: Given<IndirectionOptions>;
  readonly kiwi?: Given<KiwiOptions>;
  readonly osbuild?: Given<OsbuildOptions>;
  /** Whether the blueprint is an object is yet to be seen. */
  readonly imageBuilder?: Given<Omit<ImageBuilderOptions, "blueprint"> & { readonly blueprint?: unknown }>;
};

export type MethodKey = keyof ImageMethodInput;

export const METHOD_OF_KEY = {
  livecd: "LIVECD",
  appliance: "APPLIANCE",
  livemedia: "LIVEMEDIA",
  image: "IMAGE",
  indirection: "INDIRECTION",
  kiwi: "KIWI",
  osbuild: "OSBUILD",
  imageBuilder: "IMAGE_BUILDER",
} as const satisfies Record<MethodKey, keyof MethodOptions>;
