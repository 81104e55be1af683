/** A value that XML-RPC cannot carry, on its way out of the arrays and structs that it stands in. */
export class Unencodable extends Error {
  /** Where it stands within what it has left so far, as in `[1].opts.release`. */
  path = "";

  /** The error with its path led by one more key; other errors are as they were. */
  static within(key: string | number, error: unknown): unknown {
    if (error instanceof Unencodable) error.path = step(key) + error.path;
    return error;
  }
}

function step(key: string | number): string {
  if (typeof key === "number") return `[${key}]`;
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
