import { imageMethodOfChild, imageMethodOfTask } from "../../model/image-method.ts";
import { readImageRequest } from "./image-request.ts";
import type { TaskRequest } from "../../model/task.ts";
import { type Signature, SIGNATURES } from "./request-tables.ts";
import { withoutSecrets } from "./credentials.ts";
import { isList, isStruct, member, truthOf } from "./value-shape.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../xmlrpc/value.ts";

/**
 * Reads a task's request as the hub decodes it (getTaskInfo with request, getTaskRequest, listTasks with decode): a list
 * of arguments, of which the last may hold named ones, or one struct that names its method (koji/tasks.py,
 * parse_task_params). `named` holds defaults too; `{ args: […] }` for a method nobody knows or arguments that do not fit.
 * Hubs check little of what they store, so anything may stand anywhere: this never throws.
 */
export function readTaskRequest(method: string, request: XmlRpcValue): TaskRequest {
  if (request === null) return { named: {}, image: null };
  const params = withoutSecrets(isList(request) ? request : [request]);
  // What went in as a list comes out as one.
  return readParams(method, isList(params) ? params : []);
}

function readParams(method: string, params: readonly XmlRpcValue[]): TaskRequest {
  const imageMethod = imageMethodOfTask(method) ?? imageMethodOfChild(method);
  const read = (named: XmlRpcStruct | null, loose = named ?? {}): TaskRequest => ({
    named: named ?? { args: params },
    image: imageMethod === null ? null : readImageRequest(imageMethod, loose),
  });

  const byName = newStyleArguments(params);
  if (byName !== null) return read(byName);
  const signatures = SIGNATURES.get(method) ?? [];
  const given = splitArguments(params);
  const fitting = signatures.find((signature) => fits(signature, given));
  if (fitting !== undefined) return read(complete(fitting, given));
  // Of an image request that does not quite fit, as a plugin of another age makes it, what can be read is.
  return read(null, signatures[0] && bind(signatures[0], given));
}

/** The one struct with `__method__` that newer hubs store; null for a list of arguments. */
function newStyleArguments(params: readonly XmlRpcValue[]): XmlRpcStruct | null {
  const [only = null] = params;
  if (params.length !== 1 || !isStruct(only) || !Object.hasOwn(only, "__method__")) return null;
  return without(only, "__method__");
}

type Arguments = { readonly positional: readonly XmlRpcValue[]; readonly keywords: XmlRpcStruct };

/** koji.decode_args: a struct with a true `__starstar` at the end holds arguments by name. */
function splitArguments(params: readonly XmlRpcValue[]): Arguments {
  const last = params.at(-1) ?? null;
  if (!isStruct(last) || !truthOf(member(last, "__starstar"))) return { positional: params, keywords: {} };
  return { positional: params.slice(0, -1), keywords: without(last, "__starstar") };
}

const names = ({ required, optional }: Signature) => [...required, ...Object.keys(optional)];

/** As koji.util.apply_argspec: nothing missing, nothing twice, nothing unknown. */
function fits(signature: Signature, { positional, keywords }: Arguments): boolean {
  const open = new Set(names(signature).slice(positional.length));
  return (
    positional.length <= names(signature).length &&
    Object.keys(keywords).every((name) => open.has(name)) &&
    signature.required.slice(positional.length).every((name) => Object.hasOwn(keywords, name))
  );
}

/** The arguments that were given, whether they fit or not. */
function bind(signature: Signature, { positional, keywords }: Arguments): XmlRpcStruct {
  const pairs = names(signature)
    .slice(0, positional.length)
    .map((name, index): [string, XmlRpcValue] => [name, positional[index] ?? null]);
  return { ...keywords, ...Object.fromEntries(pairs) };
}

/** Fitting arguments and the defaults of the others, in Koji's order. */
function complete(signature: Signature, given: Arguments): XmlRpcStruct {
  const all = { ...signature.optional, ...bind(signature, given) };
  return Object.fromEntries(names(signature).map((name) => [name, all[name] ?? null]));
}

const without = (struct: XmlRpcStruct, name: string): XmlRpcStruct =>
  Object.fromEntries(Object.entries(struct).filter(([member]) => member !== name));
