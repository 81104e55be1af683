import { HubUnavailableError } from "../../model/errors.ts";

/** What went wrong between the gateway and a hub. `passing`: a read may be asked again within the second. */
export class HubWireError extends HubUnavailableError {
  readonly passing: boolean;
  constructor(message: string, options: { passing?: boolean; retryAfter?: number; cause?: unknown } = {}) {
    super(message, options);
    this.passing = options.passing ?? false;
  }
}
