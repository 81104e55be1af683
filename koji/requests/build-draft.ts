import type { BuildDraft, DraftOptions } from "../../model/build-draft.ts";
import type { KeyValue } from "../../model/build-order.ts";
import type { ImageMethod } from "../../model/image-method.ts";
import type { TaskRequest } from "../../model/task.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../xmlrpc/value.ts";
import { isList, isStruct, member, textOf, truthOf, wordsOf } from "./value-shape.ts";

/**
 * How to order once more what a parent task was asked for: the release is left to Koji, and whether it was a scratch
 * build or tagged is not taken over. Null for a request that is no image's. Options stand under Koji's names for them
 * (cli/koji_cli/commands.py, the plugins' hub parts), of which only `format` has two meanings.
 */
export function readBuildDraft(method: ImageMethod, { named, image }: TaskRequest): BuildDraft | null {
  if (image === null || method === "OTHER") return null;
  // `named` was made of the hub's answer by readTaskRequest: XML-RPC values all of it.
  const args = named as XmlRpcStruct;
  const opts = member(args, "opts");
  const repos = member(opts, "repo") ?? member(opts, "repos");
  return {
    method,
    basics: {
      version: image.version,
      target: image.target,
      arches: image.arches,
      optionalArches: image.optionalArches,
      repos: isList(repos) ? repos.map(addressOf).filter((address) => address !== null) : wordsOf(repos),
    },
    options: {
      ...kickstartOptions(args, opts),
      ...liveOptions(opts),
      ...diskOptions(args, opts),
      ...indirectionOptions(opts),
      ...kiwiOptions(args, opts),
      ...osbuildOptions(args, opts),
      packages: wordsOf(member(args, "pkg_list")),
      sourceUrl: textOf(member(opts, "scmurl")),
      allDependencies: truthOf(member(opts, "alldeps")),
      ...(isList(repos) ? packageSets(repos) : {}),
    },
    missing: [],
  };
}

/** Whether what comes of it is to stand in no tag. */
export const skipsTag = ({ named }: TaskRequest): boolean =>
  // As above.
  truthOf(member(member(named as XmlRpcStruct, "opts"), "skip_tag"));

function kickstartOptions(args: XmlRpcStruct, opts: XmlRpcValue): DraftOptions {
  const url = textOf(member(opts, "ksurl"));
  const file = textOf(member(args, "ksfile")) ?? textOf(member(opts, "kickstart"));
  return {
    // An uploaded one lay in a folder of the hub's own.
    kickstart: url === null ? (file?.split("/").at(-1) ?? null) : file,
    kickstartUrl: url,
    kickstartVersion: textOf(member(opts, "ksversion")),
    specFile: textOf(member(opts, "specfile")),
  };
}

const liveOptions = (opts: XmlRpcValue): DraftOptions => ({
  isoName: textOf(member(opts, "isoname")),
  volumeId: textOf(member(opts, "volid")),
  vcpu: numberOf(member(opts, "vcpu")),
  vmem: numberOf(member(opts, "vmem")),
  keepKickstartRepos: truthOf(member(opts, "ksrepo")),
  squashfsOnly: truthOf(member(opts, "squashfs_only")),
  diskFormat: textOf(member(opts, "format")),
  loraxUrl: textOf(member(opts, "lorax_url")),
  loraxDirectory: textOf(member(opts, "lorax_dir")),
  noMacBoot: truthOf(member(opts, "nomacboot")),
  compressArguments: texts(member(opts, "compress_arg")),
});

const diskOptions = (args: XmlRpcStruct, opts: XmlRpcValue): DraftOptions => ({
  installTreeUrl: textOf(member(args, "inst_tree")) ?? textOf(member(opts, "install_tree_url")),
  distro: textOf(member(args, "distro")) ?? textOf(member(opts, "distro")),
  formats: wordsOf(member(opts, "format")),
  diskSizeGiB: numberOf(member(opts, "disk_size")),
  factoryParameters: pairs(member(opts, "factory_parameter")),
  ovaOptions: texts(member(opts, "ova_option")).map((text) => {
    const [key = "", ...value] = text.split("=");
    return { key, value: value.join("=") };
  }),
  noVerifySsl: truthOf(member(opts, "noverifyssl")),
});

const indirectionOptions = (opts: XmlRpcValue): DraftOptions => ({
  template: textOf(member(opts, "indirection_template")),
  templateUrl: textOf(member(opts, "indirection_template_url")),
  resultsLocation: textOf(member(opts, "results_loc")),
  baseImageTask: numberOf(member(opts, "base_image_task")),
  baseImageBuild: textOf(member(opts, "base_image_build")),
  utilityImageTask: numberOf(member(opts, "utility_image_task")),
  utilityImageBuild: textOf(member(opts, "utility_image_build")),
});

const kiwiOptions = (args: XmlRpcStruct, opts: XmlRpcValue): DraftOptions => ({
  descriptionUrl: textOf(member(args, "desc_url")),
  descriptionPath: textOf(member(args, "desc_path")),
  profile: textOf(member(opts, "profile")),
  type: textOf(member(opts, "type")),
  typeAttributes: texts(member(opts, "type_attr")),
  makePrep: truthOf(member(opts, "make_prep")),
  bundleNameFormat: textOf(member(opts, "result_bundle_name_format")),
  // The client adds it by itself where no other repository is given.
  useBuildrootRepo: truthOf(member(opts, "use_buildroot_repo")) && truthOf(member(opts, "repos")) ? true : null,
  repoReleasever: textOf(member(opts, "repo_releasever")),
});

function osbuildOptions(args: XmlRpcStruct, opts: XmlRpcValue): DraftOptions {
  const ostree = member(opts, "ostree");
  const bootc = member(opts, "bootc");
  const preview = member(opts, "preview");
  return {
    // A list of one, in image-builder's requests and older ones of osbuild.
    imageType: texts(member(args, "image_type") ?? member(args, "types"))[0] ?? null,
    ostreeRef: textOf(member(ostree, "ref")),
    ostreeParent: textOf(member(ostree, "parent")),
    ostreeUrl: textOf(member(ostree, "url")),
    customizations: structOf(member(opts, "customizations")),
    uploadOptions: structOf(member(opts, "upload_options")),
    blueprint: structOf(member(opts, "blueprint")),
    seed: textOf(member(opts, "seed")),
    preview: typeof preview === "boolean" ? preview : null,
    bootcRef: textOf(member(bootc, "ref")),
    bootcBuildRef: textOf(member(bootc, "build-ref")),
    bootcInstallerPayloadRef: textOf(member(bootc, "installer-payload-ref")),
    bootcDefaultFilesystem: textOf(member(bootc, "default-fs")),
  };
}

/** osbuild's repositories may be structs that say what each is for. */
const addressOf = (repo: XmlRpcValue) => textOf(repo) ?? textOf(member(repo, "baseurl"));

function packageSets(repos: readonly XmlRpcValue[]): DraftOptions {
  const sets = repos.map((repo) => [addressOf(repo) ?? "", texts(member(repo, "package_sets"))] as const);
  return { repoPackageSets: Object.fromEntries(sets.filter(([, names]) => names.length > 0)) };
}

/** The words of a list; a word alone is a list of one. */
const texts = (value: XmlRpcValue): readonly string[] =>
  (isList(value) ? value : [value]).map(textOf).filter((text) => text !== null);

function pairs(value: XmlRpcValue): readonly KeyValue[] {
  if (!isList(value)) return [];
  return value.flatMap((pair) => {
    const [key, text] = isList(pair) ? [textOf(pair[0] ?? null), pair[1] ?? null] : [null, null];
    return key === null ? [] : [{ key, value: textOf(text) ?? "" }];
  });
}

/** Clients send numbers as text too. */
function numberOf(value: XmlRpcValue): number | null {
  const number = Number(textOf(value) ?? "none");
  return Number.isSafeInteger(number) ? number : null;
}

const structOf = (value: XmlRpcValue) => (isStruct(value) ? value : null);
