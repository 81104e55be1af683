/** Milliseconds. */
export type TransportTimeouts = {
  /** For TCP and TLS to stand. */
  readonly connectMs: number;
  /** Until an answer begins. */
  readonly headersMs: number;
  /** Of silence within an answer. */
  readonly bodyMs: number;
  /** For all of it, from waiting for a free connection to the last byte, and for the retries of a read. */
  readonly deadlineMs: number;
};

/** The heaviest multiCall measured took a hub 9 s; nobody waits a minute for a page. */
const TIMEOUTS = { connectMs: 5_000, bodyMs: 15_000, deadlineMs: 45_000 };

export function transportTimeouts(given: Partial<TransportTimeouts> = {}): TransportTimeouts {
  const timeouts = { ...TIMEOUTS, ...given };
  // A hub begins to answer when it has the answer whole.
  return { headersMs: timeouts.deadlineMs, ...timeouts };
}
