import { HubFaultError, HubUnavailableError, NotAllowedError } from "../../model/errors.ts";
import type { ExpectedError } from "../../model/errors.ts";

/** A fault as the hub put it: in an answer of its own, or in a multiCall's slot. `faultString` may be a whole traceback. */
export type Fault = { readonly code: number; readonly faultString: string };

/** What a fault means to the one who asked. Codes not listed are `refused`: the call itself cannot be answered. */
type FaultKind = "refused" | "session" | "forbidden" | "offline";

/** Fault codes of koji/__init__.py that need more than their own words. */
const KINDS: ReadonlyMap<number, FaultKind> = new Map([
  [1002, "forbidden"], // AuthError: also every session the hub does not know, whatever the method
  [1004, "forbidden"], // ActionNotAllowed: permissions, policies, ownership
  [1006, "session"], // AuthLockError: an exclusive session of the same user
  [1007, "session"], // AuthExpired
  [1008, "session"], // SequenceError: a call number lower than the last
  [1009, "session"], // RetryError: a call number that was carried out already
  [1014, "offline"], // ServerOffline: announced outage, lockout, lost database, broken plugin
  [1023, "forbidden"], // GSSAPIAuthError
]);

/** The error for a fault; the one table, for reads and writes. `hub` is the hub's address, for what concerns it as a whole. */
export function errorForFault(fault: Fault, hub: string): ExpectedError {
  const message = faultMessage(fault);
  const kind = KINDS.get(fault.code);
  if (kind === "offline") return new HubUnavailableError(`The Koji hub at ${hub} says that it is offline: ${message}`);
  if (kind === "forbidden") return new NotAllowedError(message);
  return new HubFaultError(message, fault.code);
}

/** Whether the same call may be answered later without anyone changing anything. */
export function isTransientFault(code: number): boolean {
  return KINDS.get(code) === "offline";
}

/** Whether the fault says nothing about the call, but about who sent it or whether the hub works: splitting cures nothing. */
export function concernsWholeRequest(code: number): boolean {
  return code === 1002 || KINDS.get(code) === "session" || KINDS.get(code) === "offline";
}

const PYTHON_ERROR = 1;
const MAX_LENGTH = 500;

/**
 * What may leave the gateway of a fault's text. A traceback shrinks to the error at its end: its frames, the locals that
 * KojiTraceback=extended adds, and the SQL that PostgreSQL quotes after the first line are for the hub's own log.
 */
export function faultMessage({ code, faultString }: Fault): string {
  const text = faultString.replaceAll("\r", "").split("Locals by frame, innermost last")[0] ?? "";
  const message = TRACE.test(text)
    ? withoutClass(errorLine(text))
    : code === PYTHON_ERROR
      ? withoutClass(text.trim().split("\n")[0] ?? "")
      : text.trim();
  if (message === "") return `The hub failed with fault ${code} and no message.`;
  return message.length > MAX_LENGTH ? `${message.slice(0, MAX_LENGTH).replace(/[\uD800-\uDBFF]$/, "")}…` : message;
}

const TRACE = /^[ \t|+]*(?:Traceback \(most recent call last\):|File ".*", line \d+)/m;

/** The error at the end of the last traceback: its first line that is not indented. */
function errorLine(text: string): string {
  const lines = text.split("\n");
  const lastFrame = lines.findLastIndex((line) => TRACE.test(line));
  return lines.slice(lastFrame + 1).find((line) => /^[^\s|+]/.test(line)) ?? "";
}

const ERROR_LINE = /^(?:<class '(?<quoted>[\w.]+)'>|(?<bare>[A-Za-z_][\w.]*))(?:: (?<message>.*))?$/;

/** Python's `module.SyntaxError: m` and `<class 'module.SyntaxError'>: m` as `SyntaxError: m`; a class that says nothing goes. */
function withoutClass(line: string): string {
  const { quoted, bare, message = "" } = ERROR_LINE.exec(line)?.groups ?? {};
  const name = quoted ?? bare;
  // A multiCall's slot holds the message alone, which may well start with a word and a colon: not everything is a class.
  if (name === undefined || !/^(?:[\w.]+\.)?[A-Z]\w*$/.test(name)) return line;
  if (message === "") return name.split(".").at(-1) ?? "";
  return name === "Exception" || name.startsWith("koji.") ? message : `${name.split(".").at(-1)}: ${message}`;
}
