/** `left`: nobody waited for the answer any longer, so it tells nothing of the hub. */
export type Outcome = "answered" | "failed" | "left";

export type BreakerState = "CLOSED" | "OPEN" | "PROBING";

export type Breaker = {
  readonly state: () => BreakerState;
  /** Null when a request may leave; else in how many seconds it makes sense to come again. */
  readonly retryAfter: () => number | null;
  /** A request leaves. The function returned takes how it ended. */
  readonly begin: () => (outcome: Outcome) => void;
};

export type BreakerOptions = {
  /** Milliseconds. */
  readonly now: () => number;
  /** From 0 to 1, as Math.random. */
  readonly random: () => number;
  readonly onOpen: () => void;
  readonly onClose: () => void;
};

/** In a row. Each was asked again already where that could help. */
const FAILURES = 3;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Asks no more for a while when requests fail one after the other; then lets a single one through, and with its success all
 * others. With each that fails the pause doubles.
 */
export function createBreaker({ now, random, onOpen, onClose }: BreakerOptions): Breaker {
  let failures = 0;
  let pauses = 0;
  let openUntil: number | null = null;
  let probing = false;

  const state = () => (openUntil === null ? "CLOSED" : probing ? "PROBING" : "OPEN");
  const open = () => {
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** pauses);
    pauses += 1;
    // Gateways that saw the hub fail together do not come back together.
    openUntil = now() + pauseMs * (0.75 + random() / 2);
    onOpen();
  };
  const close = () => {
    failures = 0;
    pauses = 0;
    if (openUntil === null) return;
    openUntil = null;
    onClose();
  };

  return {
    state,
    retryAfter() {
      if (openUntil === null) return null;
      const leftMs = openUntil - now();
      return leftMs <= 0 && !probing ? null : Math.max(1, Math.ceil(leftMs / 1000));
    },
    begin() {
      const isProbe = openUntil !== null;
      probing ||= isProbe;
      return (outcome) => {
        if (isProbe) probing = false;
        if (outcome === "answered") close();
        if (outcome !== "failed") return;
        failures += 1;
        if (openUntil === null ? failures >= FAILURES : isProbe) open();
      };
    },
  };
}
