import { decodeCall } from "../xmlrpc/decode.ts";
import type { XmlRpcValue } from "../xmlrpc/value.ts";

/** What a task was asked for, from the XML that the hub keeps of it; null where that cannot be read. */
export function readTaskParams(xml: string | null): XmlRpcValue {
  if (xml === null) return null;
  try {
    return decodeCall(Buffer.from(xml)).params;
  } catch {
    return null;
  }
}
