import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import type { PlainRepository } from "../kickstarts/repository.ts";
import {
  branchOf,
  COMPOSES,
  imageTypeOf,
  KICKSTART_REPOSITORY,
  kickstartOf,
  KIWI_REPOSITORY,
  kiwiDescriptionOf,
  profileOf,
} from "./definitions.ts";
import type { Attempt, Origin, Task } from "./plan.ts";
import { type Release, findTarget, tagNamed } from "./releases.ts";

/** Who builds from kickstarts names the commit; the others name a branch. */
export type Sources = Pick<PlainRepository, "commitAt">;

export type ChildOf = { readonly attempt: Attempt; readonly repo: XmlRpcStruct; readonly sources: Sources };

/** Koji's own way to say where a kickstart or description comes from. */
const sourceUrl = (repository: string, release: Release): string => `${repository}?#origin/${branchOf(release)}`;

const composeOf = ({ release, label }: Attempt, suffix: string): string =>
  `${COMPOSES}/${branchOf(release)}/Aurora-${label}/compose/${suffix}`;

/** The positional parameters of an image task (koji/tasks.py, LEGACY_SIGNATURES). */
export function parentRequest(attempt: Attempt, sources: Sources): readonly XmlRpcValue[] {
  if (attempt.asked !== null) return attempt.asked.params;
  const { image, version, target } = attempt;
  const { name, arches } = image;
  const opts = optionsOf(attempt, sources);
  switch (image.method) {
    case "livecd":
    case "appliance":
      return [name, version, arches[0] ?? "x86_64", target, kickstartOf(image), opts];
    case "livemedia":
      return [name, version, arches, target, kickstartOf(image), opts];
    case "image":
      return [name, version, arches, target, composeOf(attempt, "Server/$arch/os"), opts];
    case "indirectionimage":
      return [{ name, version, arch: arches[0] ?? "x86_64", target, ...opts }];
    case "kiwiBuild":
      return [target, arches, sourceUrl(KIWI_REPOSITORY, attempt.release), kiwiDescriptionOf(image), opts];
    case "osbuildImage":
      return [name, version, `aurora-${version.toLowerCase()}`, imageTypeOf(image), target, arches, opts];
    case "imageBuilderBuild":
      return [target, arches, [imageTypeOf(image)], name, version, opts];
    case "dudBuild":
      return [name, version, arches, target, ["kmod-nvme-extra", "kmod-megaraid"], opts];
  }
}

/** Of a task that a person has a build put into a tag by. */
export const tagRequest = ({ to, from, build }: Origin & { readonly kind: "tag" }): readonly XmlRpcValue[] => [
  tagNamed(to).id,
  build.id,
  false,
  from === null ? null : tagNamed(from).id,
];

/** The parameters of a task for one arch: what the parent took, with target, build tag and repo looked up. */
export function childRequest(task: Task, { attempt, repo, sources }: ChildOf): readonly XmlRpcValue[] {
  const { image, version, label, target } = attempt;
  const found = findTarget(target);
  if (found === null) return [];
  const buildTag = tagNamed(found.buildTag);
  const destTag = tagNamed(found.destTag);
  const info = {
    build_tag: buildTag.id,
    build_tag_name: buildTag.name,
    dest_tag: destTag.id,
    dest_tag_name: destTag.name,
    id: found.id,
    name: found.name,
  };
  const arch =
    image.arches.length === 1 ? (image.arches[0] ?? task.arch) : (task.label?.split(" ").at(-1) ?? task.arch);
  const begin = [image.name, version, label, arch] as const;
  const opts = optionsOf(attempt, sources);
  const { params = null } = attempt.asked ?? {};
  if (task.method === "imageBuilderBuildArch")
    return [
      ...begin,
      params?.[2] ?? [imageTypeOf(image)],
      info,
      { ...tagConfig(buildTag.name), extra: buildTag.extra },
      repo,
      opts,
    ];
  const common = [...begin, info, buildTag.id, repo] as const;
  if (task.method === "createKiwiImage" && params !== null) return [...common, params[2] ?? "", params[3] ?? "", opts];
  // An install tree, a kickstart or packages: what comes before the options.
  if (params !== null) return [...common, forArch(params[4] ?? "", arch), opts];
  if (task.method === "createImage") return [...common, composeOf(attempt, "Server/$arch/os"), opts];
  if (task.method === "createKiwiImage")
    return [...common, sourceUrl(KIWI_REPOSITORY, attempt.release), kiwiDescriptionOf(image), opts];
  if (task.method === "createDudIso") return [...common, ["kmod-nvme-extra", "kmod-megaraid"], opts];
  return [...common, kickstartOf(image), opts];
}

const forArch = (value: XmlRpcValue, arch: string): XmlRpcValue =>
  typeof value === "string" ? value.replace("$arch", arch) : value;

function tagConfig(name: string): XmlRpcStruct {
  const { id, arches } = tagNamed(name);
  return { id, name, arches, locked: false, perm: null, perm_id: null, maven_support: false, maven_include_all: false };
}

function optionsOf(attempt: Attempt, sources: Sources): XmlRpcStruct {
  if (attempt.asked !== null) return attempt.asked.opts;
  const { image, scratch, label } = attempt;
  const optional = image.optional.length === 0 ? {} : { optional_arches: image.optional };
  // A scratch build gets its release from the hub, so its request carries none.
  const named = scratch ? { scratch: true } : { release: label, skip_tag: false };
  switch (image.method) {
    case "livecd":
    case "appliance":
    case "livemedia":
      return {
        ...kickstartOptions(attempt, sources),
        ...named,
        repo: [composeOf(attempt, "Everything/$basearch/os")],
        ...optional,
      };
    case "image":
      return { ...kickstartOptions(attempt, sources), ...diskOptions(attempt), ...named };
    case "indirectionimage":
      return { ...named, ...indirectionOptions(attempt) };
    case "kiwiBuild":
      return { ...named, ...kiwiOptions(attempt), ...optional };
    case "osbuildImage":
      return { ...(scratch ? {} : { release: label }), repo: [composeOf(attempt, "Everything/$arch/os")] };
    case "imageBuilderBuild":
      return {
        ...named,
        repos: [composeOf(attempt, "Everything/$arch/os")],
        distro: `aurora-${attempt.version.toLowerCase()}`,
      };
    case "dudBuild":
      return { ...named, volid: "OEMDRV", scmurl: "" };
  }
}

function kickstartOptions({ image, release, createMs }: Attempt, { commitAt }: Sources): XmlRpcStruct {
  const ksurl = `${KICKSTART_REPOSITORY}?#${commitAt(branchOf(release), createMs)}`;
  const common = { ksurl, ksversion: release.ksversion };
  return image.method === "livemedia"
    ? { ...common, volid: `${profileOf(image)}-${release.version}`.slice(0, 32) }
    : common;
}

const diskOptions = ({ image }: Attempt): XmlRpcStruct => ({
  kickstart: kickstartOf(image),
  distro: "Fedora-22",
  disk_size: "10",
  format: image.formats,
});

const kiwiOptions = (attempt: Attempt): XmlRpcStruct => ({
  profile: profileOf(attempt.image),
  version: attempt.version,
  repos: [composeOf(attempt, "Everything/$arch/os")],
  type: attempt.image.formats[0] === "iso" ? "iso" : "oem",
  result_bundle_name_format: "%N-%v-%I.%A",
});

const indirectionOptions = ({ version, release, scratch }: Attempt): XmlRpcStruct => ({
  base_image_task: "",
  base_image_build: `Aurora-Server-KVM-${version}-1`,
  utility_image_build: `Aurora-Cloud-Generic-${version}-1`,
  indirection_template: "web.tdl",
  ...(scratch
    ? {}
    : { indirection_template_url: sourceUrl("git+https://git.aurora.example.org/aurora-layers.git", release) }),
  results_loc: "/build/results",
});
