/*
 * Koji's image tasks, written down once more from Koji's own sources: koji/tasks.py, builder/kojid, the kiwi and dud
 * plugins, koji-osbuild and koji-image-builder.
 */

export const PARENT_METHODS: { readonly [task: string]: string } = {
  livecd: "LIVECD",
  appliance: "APPLIANCE",
  livemedia: "LIVEMEDIA",
  image: "IMAGE",
  indirectionimage: "INDIRECTION",
  kiwiBuild: "KIWI",
  osbuildImage: "OSBUILD",
  imageBuilderBuild: "IMAGE_BUILDER",
  dudBuild: "DUD",
};

export const CHILD_METHODS: { readonly [task: string]: string } = {
  createLiveCD: "LIVECD",
  createAppliance: "APPLIANCE",
  createLiveMedia: "LIVEMEDIA",
  createImage: "IMAGE",
  createKiwiImage: "KIWI",
  imageBuilderBuildArch: "IMAGE_BUILDER",
  createDudIso: "DUD",
};

export const imageMethodOf = (task: string): string | null => PARENT_METHODS[task] ?? CHILD_METHODS[task] ?? null;

const ARCH_TASK = ["name", "version", "release", "arch", "target_info", "build_tag", "repo_info"];

/** The names of a task's arguments, in order. */
export const ARGUMENTS: { readonly [task: string]: readonly string[] } = {
  livecd: ["name", "version", "arch", "target", "ksfile", "opts"],
  appliance: ["name", "version", "arch", "target", "ksfile", "opts"],
  livemedia: ["name", "version", "arches", "target", "ksfile", "opts"],
  image: ["name", "version", "arches", "target", "inst_tree", "opts"],
  indirectionimage: ["opts"],
  kiwiBuild: ["target", "arches", "desc_url", "desc_path", "opts"],
  osbuildImage: ["name", "version", "distro", "image_type", "target", "arches", "opts"],
  imageBuilderBuild: ["target", "arches", "types", "name", "version", "opts"],
  dudBuild: ["dud_name", "dud_version", "arches", "target", "pkg_list", "opts"],
  createLiveCD: [...ARCH_TASK, "ksfile", "opts"],
  createAppliance: [...ARCH_TASK, "ksfile", "opts"],
  createLiveMedia: [...ARCH_TASK, "ksfile", "opts"],
  createImage: [...ARCH_TASK, "inst_tree", "opts"],
  createKiwiImage: [...ARCH_TASK, "desc_url", "desc_path", "opts"],
  imageBuilderBuildArch: [
    "name",
    "version",
    "release",
    "arch",
    "types",
    "target_info",
    "build_config",
    "repo_info",
    "opts",
  ],
  build: ["src", "target", "opts"],
  buildArch: ["pkg", "root", "arch", "keep_srpm", "opts"],
  tagBuild: ["tag_id", "build_id", "force", "fromtag", "ignore_success"],
  createrepo: ["repo_id", "arch", "oldrepo"],
  buildNotification: ["recipients", "build", "target", "weburl"],
};
