import type { XmlRpcValue } from "./value.ts";
import { ValueWriter } from "./value-writer.ts";

const HEADER = "<?xml version='1.0'?>\n";

/** A request body. Throws XmlRpcEncodeError with the path of what XML-RPC cannot carry, as in `params[1].opts.release`. */
export function encodeCall(methodName: string, params: readonly XmlRpcValue[]): Buffer {
  const writer = new ValueWriter();
  writer.markup(`${HEADER}<methodCall>\n<methodName>`);
  writer.text("methodName", methodName);
  writer.markup("</methodName>\n<params>\n");
  for (const [index, param] of params.entries()) {
    writer.markup("<param>\n");
    writer.root(`params[${index}]`, param);
    writer.markup("</param>\n");
  }
  writer.markup("</params>\n</methodCall>\n");
  return writer.bytes();
}

/** The body of a successful answer, in the layout that Koji writes. Throws XmlRpcEncodeError, its path starting at `value`. */
export function encodeResponse(value: XmlRpcValue): Buffer {
  const writer = new ValueWriter();
  writer.markup(`${HEADER}<methodResponse>\n<params>\n<param>\n`);
  writer.root("value", value);
  writer.markup("</param>\n</params>\n</methodResponse>\n");
  return writer.bytes();
}

/** The body of a fault. Throws XmlRpcEncodeError. */
export function encodeFault(code: number, faultString: string): Buffer {
  const writer = new ValueWriter();
  writer.markup(`${HEADER}<methodResponse>\n<fault>\n`);
  writer.root("fault", { faultCode: code, faultString });
  writer.markup("</fault>\n</methodResponse>\n");
  return writer.bytes();
}
