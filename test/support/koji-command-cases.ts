import type { BuildOrder, OrderBasics } from "../../model/build-order.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";

const ORDINARY: OrderBasics = {
  name: "Aurora-Desktop-Live",
  version: "45",
  release: null,
  target: "f45-compose",
  arches: ["x86_64", "aarch64"],
  optionalArches: [],
  repos: [],
  scratch: false,
  background: false,
  skipTag: false,
};
const SOURCE = "git+https://git.example.org/sources.git?spins#main";
const REPOS = ["https://example.org/$basearch/os", "https://example.org/more packages"];
const KICKSTART = { kickstart: "desktop.ks", kickstartUrl: SOURCE, kickstartVersion: "F45" };

/**
 * Orders, the words of Koji's client for each, and the request that a hub then stores: what the client's own code made
 * of the words, and the hub's code of what the client sent.
 */
export type CommandCase = {
  readonly order: BuildOrder;
  readonly words: readonly string[];
  readonly request: { readonly method: string; readonly params: readonly XmlRpcValue[] };
};

// prettier-ignore
export const COMMAND_CASES: readonly CommandCase[] = [
  {
    order: { ...ORDINARY, method: "LIVECD", arches: ["x86_64"], release: "1.2", scratch: true, options: { ...KICKSTART, volumeId: "It's a $HOME" } },
    words: ["spin-livecd", "--scratch", "--release", "1.2", "--ksurl", SOURCE, "--ksversion", "F45", "--volid", "It's a $HOME", "Aurora-Desktop-Live", "45", "f45-compose", "x86_64", "desktop.ks"],
    request: { method: "livecd", params: ["Aurora-Desktop-Live", "45", "x86_64", "f45-compose", "desktop.ks", { ksurl: SOURCE, ksversion: "F45", release: "1.2", scratch: true, volid: "It's a $HOME" }] },
  },
  {
    order: { ...ORDINARY, method: "APPLIANCE", arches: ["aarch64"], repos: REPOS, options: { ...KICKSTART, vcpu: 2, vmem: 2048, diskFormat: "qcow2" } },
    words: ["spin-appliance", "--repo", REPOS[0] ?? "", "--repo", REPOS[1] ?? "", "--ksurl", SOURCE, "--ksversion", "F45", "--vcpu", "2", "--vmem", "2048", "--format", "qcow2", "Aurora-Desktop-Live", "45", "f45-compose", "aarch64", "desktop.ks"],
    request: { method: "appliance", params: ["Aurora-Desktop-Live", "45", "aarch64", "f45-compose", "desktop.ks", { format: "qcow2", ksurl: SOURCE, ksversion: "F45", repo: REPOS, vcpu: "2", vmem: "2048" }] },
  },
  {
    order: {
      ...ORDINARY, method: "LIVEMEDIA", background: true, skipTag: true, optionalArches: ["aarch64", "ppc64le"], repos: REPOS,
      options: { ...KICKSTART, specFile: "git+https://s", installTreeUrl: "https://tree/$basearch", volumeId: "Vol", keepKickstartRepos: true, squashfsOnly: true, loraxUrl: "git+https://l#m", loraxDirectory: "dir", noMacBoot: true, compressArguments: ["-Xbcj arm", "-Xb"] },
    },
    words: ["spin-livemedia", "--background", "--skip-tag", "--can-fail", "aarch64,ppc64le", "--repo", REPOS[0] ?? "", "--repo", REPOS[1] ?? "", "--ksurl", SOURCE, "--ksversion", "F45", "--specfile", "git+https://s", "--install-tree-url", "https://tree/$basearch", "--volid", "Vol", "--ksrepo", "--squashfs-only", "--lorax_url", "git+https://l#m", "--lorax_dir", "dir", "--nomacboot", "--compress-arg", "-Xbcj arm", "--compress-arg", "-Xb", "Aurora-Desktop-Live", "45", "f45-compose", "x86_64,aarch64", "desktop.ks"],
    request: { method: "livemedia", params: ["Aurora-Desktop-Live", "45", ["x86_64", "aarch64"], "f45-compose", "desktop.ks", { install_tree_url: "https://tree/$basearch", ksurl: SOURCE, ksversion: "F45", repo: REPOS, skip_tag: true, specfile: "git+https://s", volid: "Vol", optional_arches: ["aarch64", "ppc64le"], lorax_dir: "dir", lorax_url: "git+https://l#m", nomacboot: true, ksrepo: true, squashfs_only: true, compress_arg: ["-Xbcj arm", "-Xb"] }] },
  },
  {
    order: {
      ...ORDINARY, method: "IMAGE", optionalArches: ["aarch64"],
      options: { ...KICKSTART, installTreeUrl: "https://tree/$arch", distro: "Fedora-45", formats: ["qcow2", "raw"], diskSizeGiB: 20, factoryParameters: [{ key: "docker_cmd", value: '[ "/bin/sh" ]' }, { key: "k", value: "-v" }], ovaOptions: [{ key: "mem", value: "6144=x" }], noVerifySsl: true },
    },
    words: ["image-build", "--can-fail", "aarch64", "--kickstart", "desktop.ks", "--ksurl", SOURCE, "--ksversion", "F45", "--distro", "Fedora-45", "--format", "qcow2", "--format", "raw", "--disk-size", "20", "--factory-parameter", "docker_cmd", '[ "/bin/sh" ]', "--factory-parameter", "k", "-v", "--ova-option", "mem=6144=x", "--noverifyssl", "Aurora-Desktop-Live", "45", "f45-compose", "https://tree/$arch", "x86_64", "aarch64"],
    request: { method: "image", params: ["Aurora-Desktop-Live", "45", ["x86_64", "aarch64"], "f45-compose", "https://tree/$arch", { ksurl: SOURCE, ksversion: "F45", kickstart: "desktop.ks", distro: "Fedora-45", format: ["qcow2", "raw"], disk_size: "20", ova_option: ["mem=6144=x"], factory_parameter: [["docker_cmd", '[ "/bin/sh" ]'], ["k", "-v"]], optional_arches: "aarch64", noverifyssl: true }] },
  },
  {
    order: { ...ORDINARY, method: "INDIRECTION", arches: ["x86_64"], options: { template: "web.tdl", templateUrl: SOURCE, resultsLocation: "/out", baseImageTask: 5, utilityImageBuild: "Util-1-1" } },
    words: ["image-build-indirection", "--name", "Aurora-Desktop-Live", "--version", "45", "--target", "f45-compose", "--arch", "x86_64", "--indirection-template", "web.tdl", "--indirection-template-url", SOURCE, "--results-loc", "/out", "--base-image-task", "5", "--utility-image-build", "Util-1-1"],
    request: { method: "indirectionimage", params: [{ name: "Aurora-Desktop-Live", version: "45", arch: "x86_64", target: "f45-compose", indirection_template: "web.tdl", results_loc: "/out", indirection_template_url: SOURCE, scratch: null, utility_image_task: null, utility_image_build: "Util-1-1", base_image_task: "5", base_image_build: null, release: null, skip_tag: null }] },
  },
  {
    order: { ...ORDINARY, method: "KIWI", optionalArches: ["aarch64"], repos: REPOS, options: { descriptionUrl: SOURCE, descriptionPath: "a b/c.kiwi", profile: "Live", type: "oem", typeAttributes: ["a=b", "c=d"], makePrep: true, bundleNameFormat: "%N-%v", useBuildrootRepo: true, repoReleasever: "44" } },
    words: ["kiwi-build", "--version", "45", "--arch", "x86_64", "--arch", "aarch64", "--can-fail", "aarch64", "--repo", REPOS[0] ?? "", "--repo", REPOS[1] ?? "", "--kiwi-profile", "Live", "--type", "oem", "--type-attr", "a=b", "--type-attr", "c=d", "--make-prep", "--result-bundle-name-format", "%N-%v", "--buildroot-repo", "--repo-releasever", "44", "f45-compose", SOURCE, "a b/c.kiwi"],
    request: { method: "kiwiBuild", params: ["f45-compose", ["x86_64", "aarch64"], SOURCE, "a b/c.kiwi", { profile: "Live", version: "45", optional_arches: ["aarch64"], repos: REPOS, repo_releasever: "44", make_prep: true, type: "oem", use_buildroot_repo: true, type_attr: ["a=b", "c=d"], result_bundle_name_format: "%N-%v" }] },
  },
  {
    order: { ...ORDINARY, method: "OSBUILD", repos: REPOS, options: { distro: "fedora-45", imageType: "ami", ostreeRef: "r", ostreeParent: "p", ostreeUrl: "https://u", repoPackageSets: { [REPOS[1] ?? ""]: ["build", "x y"] }, customizations: { users: [] }, uploadOptions: { region: "eu" } } },
    words: ["osbuild-image", "--repo", REPOS[0] ?? "", "--repo", REPOS[1] ?? "", "--repo-package-sets", "build;x y", "--ostree-ref", "r", "--ostree-parent", "p", "--ostree-url", "https://u", "--image-type", "ami", "--customizations", "customizations.json", "--upload-options", "upload-options.json", "Aurora-Desktop-Live", "45", "fedora-45", "f45-compose", "x86_64", "aarch64"],
    request: { method: "osbuildImage", params: ["Aurora-Desktop-Live", "45", "fedora-45", "ami", "f45-compose", ["x86_64", "aarch64"], { repo: [REPOS[0] ?? "", { baseurl: REPOS[1] ?? "", package_sets: ["build", "x y"] }], ostree: { parent: "p", ref: "r", url: "https://u" }, customizations: { users: [] }, upload_options: { region: "eu" } }] },
  },
  {
    order: { ...ORDINARY, method: "IMAGE_BUILDER", optionalArches: ["aarch64"], repos: REPOS, options: { imageType: "wsl", distro: "fedora-45", blueprint: { name: "é" }, seed: "42", preview: false, ostreeRef: "r", bootcRef: "b", bootcBuildRef: "bb", bootcDefaultFilesystem: "xfs" } },
    words: ["image-builder-build", "--arch", "x86_64", "--arch", "aarch64", "--failable-arch", "aarch64", "--repo", REPOS[0] ?? "", "--repo", REPOS[1] ?? "", "--ostree-ref", "r", "--distro", "fedora-45", "--blueprint", "blueprint.json", "--seed", "42", "--no-preview", "--bootc-ref", "b", "--bootc-build-ref", "bb", "--bootc-default-fs", "xfs", "f45-compose", "Aurora-Desktop-Live", "45", "wsl"],
    request: { method: "imageBuilderBuild", params: ["f45-compose", ["x86_64", "aarch64"], ["wsl"], "Aurora-Desktop-Live", "45", { scratch: false, ostree: { ref: "r" }, bootc: { ref: "b", "build-ref": "bb", "default-fs": "xfs" }, repos: REPOS, distro: "fedora-45", seed: 42, preview: false, blueprint: { name: "é" }, failable_arches: ["aarch64"] }] },
  },
  {
    order: { ...ORDINARY, method: "DUD", optionalArches: ["aarch64"], options: { packages: ["kmod-a", "--kmod-b"], sourceUrl: SOURCE, allDependencies: true } },
    words: ["dud-build", "--arch", "x86_64", "--arch", "aarch64", "--can-fail", "aarch64", "--scmurl", SOURCE, "--alldeps", "--", "f45-compose", "Aurora-Desktop-Live", "45", "kmod-a", "--kmod-b"],
    request: { method: "dudBuild", params: ["Aurora-Desktop-Live", "45", ["x86_64", "aarch64"], "f45-compose", ["kmod-a", "--kmod-b"], { scratch: false, alldeps: true, scmurl: SOURCE, optional_arches: ["aarch64"] }] },
  },
];
