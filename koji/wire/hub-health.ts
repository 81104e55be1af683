/** How a hub is, as recent requests saw it. */
export type HubHealthReport = {
  /** DOWN: the last request failed. DEGRADED: some of the recent ones did, or answers come slowly. UP also before the first. */
  readonly state: "UP" | "DEGRADED" | "DOWN";
  /** Median of the recent answers. */
  readonly latencySeconds: number | null;
  readonly lastSuccessAt: Date | null;
  /** Why the state is not UP. */
  readonly message: string | null;
  /** As in the header Koji-Version, `1.35.3`. */
  readonly hubVersion: string | null;
};

export type HubHealth = {
  succeeded(milliseconds: number, hubVersion: string | null): void;
  failed(message: string): void;
  report(): HubHealthReport;
};

type Outcome = { readonly at: number; readonly milliseconds: number | null };

const RECENT_REQUESTS = 20;
const RECENT_MS = 5 * 60_000;
const SLOW_SECONDS = 5;

/** `now`: milliseconds since the epoch. */
export function createHubHealth(now: () => number): HubHealth {
  let outcomes: Outcome[] = [];
  let lastSuccessAt: Date | null = null;
  let lastFailure: string | null = null;
  let hubVersion: string | null = null;
  const record = (milliseconds: number | null) => {
    outcomes = [...outcomes, { at: now(), milliseconds }].slice(-RECENT_REQUESTS);
  };

  return {
    succeeded(milliseconds, version) {
      record(milliseconds);
      lastSuccessAt = new Date(now());
      hubVersion = version ?? hubVersion;
    },
    failed(message) {
      record(null);
      lastFailure = message;
    },
    report() {
      const recent = outcomes.filter(({ at }) => now() - at <= RECENT_MS);
      const latencySeconds = median(recent);
      const failing = recent.some(({ milliseconds }) => milliseconds === null);
      const slow = latencySeconds !== null && latencySeconds > SLOW_SECONDS;
      // The last outcome counts however old it is: a hub that failed does not get well by not being asked.
      const down = outcomes.at(-1)?.milliseconds === null;
      const state = down ? "DOWN" : failing || slow ? "DEGRADED" : "UP";
      const message =
        down || failing ? lastFailure : slow ? `The hub takes ${latencySeconds.toFixed(1)} s to answer.` : null;
      return { state, latencySeconds, lastSuccessAt, message, hubVersion };
    },
  };
}

function median(outcomes: readonly Outcome[]): number | null {
  const sorted = outcomes.flatMap(({ milliseconds }) => milliseconds ?? []).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return middle === undefined ? null : middle / 1000;
}
