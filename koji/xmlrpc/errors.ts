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
  constructor(problem: string, offset: number) {
    super(`${problem} (at byte ${offset})`);
    this.offset = offset;
  }
}

/** How much one document may hold. `maxDepth` counts arrays and structs inside each other. */
export type DecodeLimits = { readonly maxBytes: number; readonly maxDepth: number; readonly maxValues: number };

/** The document holds more than the reader allows; `limit` names what it exceeds. */
export class XmlRpcLimitError extends XmlRpcSyntaxError {
  override readonly name = "XmlRpcLimitError";
  readonly limit: keyof DecodeLimits;
  constructor(limit: keyof DecodeLimits, problem: string, offset: number) {
    super(problem, offset);
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

/** What a message may show of foreign text: its start, at most `length` characters, with all that does not print escaped. */
export function quote(text: string, length = 80): string {
  const shown = text
    .slice(0, length)
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  return `"${shown}${text.length > length ? "…" : ""}"`;
}
