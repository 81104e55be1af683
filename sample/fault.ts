/** Fault codes of koji/__init__.py that the sample answers with. */
export const FAULT = {
  python: 1,
  generic: 1000,
  auth: 1002,
  tag: 1003,
  notAllowed: 1004,
  authLock: 1006,
  authExpired: 1007,
  sequence: 1008,
  retry: 1009,
  parameter: 1019,
} as const;

const CLASS_NAMES: ReadonlyMap<number, string> = new Map([
  [FAULT.generic, "koji.GenericError"],
  [FAULT.auth, "koji.AuthError"],
  [FAULT.tag, "koji.TagError"],
  [FAULT.notAllowed, "koji.ActionNotAllowed"],
  [FAULT.authLock, "koji.AuthLockError"],
  [FAULT.authExpired, "koji.AuthExpired"],
  [FAULT.sequence, "koji.SequenceError"],
  [FAULT.retry, "koji.RetryError"],
  [FAULT.parameter, "koji.ParameterError"],
]);

type Options = {
  /** Of Python or PostgreSQL; given, the fault's text is a whole traceback as with KojiTraceback=normal. */
  readonly exception?: string;
  /** It comes up only while the answer is written, so it takes a whole multiCall with it. */
  readonly lazy?: boolean;
  /** A task's own fault: a multiCall passes it on without a traceback. */
  readonly ofTask?: boolean;
};

/** What the hub answers instead of a value. */
export class HubFault extends Error {
  override readonly name = "HubFault";
  readonly code: number;
  readonly lazy: boolean;
  readonly ofTask: boolean;
  readonly #exception: string | null;

  constructor(code: number, text: string, { exception, lazy = false, ofTask = false }: Options = {}) {
    super(text);
    this.code = code;
    this.lazy = lazy;
    this.ofTask = ofTask;
    this.#exception = exception ?? null;
  }

  /** As the faultString of a single call. */
  get faultString(): string {
    return this.#exception === null ? this.message : `${this.#frames().join("")}${this.#lastLine()}`;
  }

  /** The `traceback` member of a failed call in a multiCall. */
  get traceback(): readonly string[] {
    return [...this.#frames(), this.#lastLine()];
  }

  #frames(): string[] {
    const place = this.lazy
      ? '"koji/xmlrpcplus.py", line 99, in dumps'
      : '"kojihub/kojixmlrpc.py", line 347, in _dispatch';
    return ["Traceback (most recent call last):\n", `  File ${place}\n`];
  }

  #lastLine(): string {
    const exception = this.#exception ?? CLASS_NAMES.get(this.code) ?? "koji.GenericError";
    return `${exception}: ${this.message}\n`;
  }
}

export const genericFault = (text: string): HubFault => new HubFault(FAULT.generic, text);
export const parameterFault = (text: string): HubFault => new HubFault(FAULT.parameter, text);

/** An exception nobody at the hub expected. */
export const pythonFault = (exception: string, text: string): HubFault =>
  new HubFault(FAULT.python, text, { exception });

/** What PostgreSQL refused. `lazy` as listBuilds and listTasks are without a limit below 1000. */
export const sqlFault = (exception: string, text: string, lazy = false): HubFault =>
  new HubFault(FAULT.python, text, { exception: `psycopg2.errors.${exception}`, lazy });
