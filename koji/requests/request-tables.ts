import type { XmlRpcStruct } from "../xmlrpc/value.ts";

/** The arguments of a task method: those it must have, in order, then those it may have, with their defaults. */
export type Signature = { readonly required: readonly string[]; readonly optional: XmlRpcStruct };

const takes = (required: string, optional: XmlRpcStruct = {}): Signature => ({
  required: required.split(" ").filter((name) => name !== ""),
  optional,
});

const OPTS = { opts: null };
const ONE_ARCH = "name version release arch target_info build_tag repo_info";

/**
 * By task method; one whose arguments changed has several, and the first that fits counts, as in Koji. From LEGACY_SIGNATURES in
 * koji/tasks.py, the kiwi and dud plugins (plugins/hub), koji-osbuild (plugins/hub/osbuild.py) and koji-image-builder
 * (plugin/hub and plugin/builder). Test methods that take anything are left out.
 */
export const SIGNATURES: ReadonlyMap<string, readonly Signature[]> = new Map([
  // Images, and the image of one arch.
  ["livecd", [takes("name version arch target ksfile", OPTS)]],
  ["createLiveCD", [takes(`${ONE_ARCH} ksfile`, OPTS)]],
  ["appliance", [takes("name version arch target ksfile", OPTS)]],
  ["createAppliance", [takes(`${ONE_ARCH} ksfile`, OPTS)]],
  ["livemedia", [takes("name version arches target ksfile", OPTS)]],
  ["createLiveMedia", [takes(`${ONE_ARCH} ksfile`, OPTS)]],
  ["image", [takes("name version arches target inst_tree", OPTS)]],
  ["createImage", [takes(`${ONE_ARCH} inst_tree`, OPTS)]],
  ["indirectionimage", [takes("opts")]],
  ["kiwiBuild", [takes("target arches desc_url desc_path", OPTS)]],
  ["createKiwiImage", [takes(`${ONE_ARCH} desc_url desc_path`, OPTS)]],
  ["osbuildImage", [takes("name version distro image_type target arches", OPTS)]],
  ["imageBuilderBuild", [takes("target arches types name version", OPTS)]],
  ["imageBuilderBuildArch", [takes("name version release arch types target_info build_config repo_info", OPTS)]],
  ["dudBuild", [takes("dud_name dud_version arches target pkg_list", OPTS)]],
  ["createDudIso", [takes("dud_name dud_version dud_release arch target_info build_tag repo_info pkg_list", OPTS)]],
  // Rpms and the like.
  ["build", [takes("src target", OPTS)]],
  ["chainbuild", [takes("srcs target", OPTS)]],
  ["buildArch", [takes("pkg root arch keep_srpm", OPTS)]],
  ["buildSRPMFromSCM", [takes("url build_tag", OPTS)]],
  ["rebuildSRPM", [takes("srpm build_tag", OPTS)]],
  ["maven", [takes("url target", OPTS)]],
  ["buildMaven", [takes("url build_tag", OPTS)]],
  ["chainmaven", [takes("builds target", OPTS)]],
  ["wrapperRPM", [takes("spec_url build_target build task", OPTS)]],
  ["winbuild", [takes("name source_url target opts")]],
  ["vmExec", [takes("name task_info opts")]],
  // Tags and repositories.
  ["tagBuild", [takes("tag_id build_id", { force: false, fromtag: null, ignore_success: false })]],
  [
    "newRepo",
    [
      takes("tag", { event: null, src: false, debuginfo: false, separate_src: false }),
      takes("tag", { event: null, src: null, debuginfo: null, separate_src: null, opts: null }),
    ],
  ],
  ["createrepo", [takes("repo_id arch oldrepo")]],
  ["distRepo", [takes("tag repo_id keys task_opts")]],
  ["createdistrepo", [takes("tag repo_id arch keys opts")]],
  ["waitrepo", [takes("tag", { newer_than: null, nvrs: null, min_event: null })]],
  // Messages and hosts.
  ["buildNotification", [takes("recipients build target weburl")]],
  [
    "tagNotification",
    [
      takes("recipients is_successful tag_info from_info build_info user_info", {
        ignore_success: null,
        failure_msg: "",
      }),
    ],
  ],
  [
    "runroot",
    [
      takes("root arch command", {
        keep: false,
        packages: [],
        mounts: [],
        repo_id: null,
        skip_setarch: false,
        weight: null,
        upload_logs: null,
        new_chroot: false,
      }),
    ],
  ],
  ["saveFailedTree", [takes("buildrootID", { full: false })]],
  ["restartHosts", [takes("", { options: null })]],
  ["restart", [takes("host")]],
  ["restartVerify", [takes("task_id host")]],
  ["shutdown", [takes("")]],
  ["dependantTask", [takes("wait_list task_list")]],
  ["sleep", [takes("n")]],
  ["subtask", [takes("", { n: 4 })]],
  ["fork", [takes("", { n: 5, m: 37 })]],
  ["waittest", [takes("count", { seconds: 10 })]],
]);
