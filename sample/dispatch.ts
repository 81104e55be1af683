import type { XmlRpcValue } from "../koji/xmlrpc/value.ts";
import { bind, type Signature, signatureOf } from "./arguments.ts";
import { FAULT, genericFault, HubFault, parameterFault } from "./fault.ts";
import { ARCHIVE_METHODS } from "./methods/archives.ts";
import { BUILD_TAG_METHODS } from "./methods/build-tags.ts";
import { BUILD_METHODS } from "./methods/builds.ts";
import { CANCEL_METHODS } from "./methods/cancel.ts";
import { HOST_METHODS } from "./methods/hosts.ts";
import type { Handler, Hub, HubParts } from "./methods/hub.ts";
import { LOGIN_METHODS } from "./methods/login.ts";
import { OUTPUT_METHODS } from "./methods/outputs.ts";
import { PACKAGE_METHODS } from "./methods/packages.ts";
import { RPM_METHODS } from "./methods/rpms.ts";
import { SESSION_METHODS } from "./methods/session-info.ts";
import { SUBMIT_METHODS } from "./methods/submit.ts";
import { SYSTEM_METHODS } from "./methods/system.ts";
import { TAG_METHODS } from "./methods/tags.ts";
import { TAGGED_METHODS } from "./methods/tagged.ts";
import { TAGGING_METHODS } from "./methods/tagging.ts";
import { TASK_METHODS } from "./methods/tasks.ts";
import { USER_METHODS } from "./methods/users.ts";
import type { Call } from "./request-reader.ts";
import { UPLOAD_METHODS } from "./upload.ts";
import type { Caller } from "./sessions/caller.ts";
import { isStruct, text } from "./values.ts";

/** Every method the sample has, by Koji's name of it. */
const HANDLERS: ReadonlyMap<string, Handler> = new Map(
  [
    BUILD_METHODS,
    ARCHIVE_METHODS,
    RPM_METHODS,
    TASK_METHODS,
    OUTPUT_METHODS,
    TAG_METHODS,
    BUILD_TAG_METHODS,
    TAGGED_METHODS,
    PACKAGE_METHODS,
    HOST_METHODS,
    USER_METHODS,
    SYSTEM_METHODS,
    SESSION_METHODS,
    LOGIN_METHODS,
    SUBMIT_METHODS,
    CANCEL_METHODS,
    TAGGING_METHODS,
    UPLOAD_METHODS,
  ].flatMap((methods) => Object.entries(methods)),
);

/** Answers a call of whoever `enter` says; throws HubFault for what the hub would refuse. */
export type Dispatcher = (call: Call, enter: () => Caller) => XmlRpcValue;

const isMultiCall = (method: string): boolean => method === "multiCall" || method === "system.multicall";

export function createDispatcher(parts: HubParts): Dispatcher {
  return ({ methodName, params }, enter) => {
    // Koji looks for the method before it looks at the session.
    if (!isMultiCall(methodName)) needSignature(methodName);
    const hub: Hub = { ...parts, caller: enter(), call: (method, given) => callMethod(hub, method, given) };
    return hub.call(methodName, params);
  };
}

/** What could change something is what Koji asks a permission or a login for. */
export const isWrite = ({ methodName }: Call): boolean => (signatureOf(methodName)?.write ?? null) !== null;

function needSignature(method: string): Signature {
  const signature = signatureOf(method);
  if (signature === null) throw genericFault(`Invalid method: ${method}`);
  return signature;
}

function callMethod(hub: Hub, method: string, params: readonly unknown[]): XmlRpcValue {
  if (isMultiCall(method)) return multiCall(hub, params);
  const signature = needSignature(method);
  const { named, rest } = bind(signature, params);
  const handler = HANDLERS.get(method);
  if (handler !== undefined) return handler(hub, named, rest);
  if (signature.write === "login" || signature.write === "owner") hub.caller.assertLogin();
  else if (signature.write !== null) hub.caller.assertPermission(signature.write);
  throw genericFault(`The sample hub does not answer ${method}`);
}

/** Koji's multiCall: each call's fault stays its own, unless it comes up while the answer is written. */
function multiCall(hub: Hub, params: readonly unknown[]): XmlRpcValue {
  const [calls] = params;
  if (params.length === 0)
    throw parameterFault("ModXMLRPCRequestHandler.multiCall() missing 1 required positional argument: 'calls'");
  if (!Array.isArray(calls)) throw parameterFault("calls is not a list");
  const all: readonly unknown[] = calls;
  tryLateCalls(hub, all);
  return all.map((one) => {
    try {
      return [callOne(hub, one)];
    } catch (error) {
      if (!(error instanceof HubFault) || error.lazy) throw error;
      const fault = { faultCode: error.code, faultString: error.message };
      return error.ofTask ? fault : { ...fault, traceback: error.traceback };
    }
  });
}

/** The rows of these leave the database while the answer is written. */
const LATE = ["listBuilds", "listTasks"];

/**
 * A fault that comes up while the answer is written takes back what was changed before it. So where something is to be
 * changed too, these are called beforehand, and nothing need be taken back.
 */
function tryLateCalls(hub: Hub, calls: readonly unknown[]): void {
  const methods = calls.map((one) => (isStruct(one) ? text(one["methodName"]) : ""));
  if (!methods.some((methodName) => isWrite({ methodName, params: [] }))) return;
  for (const [index, one] of calls.entries()) {
    if (!LATE.includes(methods[index] ?? "")) continue;
    try {
      callOne(hub, one);
    } catch (error) {
      if (!(error instanceof HubFault) || error.lazy) throw error;
    }
  }
}

function callOne(hub: Hub, one: unknown): XmlRpcValue {
  const { methodName, params } = isStruct(one) ? one : {};
  for (const [name, value] of [
    ["methodName", methodName],
    ["params", params],
  ] as const)
    if (value === undefined) throw new HubFault(FAULT.python, name, { exception: "KeyError" });
  return hub.call(text(methodName), Array.isArray(params) ? params : []);
}
