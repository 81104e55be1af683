import type { XmlRpcValue } from "../koji/xmlrpc/value.ts";
import { bind, type Signature, signatureOf } from "./arguments.ts";
import { FAULT, genericFault, HubFault, parameterFault } from "./fault.ts";
import { ARCHIVE_METHODS } from "./methods/archives.ts";
import { BUILD_METHODS } from "./methods/builds.ts";
import { HOST_METHODS } from "./methods/hosts.ts";
import type { Handler, Hub } from "./methods/hub.ts";
import { OUTPUT_METHODS } from "./methods/outputs.ts";
import { PACKAGE_METHODS } from "./methods/packages.ts";
import { RPM_METHODS } from "./methods/rpms.ts";
import { SYSTEM_METHODS } from "./methods/system.ts";
import { TAG_METHODS } from "./methods/tags.ts";
import { TAGGED_METHODS } from "./methods/tagged.ts";
import { TASK_METHODS } from "./methods/tasks.ts";
import { USER_METHODS } from "./methods/users.ts";
import { isStruct, text } from "./values.ts";
import type { World } from "./world/world.ts";

/** Every read the sample answers, by Koji's name of it. */
const HANDLERS: ReadonlyMap<string, Handler> = new Map(
  [
    BUILD_METHODS,
    ARCHIVE_METHODS,
    RPM_METHODS,
    TASK_METHODS,
    OUTPUT_METHODS,
    TAG_METHODS,
    TAGGED_METHODS,
    PACKAGE_METHODS,
    HOST_METHODS,
    USER_METHODS,
    SYSTEM_METHODS,
  ].flatMap((methods) => Object.entries(methods)),
);

export type Dispatcher = (method: string, params: readonly unknown[]) => XmlRpcValue;

/** Answers calls from the world; throws HubFault for what the hub would refuse. */
export function createDispatcher(world: World): Dispatcher {
  const call: Dispatcher = (method, params) => {
    if (method === "multiCall" || method === "system.multicall") return multiCall(call, params);
    const signature = signatureOf(method);
    if (signature === null) throw genericFault(`Invalid method: ${method}`);
    const { named, rest } = bind(signature, params);
    if (signature.write !== null) throw refusal(method, signature, named);
    const handler = HANDLERS.get(method);
    if (handler === undefined) throw genericFault(`The sample hub does not answer ${method}`);
    return handler(hub, named, rest);
  };
  const hub: Hub = { world, call };
  return call;
}

/** Nobody is logged in: what assertPerm and assertLogin say of that. */
function refusal(method: string, { write }: Signature, named: Readonly<Record<string, unknown>>): HubFault {
  if (write === "owner")
    return new HubFault(FAULT.notAllowed, `Cannot cancel ${method === "cancelTask" ? "task" : "build"}, not owner`);
  if (write === "login") return new HubFault(FAULT.notAllowed, "you must be logged in for this operation");
  const permission = write === "<img_type>" ? text(named["img_type"]) : write;
  return new HubFault(FAULT.notAllowed, `${permission} permission required (user not logged in)`);
}

/** Koji's multiCall: each call's fault stays its own, unless it comes up while the answer is written. */
function multiCall(call: Dispatcher, params: readonly unknown[]): XmlRpcValue {
  const [calls] = params;
  if (params.length === 0)
    throw parameterFault("ModXMLRPCRequestHandler.multiCall() missing 1 required positional argument: 'calls'");
  if (!Array.isArray(calls)) throw parameterFault("calls is not a list");
  return calls.map((one: unknown) => {
    try {
      return [callOne(call, one)];
    } catch (error) {
      if (!(error instanceof HubFault) || error.lazy) throw error;
      const fault = { faultCode: error.code, faultString: error.message };
      return error.ofTask ? fault : { ...fault, traceback: error.traceback };
    }
  });
}

function callOne(call: Dispatcher, one: unknown): XmlRpcValue {
  const { methodName, params } = isStruct(one) ? one : {};
  for (const [name, value] of [
    ["methodName", methodName],
    ["params", params],
  ] as const)
    if (value === undefined) throw new HubFault(FAULT.python, name, { exception: "KeyError" });
  return call(text(methodName), Array.isArray(params) ? params : []);
}
