import type { Fault } from "./faults.ts";
import { isList, isStruct } from "../requests/value-shape.ts";
import { encodeCall } from "../xmlrpc/encode.ts";
import type { XmlRpcCall, XmlRpcValue } from "../xmlrpc/value.ts";

/** What a multiCall says of one of its calls. */
export type Slot = { readonly value: XmlRpcValue } | { readonly fault: Fault };

/** The request for many calls, answered in their order within one transaction of the hub. */
export function encodeMultiCall(calls: readonly XmlRpcCall[]): Buffer {
  return encodeCall("multiCall", [calls.map(({ methodName, params }) => ({ methodName, params }))]);
}

/**
 * The slots of a multiCall of `count` calls; null when `answer` cannot be that. A value stands in a list of one; a fault
 * is a struct. (kojihub/kojixmlrpc.py, multiCall)
 */
export function readMultiCall(answer: XmlRpcValue, count: number): readonly Slot[] | null {
  if (!isList(answer) || answer.length !== count) return null;
  const slots = answer.map(readSlot);
  return slots.every((slot) => slot !== null) ? slots : null;
}

function readSlot(slot: XmlRpcValue): Slot | null {
  if (isList(slot)) return slot.length === 1 ? { value: slot[0] ?? null } : null;
  if (!isStruct(slot)) return null;
  const { faultCode: code, faultString, traceback } = slot;
  if (typeof code !== "number" || typeof faultString !== "string") return null;
  // Of a Python error the slot gives the arguments only: a KeyError reads `params`. Its traceback's end has the class too.
  const end = code === 1 && traceback !== undefined && isList(traceback) ? traceback.at(-1) : undefined;
  return { fault: { code, faultString: typeof end === "string" ? end : faultString } };
}

/** What a multiCall takes around its calls, and a call in it more than its own request does; measured, and never more. */
export const multiCallBytes = { around: 165, perCall: 100 } as const;
