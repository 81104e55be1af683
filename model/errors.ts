/** Failures a caller can act on; each carries a stable `code`. Anything else is a bug and is masked. */
export abstract class ExpectedError extends Error {
  /** Machine-readable, part of the public API: `extensions.code`. */
  abstract readonly code: string;
}

/** The hub is offline, unreachable, too slow or answered nonsense. `retryAfter`: seconds after which another try makes sense. */
export class HubUnavailableError extends ExpectedError {
  override readonly name = "HubUnavailableError";
  readonly code = "HUB_UNAVAILABLE";
  readonly retryAfter: number | null;
  constructor(message: string, options: { retryAfter?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.retryAfter = options.retryAfter ?? null;
  }
}

/** The hub refused the call. `fault` is Koji's fault code; the message is the hub's own last line, never a traceback. */
export class HubFaultError extends ExpectedError {
  override readonly name: string = "HubFaultError";
  readonly code: string = "HUB_FAULT";
  readonly fault: number;
  constructor(message: string, fault: number) {
    super(message);
    this.fault = fault;
  }
}

/** A kickstart repository could not be fetched, and no copy of it is here. */
export class RepositoryUnavailableError extends ExpectedError {
  override readonly name = "RepositoryUnavailableError";
  readonly code = "REPOSITORY_UNAVAILABLE";
}

/** An argument cannot be what was asked for. The message names the argument, its value and the cure. */
export class BadArgumentError extends ExpectedError {
  override readonly name = "BadArgumentError";
  readonly code = "BAD_ARGUMENT";
}

/** Answering would read more of the hub than the gateway allows. The message names the limit and the cure. */
export class TooCostlyError extends ExpectedError {
  override readonly name = "TooCostlyError";
  readonly code = "TOO_COSTLY";
}

/** What somebody signs in with is not taken. The message says why, and the cure; never what it was. */
export class SignInError extends ExpectedError {
  override readonly name = "SignInError";
  readonly code = "NOT_SIGNED_IN";
}

/** Whether a token is good cannot be told now. `retryAfter`: seconds after which another try makes sense. */
export class IdentityUnavailableError extends ExpectedError {
  override readonly name = "IdentityUnavailableError";
  readonly code = "IDENTITY_UNAVAILABLE";
  readonly retryAfter: number;
  constructor(message: string, retryAfter: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** Koji or a policy refused the viewer. */
export class NotAllowedError extends ExpectedError {
  override readonly name = "NotAllowedError";
  readonly code = "NOT_ALLOWED";
}

/** The hub refused to change something. `fault` is Koji's fault code; the message is the hub's own last line. */
export class HubRefusedError extends ExpectedError {
  override readonly name = "HubRefusedError";
  readonly code = "HUB_REFUSED";
  readonly fault: number;
  constructor(message: string, fault: number) {
    super(message);
    this.fault = fault;
  }
}

/** `CARRIED_OUT`: the hub says that it did it, though its answer is lost. `UNKNOWN`: it may have done it. */
export type WriteOutcome = "NOT_SENT" | "CARRIED_OUT" | "UNKNOWN";

/** Something that should have changed at the hub got no answer. `retryAfter`: seconds after which another try makes sense. */
export class HubWriteError extends ExpectedError {
  override readonly name = "HubWriteError";
  readonly code = "HUB_UNAVAILABLE";
  readonly outcome: WriteOutcome;
  readonly retryAfter: number | null;
  constructor(message: string, options: { outcome: WriteOutcome; retryAfter?: number | null; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.outcome = options.outcome;
    this.retryAfter = options.retryAfter ?? null;
  }
}

/** What is about to be done cannot be written down, so it is not done; or what was done cannot be read. */
export class LedgerError extends ExpectedError {
  override readonly name = "LedgerError";
  readonly code = "LEDGER_UNAVAILABLE";
}
