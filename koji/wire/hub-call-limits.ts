/** What a hub's operators allow this process. */
export type HubCallLimits = {
  /** Requests at the same time. */
  readonly connections: number;
  /** Calls sent in one second, on average; those of a multiCall count each. */
  readonly callsPerSecond: number;
  /** Calls in one multiCall. */
  readonly callsPerRequest: number;
  /** Of one multiCall; a call that is larger goes alone. */
  readonly bytesPerRequest: number;
};

/** Where nothing else is said. */
export const HUB_CALL_LIMITS: HubCallLimits = {
  /** A prefork hub keeps a process busy per connection. */
  connections: 4,
  /** As good as none. */
  callsPerSecond: Number.MAX_SAFE_INTEGER,
  /**
   * A multiCall runs in one process of the hub, serially, and its answer is built in memory whole: 100 getBuild take 0.17 s
   * and 250 KB, a fourth of what they take one by one. Room for a page of 100 things that take two calls each.
   */
  callsPerRequest: 240,
  /** Far under the hub's MaxRequestLength (4 MiB), and under the 128 KiB that Apache keeps while it asks for a certificate. */
  bytesPerRequest: 100_000,
};
