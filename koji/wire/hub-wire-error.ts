import { HubUnavailableError, TooCostlyError } from "../../model/errors.ts";

/**
 * What went wrong between the gateway and a hub. `passing`: a read may be asked again within the second. `arrived`: false
 * where it is certain that no hub got the request whole, so that nothing came of it.
 */
export class HubWireError extends HubUnavailableError {
  readonly passing: boolean;
  readonly arrived: boolean;
  constructor(message: string, options: WireErrorOptions = {}) {
    super(message, options);
    this.passing = options.passing ?? false;
    this.arrived = options.arrived ?? true;
  }
}

type WireErrorOptions = {
  readonly passing?: boolean;
  readonly arrived?: boolean;
  readonly retryAfter?: number;
  readonly cause?: unknown;
};

/** The hub, or what stands before it, took no request of that size: nothing came of it. */
export class RequestTooLargeError extends TooCostlyError {}
