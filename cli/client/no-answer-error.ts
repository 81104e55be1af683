import type { ExitStatus } from "../exit-status.ts";

/** A command has no answer to tell. `status`: for the shell; the message is for people. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
  readonly status: ExitStatus;
  constructor(message: string, status: ExitStatus) {
    super(message);
    this.status = status;
  }
}
