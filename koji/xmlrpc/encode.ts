import { XmlRpcEncodeError } from "./errors.ts";
import { XmlRpcDouble } from "./value.ts";
import type { XmlRpcStruct, XmlRpcValue } from "./value.ts";

/** Deeper than anything Koji takes; also what ends a value that contains itself. */
const MAX_DEPTH = 100;

const HEADER = "<?xml version='1.0'?>\n";

/** A request body. Throws XmlRpcEncodeError naming the place of a value that XML-RPC cannot carry. */
export function encodeCall(methodName: string, params: readonly XmlRpcValue[]): Buffer {
  const writer = new Writer();
  const name = writer.text(methodName, "methodName");
  const body = params.map((param, index) => `<param>\n${writer.value(param, `params[${index}]`)}</param>\n`).join("");
  return Buffer.from(
    `${HEADER}<methodCall>\n<methodName>${name}</methodName>\n<params>\n${body}</params>\n</methodCall>\n`,
  );
}

/** The body of a successful answer, byte for byte as Koji writes it. */
export function encodeResponse(value: XmlRpcValue): Buffer {
  const body = new Writer().value(value, "value");
  return Buffer.from(`${HEADER}<methodResponse>\n<params>\n<param>\n${body}</param>\n</params>\n</methodResponse>\n`);
}

/** The body of a fault. */
export function encodeFault(code: number, faultString: string): Buffer {
  const body = new Writer().value({ faultCode: code, faultString }, "fault");
  return Buffer.from(`${HEADER}<methodResponse>\n<fault>\n${body}</fault>\n</methodResponse>\n`);
}

class Writer {
  #depth = 0;

  value(value: XmlRpcValue, path: string): string {
    if (typeof value === "string") return `<value><string>${this.text(value, path)}</string></value>\n`;
    if (typeof value === "number") return number(value, path);
    if (typeof value === "boolean") return `<value><boolean>${value ? 1 : 0}</boolean></value>\n`;
    if (value === null) return "<value><nil/></value>";
    if (typeof value === "object") return this.#object(value, path);
    throw new XmlRpcEncodeError(path, `XML-RPC has no ${typeof value}`);
  }

  #object(value: Exclude<XmlRpcValue, null | string | number | boolean>, path: string): string {
    if (value instanceof XmlRpcDouble) return double(value.value, path);
    if (value instanceof Date) return date(value, path);
    if (value instanceof Uint8Array) return base64(value);
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH)
      throw new XmlRpcEncodeError(path, `nested deeper than ${MAX_DEPTH}, or it contains itself`);
    const body = Array.isArray(value) ? this.#array(value, path) : this.#struct(value as XmlRpcStruct, path); // Array.isArray does not narrow readonly arrays away
    this.#depth -= 1;
    return body;
  }

  #array(items: readonly XmlRpcValue[], path: string): string {
    let body = "";
    for (let index = 0; index < items.length; index += 1)
      body += this.value(items[index] as XmlRpcValue, `${path}[${index}]`); // a hole is refused as undefined
    return `<value><array><data>\n${body}</data></array></value>\n`;
  }

  #struct(struct: XmlRpcStruct, path: string): string {
    const prototype: unknown = Object.getPrototypeOf(struct);
    if (prototype !== Object.prototype && prototype !== null) {
      throw new XmlRpcEncodeError(
        path,
        `a ${struct.constructor?.constructor.name ?? "class instance"} is not a plain object`,
      );
    }
    let body = "";
    for (const [name, value] of Object.entries(struct)) {
      const at = `${path}.${name}`;
      body += `<member>\n<name>${this.text(name, at)}</name>\n${this.value(value, at)}</member>\n`;
    }
    return `<value><struct>\n${body}</struct></value>\n`;
  }

  text(text: string, path: string): string {
    if (!/[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/.test(text)) return text;
    const bad = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Surrogate}]/u.exec(text);
    if (bad)
      throw new XmlRpcEncodeError(
        path,
        `XML cannot carry the character U+${bad[0].charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");
  }
}

function number(value: number, path: string): string {
  if (!Number.isInteger(value) || Object.is(value, -0)) return double(value, path);
  if (value >= -0x80000000 && value <= 0x7fffffff) return `<value><int>${value}</int></value>\n`;
  if (!Number.isSafeInteger(value))
    throw new XmlRpcEncodeError(
      path,
      `the integer ${value} is beyond 2^53; wrap it in XmlRpcDouble to send it as a double`,
    );
  return `<value><i8>${value}</i8></value>\n`;
}

function double(value: number, path: string): string {
  if (!Number.isFinite(value)) throw new XmlRpcEncodeError(path, `XML-RPC has no ${value}`);
  return `<value><double>${pythonRepr(value)}</double></value>\n`;
}

/** The text that Python's repr gives: the shortest that reads back the same, with a fraction or an exponent. */
function pythonRepr(value: number): string {
  const size = Math.abs(value);
  if (Object.is(value, -0)) return "-0.0";
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  return Number.isInteger(value) ? `${value}.0` : `${value}`;
}

function date(value: Date, path: string): string {
  const time = value.getTime();
  if (Number.isNaN(time)) throw new XmlRpcEncodeError(path, "it is an invalid date");
  const iso = value.toISOString();
  if (iso.length !== 24) throw new XmlRpcEncodeError(path, `the year of ${iso} has more than four digits`);
  const text = `${iso.slice(0, 19).replaceAll("-", "")}${time % 1000 === 0 ? "" : iso.slice(19, 23)}`;
  return `<value><dateTime.iso8601>${text}</dateTime.iso8601></value>\n`;
}

function base64(value: Uint8Array): string {
  return `<value><base64>\n${Buffer.from(value)
    .toString("base64")
    .replace(/.{76}(?=.)/g, "$&\n")}\n</base64></value>\n`;
}
