import type { KeyValue, LiveOptions, OrderBasics, OrderOf } from "../../model/build-order.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../xmlrpc/value.ts";

/*
 * Options of image tasks under Koji's names. Numbers are words where Koji's client sends them so; what is not given is
 * left out.
 */

export const liveOptions = (order: OrderOf<"LIVECD" | "APPLIANCE" | "LIVEMEDIA">): XmlRpcStruct => {
  const { options } = order;
  return given({
    format: options.diskFormat ?? (order.method === "APPLIANCE" ? "raw" : null),
    install_tree_url: options.installTreeUrl,
    isoname: options.isoName,
    ...kickstartOptions(options),
    ...common(order),
    repo: order.repos,
    vcpu: numeral(options.vcpu),
    vmem: numeral(options.vmem),
    volid: options.volumeId,
    optional_arches: order.optionalArches,
    lorax_dir: options.loraxDirectory,
    lorax_url: options.loraxUrl,
    nomacboot: options.noMacBoot,
    ksrepo: options.keepKickstartRepos,
    squashfs_only: options.squashfsOnly,
    compress_arg: options.compressArguments,
  });
};

/** handle_image_build takes 10 GiB where nothing is said. */
const DISK_SIZE_GIB = 10;

export const diskOptions = (order: OrderOf<"IMAGE">, kickstart: string): XmlRpcStruct => {
  const { options } = order;
  return given({
    ...kickstartOptions(options),
    kickstart,
    ...common(order),
    repo: order.repos,
    distro: options.distro,
    format: options.formats,
    disk_size: numeral(options.diskSizeGiB ?? DISK_SIZE_GIB),
    ova_option: options.ovaOptions?.map(({ key, value }) => `${key}=${value}`),
    factory_parameter: options.factoryParameters?.map(({ key, value }: KeyValue) => [key, value]),
    // One word here, as the client has it.
    optional_arches: order.optionalArches.join(","),
    noverifyssl: options.noVerifySsl,
  });
};

/** Those of kiwiBuild that the hub keeps as they are. */
export function kiwiArguments(order: OrderOf<"KIWI">): XmlRpcStruct {
  const { options, repos } = order;
  return given({
    scratch: order.scratch,
    profile: options.profile,
    version: order.version,
    release: order.release,
    optional_arches: order.optionalArches,
    repos,
    repo_releasever: options.repoReleasever,
    make_prep: options.makePrep,
    type: options.type,
    type_attr: options.typeAttributes,
    result_bundle_name_format: options.bundleNameFormat,
  });
}

export function osbuildOptions(order: OrderOf<"OSBUILD">): XmlRpcStruct {
  const { options, repos } = order;
  const withSets = repos.map((baseurl): XmlRpcValue => {
    const sets = options.repoPackageSets?.[baseurl] ?? [];
    return sets.length === 0 ? baseurl : { baseurl, package_sets: sets };
  });
  return given({
    release: order.release,
    repo: withSets,
    skip_tag: order.skipTag,
    ostree: ostreeOptions(options),
    customizations: jsonValue(options.customizations),
    upload_options: jsonValue(options.uploadOptions),
  });
}

export function imageBuilderOptions(order: OrderOf<"IMAGE_BUILDER">): XmlRpcStruct {
  const { options } = order;
  const bootc = given({
    ref: options.bootcRef,
    "build-ref": options.bootcBuildRef,
    "installer-payload-ref": options.bootcInstallerPayloadRef,
    "default-fs": options.bootcDefaultFilesystem,
  });
  return {
    scratch: order.scratch,
    ...given({
      ostree: ostreeOptions(options),
      bootc,
      repos: order.repos,
      release: order.release,
      distro: options.distro,
      seed: options.seed ? Number(options.seed) : null,
      blueprint: jsonValue(options.blueprint),
      failable_arches: order.optionalArches,
      skip_tag: order.skipTag,
    }),
    // Either word says something; none leaves it to the distribution.
    ...(typeof options.preview === "boolean" ? { preview: options.preview } : {}),
  };
}

type KickstartMembers = Pick<LiveOptions, "kickstartUrl" | "kickstartVersion" | "specFile">;

const kickstartOptions = ({ kickstartUrl, kickstartVersion, specFile }: KickstartMembers) => ({
  ksurl: kickstartUrl,
  ksversion: kickstartVersion,
  specfile: specFile,
});

const common = ({ release, scratch, skipTag }: OrderBasics) => ({ release, scratch, skip_tag: skipTag });

type Ostree = {
  readonly ostreeRef?: string | null | undefined;
  readonly ostreeParent?: string | null | undefined;
  readonly ostreeUrl?: string | null | undefined;
};

const ostreeOptions = ({ ostreeRef, ostreeParent, ostreeUrl }: Ostree) =>
  given({ parent: ostreeParent, ref: ostreeRef, url: ostreeUrl });

const numeral = (number: number | null | undefined) =>
  number === null || number === undefined ? null : String(number);

/** As JSON has it: an order's are checked to be objects. */
const jsonValue = (value: { readonly [name: string]: unknown } | null | undefined) =>
  // JSON's values are among XML-RPC's.
  value ? (JSON.parse(JSON.stringify(value)) as XmlRpcStruct) : null;

/** Without what says nothing: null, false, and whatever is empty. */
function given(members: { readonly [name: string]: XmlRpcValue | undefined }): XmlRpcStruct {
  const said = Object.entries(members).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(said) as XmlRpcStruct;
}

const isEmpty = (value: XmlRpcValue | undefined) =>
  value === null ||
  value === undefined ||
  value === false ||
  value === "" ||
  (typeof value === "object" && Object.keys(value).length === 0);
