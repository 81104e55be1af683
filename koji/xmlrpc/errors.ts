/** The hub answered with a fault document. `code` is Koji's fault code; `faultString` may hold a whole traceback. */
export class XmlRpcFault extends Error {
  override readonly name = "XmlRpcFault";
  readonly code: number;
  readonly faultString: string;
  constructor(code: number, faultString: string) {
    super(`Fault ${code}: ${faultString}`);
    this.code = code;
    this.faultString = faultString;
  }
}

/** The bytes are not an XML-RPC document we can read. `offset` counts bytes from the start of the document. */
export class XmlRpcSyntaxError extends Error {
  override readonly name: string = "XmlRpcSyntaxError";
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(`${message} (at byte ${offset})`);
    this.offset = offset;
  }
}

/** The document is larger than the reader allows. `limit` names the member of DecodeLimits. */
export class XmlRpcLimitError extends XmlRpcSyntaxError {
  override readonly name = "XmlRpcLimitError";
  readonly limit: "maxBytes" | "maxDepth" | "maxValues";
  constructor(limit: "maxBytes" | "maxDepth" | "maxValues", message: string, offset: number) {
    super(message, offset);
    this.limit = limit;
  }
}

/** A value that XML-RPC cannot carry. `path` says where it stands, as in `params[1].opts.release`. */
export class XmlRpcEncodeError extends Error {
  override readonly name = "XmlRpcEncodeError";
  readonly path: string;
  constructor(path: string, problem: string) {
    super(`Cannot encode ${path}: ${problem}`);
    this.path = path;
  }
}

/** What a message may show of a document's text: at most `length` characters, control characters escaped. */
export function quote(text: string, length = 80): string {
  const start = [...text.slice(0, length + 1)].slice(0, length).join("");
  const safe = start.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  return `"${safe}${start.length < text.length ? "…" : ""}"`;
}
