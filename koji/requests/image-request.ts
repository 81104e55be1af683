import { posix } from "node:path";
import type { ImageDefinition } from "../../model/image-definition.ts";
import type { ImageMethod } from "../../model/image-method.ts";
import type { ImageRequest } from "../../model/task.ts";
import { parseSourceUrl } from "./source-url.ts";
import { isList, member, textOf, truthOf, wordsOf } from "./value-shape.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../xmlrpc/value.ts";

/**
 * Reads the arguments of an image task, by Koji's names and without secrets. The methods differ in where a thing stands
 * and never use one name for two things, so each thing is taken from wherever it is.
 */
export function readImageRequest(method: ImageMethod, args: XmlRpcStruct): ImageRequest {
  const opts = member(args, "opts");
  const said = (name: string) => first(member(args, name), member(args, `dud_${name}`), member(opts, name));
  return {
    name: said("name"),
    version: said("version"),
    release: said("release"),
    arches: wordsOf(member(args, "arches") ?? member(args, "arch") ?? member(opts, "arch")),
    // image-builder's word for what the others call optional.
    optionalArches: wordsOf(member(opts, "optional_arches") ?? member(opts, "failable_arches")),
    target: first(member(args, "target"), member(member(args, "target_info"), "name"), member(opts, "target")),
    scratch: truthOf(member(opts, "scratch")),
    source: sourceOf(method, args, opts),
  };
}

const first = (...values: readonly XmlRpcValue[]) => values.map(textOf).find((text) => text !== null) ?? null;

function sourceOf(method: ImageMethod, args: XmlRpcStruct, opts: XmlRpcValue): ImageDefinition | null {
  switch (method) {
    case "LIVECD":
    case "APPLIANCE":
    case "LIVEMEDIA":
      return kickstart(textOf(member(args, "ksfile")), textOf(member(opts, "ksurl")), "work");
    case "IMAGE":
      return ozKickstart(textOf(member(opts, "kickstart")), textOf(member(opts, "ksurl")));
    case "KIWI":
      return kiwi(args, opts);
    case "OSBUILD":
      return osbuild(member(args, "image_type"), textOf(member(args, "distro")));
    case "IMAGE_BUILDER":
      return osbuild(member(args, "types"), textOf(member(opts, "distro")));
    case "INDIRECTION":
    case "DUD":
    case "OTHER":
      break;
  }
  return null;
}

/** An uploaded file is named from the hub's files by image tasks, from `work/` in them by the others (builder/kojid, fetchKickstart). */
function kickstart(file: string | null, url: string | null, uploads: string): ImageDefinition | null {
  if (file === null) return null;
  if (url === null) {
    return { kind: "kickstart", path: posix.join(uploads, file), repository: null, ref: null };
  }
  const source = parseSourceUrl(url) ?? { repository: url, path: "", ref: null };
  return { ...source, kind: "kickstart", path: posix.join(source.path, file) };
}

/** From a repository, image tasks take the file of that name in the directory of the URL, whatever path stands before it. */
const ozKickstart = (file: string | null, url: string | null) =>
  kickstart(file === null || url === null ? file : posix.basename(file), url, "");

function kiwi(args: XmlRpcStruct, opts: XmlRpcValue): ImageDefinition | null {
  const descriptionUrl = textOf(member(args, "desc_url"));
  const descriptionPath = textOf(member(args, "desc_path"));
  if (descriptionUrl === null || descriptionPath === null) return null;
  return { kind: "kiwi", descriptionUrl, descriptionPath, profile: textOf(member(opts, "profile")) };
}

/** The type is one word, or a list; a list of several is read as they stand. */
function osbuild(types: XmlRpcValue, distro: string | null): ImageDefinition | null {
  const imageType = isList(types) ? wordsOf(types).join(", ") : (textOf(types) ?? "");
  return imageType === "" ? null : { kind: "osbuild", distro, imageType };
}
