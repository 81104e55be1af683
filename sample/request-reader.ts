import { Readable } from "node:stream";
import Deserializer from "xmlrpc/lib/deserializer.js";
import { XmlRpcDouble } from "../koji/xmlrpc/value.ts";

export type Call = { readonly methodName: string; readonly params: readonly unknown[] };

/** What expat says of XML that it does not take; the hub answers it with HTTP 400. */
export class BadRequest extends Error {
  override readonly name = "BadRequest";
}

const NOT_IN_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/; // oxlint-disable-line no-control-regex -- these are what XML forbids
const DECLARED = /^<\?xml[^>]*encoding=["']([\w-]+)["']/;

/**
 * Reads a request with the `xmlrpc` package, the independent other side of the gateway's own codec. What that reader gets
 * wrong is mended here: an i8 becomes a number, a double keeps being one, and a member may be called `__proto__`.
 */
export async function readCall(body: Buffer): Promise<Call> {
  if (body.length === 0) throw new BadRequest("Empty request");
  const xml = decode(body);
  refuse(xml);
  const deserializer = mended();
  return new Promise((resolve, reject) => {
    const stream = Readable.from([Buffer.from(xml)]);
    deserializer.deserializeMethodCall(stream, (error, methodName, params) => {
      if (error !== null && error !== undefined) reject(new BadRequest(error.message.split("\n")[0]));
      else if (methodName === undefined) reject(new BadRequest("syntax error: line 1, column 0"));
      else resolve({ methodName, params: params ?? [] });
    });
  });
}

function decode(body: Buffer): string {
  const label = DECLARED.exec(body.subarray(0, 100).toString("latin1"))?.[1] ?? "utf-8";
  try {
    return new TextDecoder(label, { fatal: true }).decode(body);
  } catch {
    throw new BadRequest("not well-formed (invalid token): line 1, column 0");
  }
}

/** The package's parser forgives what Koji's does not. */
function refuse(xml: string): void {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml))
    throw new BadRequest("EntitiesForbidden(name='x', system_id=None, public_id=None)");
  const bad = NOT_IN_XML.exec(xml);
  if (bad !== null) throw new BadRequest(`not well-formed (invalid token): line 1, column ${bad.index}`);
  const first = xml.trimStart();
  if (!first.startsWith("<")) {
    const what = /^[{[]/.test(first) ? "not well-formed (invalid token)" : "syntax error";
    throw new BadRequest(`${what}: line 1, column 0`);
  }
  if (!/<\/methodCall>\s*$/.test(xml)) throw new BadRequest(`no element found: line 1, column ${xml.length}`);
}

function mended(): Deserializer {
  const deserializer = new Deserializer();
  const push = (value: unknown) => {
    deserializer.push(value);
    deserializer.value = false;
  };
  deserializer.endI8 = (data) => push(Number(data));
  deserializer.endDouble = (data) => push(new XmlRpcDouble(Number(data)));
  deserializer.endBase64 = (data) => push(Buffer.from(data, "base64"));
  deserializer.endDateTime = (data) => push(new Date(`${data.replace(/^(\d{4})(\d\d)(\d\d)T/, "$1-$2-$3T")}Z`));
  deserializer.endStruct = () => {
    const mark = deserializer.marks.pop() ?? 0;
    const members = deserializer.stack.splice(mark);
    const struct: Record<string, unknown> = {};
    for (let index = 0; index + 1 < members.length; index += 2)
      Object.defineProperty(struct, String(members[index]), {
        value: members[index + 1],
        enumerable: true,
        configurable: true,
        writable: true,
      });
    push(struct);
  };
  return deserializer;
}
