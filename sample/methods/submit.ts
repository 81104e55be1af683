import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { FAULT, genericFault, HubFault, parameterFault, pythonFault } from "../fault.ts";
import { evaluate } from "../policies.ts";
import { isStruct, repr, text, typeName } from "../values.ts";
import { CHANNELS } from "../world/hosts.ts";
import { findTarget } from "../world/releases.ts";
import { asLists, parseArches } from "./arches.ts";
import type { Handler, Hub, Methods } from "./hub.ts";
import { nameOrId } from "./lookups.ts";

/** koji.PRIO_DEFAULT */
const PRIORITY = 20;

/** What came in goes out: whatever the reader of requests makes is something the encoder takes. */
const stored = (params: readonly unknown[]): readonly XmlRpcValue[] => params as readonly XmlRpcValue[];

type NewTask = {
  readonly method: string;
  readonly params: readonly unknown[];
  readonly channel: string | null;
  readonly priority?: number;
};

/** kojihub.make_task: channel and priority are what the policies say. */
export function makeTask(hub: Hub, { method, params, channel, priority = PRIORITY }: NewTask): number {
  const owner = hub.caller.assertLogin();
  const asked = CHANNELS.find(({ name }) => name === channel);
  if (channel !== null && asked === undefined) throw genericFault(`No such channel: ${channel}`);
  if (asked?.enabled === false) throw genericFault(`Channel ${channel} is disabled.`);
  const data = {
    method,
    user_id: owner.id,
    owner: owner.id,
    parent: null,
    ...(channel === null ? {} : { req_channel: channel }),
  };
  const [verb, use = "default"] = (evaluate(hub, "channel", data) ?? "use default").split(" ");
  const [change, amount = "0"] = (evaluate(hub, "priority", data) ?? "stay").split(" ");
  const task = hub.world.acts.start({
    method,
    params: stored(params),
    owner: owner.name,
    priority: change === "adjust" ? priority + Number(amount) : priority,
    channel: verb === "req" && channel !== null ? channel : use,
  });
  hub.caller.commit();
  return task.id;
}

/** The priority of a task for what was asked, which is added to the usual one. Throws for one that only admins may have. */
function priorityOf({ caller }: Hub, asked: unknown): number {
  if (asked === null || asked === false || asked === "" || asked === 0) return PRIORITY;
  if (typeof asked !== "number")
    throw pythonFault("TypeError", `'<' not supported between instances of ${pythonType(asked)} and 'int'`);
  if (asked < 0 && !caller.may("admin"))
    throw new HubFault(FAULT.notAllowed, "only admins may create high-priority tasks");
  return PRIORITY + asked;
}

const pythonType = (value: unknown): string => typeName(value).replace("<class ", "").replace(">", "");

/** kojihub.convert_value with check_only. */
export function assertType(value: unknown, type: "str" | "list"): void {
  if (value === null) throw parameterFault(`Invalid type, expected type <class '${type}'>`);
  if (type === "str" ? typeof value === "string" : Array.isArray(value)) return;
  throw parameterFault(`Invalid type for value '${text(value)}': ${typeName(value)}, expected type <class '${type}'>`);
}

const KICKSTART_TYPES: readonly unknown[] = ["livecd", "appliance", "livemedia"];

const buildImage: Handler = (hub, args) => {
  const { name, version, arch, target, ksfile, img_type: type, opts } = args;
  if (!KICKSTART_TYPES.includes(type)) throw genericFault(`Unrecognized image type: ${text(type)}`);
  for (const value of [name, ksfile, version]) assertType(value, "str");
  const method = text(type);
  hub.caller.assertPermission(method);
  const priority = priorityOf(hub, args["priority"]);
  // Of livemedia the hub does not look at the arches: that task runs anywhere.
  if (method !== "livemedia") parseArches(arch);
  return makeTask(hub, { method, params: [name, version, arch, target, ksfile, opts], channel: method, priority });
};

const buildImageOz: Handler = (hub, args) => {
  const { name, version, arches, target, inst_tree: tree, opts } = args;
  for (const value of [name, tree, version]) assertType(value, "str");
  hub.caller.assertPermission("image");
  const priority = priorityOf(hub, args["priority"]);
  return makeTask(hub, {
    method: "image",
    params: [name, version, arches, target, tree, opts],
    channel: "image",
    priority,
  });
};

const buildImageIndirection: Handler = (hub, args) => {
  const { opts } = args;
  hub.caller.assertPermission("image");
  const priority = priorityOf(hub, args["priority"]);
  if (!isIn("scratch", opts) && !isIn("indirection_template_url", opts))
    throw new HubFault(FAULT.notAllowed, "Non-scratch builds must provide url for the indirection template");
  if (isStruct(opts) && "arch" in opts) parseArches(opts["arch"]);
  return makeTask(hub, { method: "indirectionimage", params: [opts], channel: "image", priority });
};

/** Python's `in`. */
function isIn(name: string, value: unknown): boolean {
  if (typeof value === "string" || Array.isArray(value)) return value.includes(name);
  if (isStruct(value)) return name in value;
  throw pythonFault("TypeError", `argument of type ${pythonType(value)} is not iterable`);
}

const KIWI_TEXTS = ["desc_url", "desc_path", "profile", "version", "release", "repo_releasever"];
const KIWI_OPTIONS = [
  "profile",
  "version",
  "release",
  "optional_arches",
  "repos",
  "repo_releasever",
  "make_prep",
  "type",
  "use_buildroot_repo",
  "type_attr",
  "result_bundle_name_format",
];

/** The plugin's own order: permission, types, target, arches, priority. */
const kiwiBuild: Handler = (hub, args) => {
  const { target, arches, desc_url: url, desc_path: path, scratch } = args;
  hub.caller.assertPermission("image");
  for (const name of KIWI_TEXTS) if (args[name] !== null) assertType(args[name], "str");
  for (const name of ["repos", "type_attr"]) if (given(args[name])) assertType(args[name], "list");
  if (given(args["result_bundle_name_format"])) assertType(args["result_bundle_name_format"], "str");
  if (target === null || findTarget(nameOrId(target)) === null)
    throw genericFault(`No such build target: ${text(target)}`);
  const wanted = asLists(arches);
  const optional = args["optional_arches"] === null ? [] : asLists(args["optional_arches"]);
  const priority = priorityOf(hub, args["priority"]);
  const all = { ...args, optional_arches: optional };
  const opts = Object.fromEntries(
    KIWI_OPTIONS.flatMap((name) => {
      const value = (all as Readonly<Record<string, unknown>>)[name]; // each of them is an argument
      return given(value) ? [[name, value] as const] : [];
    }),
  );
  const params = [target, wanted, url, path, given(scratch) ? { scratch: true, ...opts } : opts];
  return makeTask(hub, { method: "kiwiBuild", params, channel: "image", priority });
};

/** Python's truth. */
const given = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  value !== false &&
  value !== "" &&
  value !== 0 &&
  !(Array.isArray(value) && value.length === 0);

const TEXTS = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === "string");

/** What jsonschema says first of what does not fit. */
function assertSchema(values: readonly (readonly [value: unknown, type: "string" | "array" | "object"])[]): void {
  for (const [value, type] of values) {
    const fits = type === "string" ? typeof value === "string" : type === "array" ? TEXTS(value) : isStruct(value);
    if (!fits) throw parameterFault(`${repr(value)} is not of type '${type}'`);
  }
}

const OSBUILD_OPTIONS = ["customizations", "ostree", "upload_options", "repo", "release", "skip_tag"];

/** Koji-osbuild: its priority is checked and then forgotten, and there is no scratch. */
const osbuildImage: Handler = (hub, args) => {
  const { name, version, distro, image_type: type, target, arches, opts } = args;
  hub.caller.assertPermission("image");
  const one = Array.isArray(type) && type.length === 1 ? (type[0] as unknown) : type;
  assertSchema([
    ...[name, version, distro, one, target].map((value) => [value, "string"] as const),
    [arches, "array"],
    [opts, "object"],
  ]);
  if (Array.isArray(arches) && arches.length === 0) throw parameterFault("[] should be non-empty");
  assertNoMore(opts, OSBUILD_OPTIONS);
  priorityOf(hub, args["priority"]);
  const params = [name, version, distro, one, target, arches, opts];
  return makeTask(hub, { method: "osbuildImage", params, channel: "image" });
};

const BUILDER_OPTIONS = [
  "scratch",
  "repos",
  "release",
  "distro",
  "skip_tag",
  "ostree",
  "bootc",
  "blueprint",
  "seed",
  "preview",
  "failable_arches",
];

const imageBuilderBuild: Handler = (hub, args) => {
  const { target, arches, types, name, version } = args;
  const opts = args["opts"] ?? {};
  hub.caller.assertPermission("image");
  assertSchema([
    [target, "string"],
    [arches, "array"],
    [types, "array"],
    [name, "string"],
    [version, "string"],
    [opts, "object"],
  ]);
  if (Array.isArray(types) && types.length !== 1)
    throw parameterFault(`${repr(types)} ${types.length === 0 ? "should be non-empty" : "is too long"}`);
  assertNoMore(opts, BUILDER_OPTIONS);
  priorityOf(hub, args["priority"]);
  const params = [target, arches, types, name, version, opts];
  return makeTask(hub, { method: "imageBuilderBuild", params, channel: "image" });
};

function assertNoMore(opts: unknown, known: readonly string[]): void {
  const more = Object.keys(isStruct(opts) ? opts : {}).filter((name) => !known.includes(name));
  if (more.length === 0) return;
  const names = more.map((name) => `'${name}'`).join(", ");
  const verb = more.length === 1 ? "was" : "were";
  throw parameterFault(`Additional properties are not allowed (${names} ${verb} unexpected)`);
}

/** The plugin looks at nothing but the permission and the priority. */
const dudBuild: Handler = (hub, args) => {
  hub.caller.assertPermission("image");
  const { dud_name: name, dud_version: version, arches, target, pkg_list: packages } = args;
  const { scratch, alldeps, scmurl, optional_arches } = args;
  const params = [name, version, arches, target, packages, { scratch, alldeps, scmurl, optional_arches }];
  return makeTask(hub, { method: "dudBuild", params, channel: "image", priority: priorityOf(hub, args["priority"]) });
};

export const SUBMIT_METHODS: Methods = {
  buildImage,
  buildImageOz,
  buildImageIndirection,
  kiwiBuild,
  osbuildImage,
  imageBuilderBuild,
  dudBuild,
};
