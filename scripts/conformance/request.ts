import { posix } from "node:path";
import { type Expected, isThing, type Json, Rule } from "./compare.ts";
import type { Row, Value } from "./hub.ts";
import { ARGUMENTS, imageMethodOf } from "./image-methods.ts";
import { isRow, rowOrNull, values, words } from "./rows.ts";

/** What a task was asked for: its arguments by name where they are known, and all of them in order. */
export type Request = { readonly named: Row; readonly positional: readonly Value[]; readonly byName: Row };

/** `request` as getTaskInfo and listTasks with decode give it: positions, and at their end perhaps names. */
export function readRequest(method: string, request: Value | undefined): Request {
  const all = values(request);
  const last = all.at(-1);
  const only = all.length === 1 && isRow(last) && "__method__" in last ? last : null;
  const byName = only ?? (isRow(last) && last["__starstar"] === true ? last : null);
  const positional = byName === null ? all : all.slice(0, -1);
  const names = ARGUMENTS[method] ?? [];
  const placed = Object.fromEntries(
    positional.slice(0, names.length).map((value, index) => [names[index] ?? "", value]),
  );
  const { __starstar: _, __method__: __, ...given } = byName ?? {};
  return { named: { ...placed, ...given }, positional, byName: given };
}

const opts = ({ named }: Request): Row => rowOrNull(named["opts"] ?? null) ?? {};
const word = (...candidates: readonly (Value | undefined)[]): string | null =>
  candidates.find((value): value is string => typeof value === "string" && value !== "") ?? null;

export const nameOf = (request: Request) =>
  word(request.named["name"], request.named["dud_name"], opts(request)["name"]);
export const targetOf = (request: Request) =>
  word(request.named["target"], rowOrNull(request.named["target_info"] ?? null)?.["name"], opts(request)["target"]);
export const archesOf = ({ named, ...rest }: Request) =>
  words(named["arches"] ?? named["arch"] ?? opts({ named, ...rest })["arch"]);
export const optionalArchesOf = (request: Request) =>
  words(opts(request)["optional_arches"] ?? opts(request)["failable_arches"]);
export const isScratch = (request: Request) => Boolean(opts(request)["scratch"]);

/** `ImageDefinition` of a task; the two parts of a kiwi description tell images without a name apart. */
export function definitionOf(method: string, request: Request): Expected {
  const { named } = request;
  const given = opts(request);
  switch (imageMethodOf(method)) {
    case "LIVECD":
    case "APPLIANCE":
    case "LIVEMEDIA":
      return kickstart(word(named["ksfile"]), word(given["ksurl"]));
    case "IMAGE": {
      const file = word(given["kickstart"]);
      return kickstart(given["ksurl"] && file ? posix.basename(file) : file, word(given["ksurl"]));
    }
    case "KIWI":
      return {
        __typename: "KiwiDefinition",
        descriptionUrl: public_(word(named["desc_url"])),
        descriptionPath: word(named["desc_path"]),
        profile: word(given["profile"]),
      };
    case "OSBUILD":
      return osbuild(word(named["distro"]), named["image_type"]);
    case "IMAGE_BUILDER":
      return osbuild(word(given["distro"]), named["types"]);
    case null:
    default:
      return null;
  }
}

const osbuild = (distro: string | null, types: Value | undefined): Expected => ({
  __typename: "OsbuildDefinition",
  distro,
  imageType: words(types).join(", "),
});

function kickstart(file: string | null, url: string | null): Expected {
  if (file === null) return null;
  const __typename = "KickstartDefinition";
  if (url === null) {
    const path = new Rule(`a path ending in ${file}`, (actual) => typeof actual === "string" && actual.endsWith(file));
    return { __typename, path, repository: null, ref: null };
  }
  const [address = "", fragment = ""] = url.split("#");
  const [repository = "", directory = ""] = address.split("?");
  return {
    __typename,
    path: posix.join(directory, file),
    repository: public_(repository.replace(/^git\+/u, "").replace(/\/+$/u, "")),
    ref: fragment.replace(/^origin\//u, "") || null,
  };
}

/** Whoever signs in by the address is left out of it. */
const public_ = (address: string | null) => address?.replace(/:\/\/(?!git@)[^/@]*@/u, "://") ?? null;

/** `Task.request`: every argument under its name, or all of them under `args` where nobody can name them. */
export function expectedRequest(method: string, { positional, byName }: Request): Rule {
  const names = ARGUMENTS[method];
  // Only the last, the options, may be left out.
  const tooFew = names === undefined || positional.length + Object.keys(byName).length < names.length - 1;
  const rest = Object.keys(byName).length > 0 ? [byName] : [];
  const inOrder = (actual: { readonly [name: string]: Json }) =>
    positional.every((value, index) => {
      const name = names === undefined ? Object.keys(actual)[index] : names[index];
      return name !== undefined && sameButSecrets(value, actual[name]);
    }) && Object.entries(byName).every(([name, value]) => sameButSecrets(value, actual[name]));
  return new Rule(`the arguments ${JSON.stringify([...positional, byName]).slice(0, 300)}`, (actual) => {
    if (!isThing(actual)) return false;
    if (tooFew && "args" in actual) return sameButSecrets([...positional, ...rest], actual["args"]);
    return inOrder(actual);
  });
}

/** An address with an `@` or a query may have lost what was secret in it, and must have lost what stood before the host. */
function sameButSecrets(value: Value, actual: Json | undefined): boolean {
  if (typeof value === "string" && typeof actual === "string" && value !== actual) {
    return /:\/\/[^\s]*[@?]/u.test(value) && !/:\/\/(?!git@)[^/\s]*@/u.test(actual);
  }
  if (typeof value !== "object" || value === null) return typeof actual === typeof value && Object.is(value, actual);
  if (typeof actual !== "object" || actual === null) return false;
  const [given, got] = [Object.entries(value), new Map(Object.entries(actual))];
  return given.length === got.size && given.every(([name, part]) => sameButSecrets(part, got.get(name)));
}
