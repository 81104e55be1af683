import type { BuildMethod, BuildOrder, OrderBasics, OrderOf } from "../../model/build-order.ts";
import { BACKGROUND_PRIORITY, ORDINARY_PRIORITY } from "../../model/policy.ts";
import type { XmlRpcCall, XmlRpcStruct, XmlRpcValue } from "../xmlrpc/value.ts";
import { diskOptions, imageBuilderOptions, kiwiArguments, liveOptions, osbuildOptions } from "./submission-options.ts";

/** A build as the hub is asked for it. */
export type Submission = {
  readonly call: XmlRpcCall;
  /** The task that comes of it, as the hub keeps it. */
  readonly task: { readonly method: string; readonly params: readonly XmlRpcValue[] };
};

/** `uploadedTo`: the folder below the hub's `work` that the order's own kickstart was put into. */
export type Upload = { readonly uploadedTo: string | null };

/**
 * What Koji's own client sends for an order, and what the hub makes of it: from cli/koji_cli/commands.py (_build_image,
 * _build_image_oz, _build_image_indirection) and kojihub.py, and from the cli and hub parts of the plugins.
 */
export function submissionOf(order: BuildOrder, upload: Upload): Submission {
  switch (order.method) {
    case "LIVECD":
    case "APPLIANCE":
    case "LIVEMEDIA":
      return live(order, upload);
    case "IMAGE":
      return disk(order, upload);
    case "INDIRECTION":
      return indirection(order);
    case "KIWI":
      return kiwi(order);
    case "OSBUILD":
      return osbuild(order);
    case "IMAGE_BUILDER":
      return imageBuilder(order);
    case "DUD":
      return dud(order);
  }
}

/** Above Koji's ordinary one, by which the client says it. */
const priorityOf = ({ background }: OrderBasics) => (background ? BACKGROUND_PRIORITY - ORDINARY_PRIORITY : null);

/** Arguments by name, after those by place (koji.encode_args). */
const named = (members: XmlRpcStruct): XmlRpcStruct => ({ ...members, __starstar: true });

function live(order: OrderOf<"LIVECD" | "APPLIANCE" | "LIVEMEDIA">, { uploadedTo }: Upload): Submission {
  const { name, version, arches, target, options } = order;
  const method = order.method.toLowerCase();
  const arch = order.method === "LIVEMEDIA" ? arches : (arches[0] ?? "");
  const file = uploadedTo === null ? options.kickstart : `${uploadedTo}/${options.kickstart}`;
  const opts = liveOptions(order);
  const params = [name, version, arch, target, file] as const;
  return {
    call: {
      methodName: "buildImage",
      params: [...params, method, named({ opts, priority: priorityOf(order) })],
    },
    task: { method, params: [...params, opts] },
  };
}

function disk(order: OrderOf<"IMAGE">, { uploadedTo }: Upload): Submission {
  const { name, version, arches, target, options } = order;
  const file = uploadedTo === null ? options.kickstart : `work/${uploadedTo}/${options.kickstart}`;
  const opts = diskOptions(order, file);
  const params = [name, version, arches, target, options.installTreeUrl] as const;
  return {
    call: { methodName: "buildImageOz", params: [...params, named({ opts, priority: priorityOf(order) })] },
    task: { method: "image", params: [...params, opts] },
  };
}

/** Its builder reads all of them, so the client sends what is not given too. */
function indirection(order: OrderOf<"INDIRECTION">): Submission {
  const { name, version, release, arches, target, options } = order;
  const number = (task: number | null | undefined) => (task ? String(task) : null);
  const opts = {
    name,
    version,
    arch: arches[0] ?? "",
    target,
    indirection_template: options.template,
    results_loc: options.resultsLocation,
    indirection_template_url: options.templateUrl ?? null,
    scratch: order.scratch || null,
    utility_image_task: number(options.utilityImageTask),
    utility_image_build: options.utilityImageBuild ?? null,
    base_image_task: number(options.baseImageTask),
    base_image_build: options.baseImageBuild ?? null,
    release,
    skip_tag: order.skipTag || null,
  };
  return {
    call: { methodName: "buildImageIndirection", params: [named({ opts, priority: priorityOf(order) })] },
    task: { method: "indirectionimage", params: [opts] },
  };
}

function kiwi(order: OrderOf<"KIWI">): Submission {
  const { target, arches, repos, options } = order;
  const { descriptionUrl, descriptionPath, useBuildrootRepo } = options;
  const given = kiwiArguments(order);
  const priority = order.background ? { priority: priorityOf(order) } : {};
  // The client asks for it where there is no other, and the hub takes it for asked where nothing is said (hub/kiwi.py).
  const repository =
    typeof useBuildrootRepo === "boolean" || repos.length === 0 ? { use_buildroot_repo: useBuildrootRepo ?? true } : {};
  const kept = useBuildrootRepo === false ? {} : { use_buildroot_repo: true };
  const place = { arches, target, desc_url: descriptionUrl, desc_path: descriptionPath };
  return {
    call: { methodName: "kiwiBuild", params: [named({ ...place, ...given, ...repository, ...priority })] },
    task: { method: "kiwiBuild", params: [target, arches, descriptionUrl, descriptionPath, { ...given, ...kept }] },
  };
}

function osbuild(order: OrderOf<"OSBUILD">): Submission {
  const { name, version, target, arches, options } = order;
  const params = [name, version, options.distro, options.imageType, target, arches] as const;
  const opts = osbuildOptions(order);
  return {
    call: { methodName: "osbuildImage", params: [...params, named({ opts })] },
    task: { method: "osbuildImage", params: [...params, opts] },
  };
}

function imageBuilder(order: OrderOf<"IMAGE_BUILDER">): Submission {
  const { name, version, target, arches, options } = order;
  const params = [target, arches, [options.imageType], name, version] as const;
  const opts = imageBuilderOptions(order);
  return {
    call: { methodName: "imageBuilderBuild", params: [...params, named({ opts })] },
    task: { method: "imageBuilderBuild", params: [...params, opts] },
  };
}

function dud(order: OrderOf<"DUD">): Submission {
  const { name, version, target, arches, scratch, optionalArches, options } = order;
  const { packages, sourceUrl = null, allDependencies } = options;
  const opts = { scratch, alldeps: allDependencies ?? false, scmurl: sourceUrl, optional_arches: optionalArches };
  const priority = order.background ? { priority: priorityOf(order) } : {};
  return {
    call: {
      methodName: "dudBuild",
      params: [
        named({ target, arches, dud_version: version, dud_name: name, pkg_list: packages, ...opts, ...priority }),
      ],
    },
    task: { method: "dudBuild", params: [name, version, arches, target, packages, opts] },
  };
}

/** By which a folder of uploads begins in Koji's client: `cli-livemedia`. */
export const uploadPrefix = (method: BuildMethod): string => `cli-${method.toLowerCase()}`;
