import type { Held } from "./shared.ts";

/** The claims of this process: renewed as long as it lives and asks, so that they can end soon after it dies. */
export type HeldClaims = {
  readonly hold: (claims: readonly Held[]) => void;
  readonly letGo: (claims: readonly Held[]) => void;
  readonly all: () => readonly Held[];
};

/** No source takes longer: whoever still waits then asks by himself. */
const MAX_RENEWALS = 60;

export function createHeldClaims(options: {
  readonly claimMs: number;
  readonly renew: (claims: readonly Held[]) => Promise<unknown>;
}): HeldClaims {
  const { claimMs, renew } = options;
  const held = new Map<string, Held & { renewals: number }>();
  let timer: NodeJS.Timeout | null = null;

  const tick = () => {
    for (const [place, claim] of held) {
      claim.renewals += 1;
      if (claim.renewals > MAX_RENEWALS) held.delete(place);
    }
    if (held.size > 0) void renew([...held.values()]);
    else stop();
  };
  const stop = () => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  return {
    hold(claims) {
      for (const { key, token } of claims) held.set(placeOf({ key, token }), { key, token, renewals: 0 });
      if (held.size > 0) timer ??= setInterval(tick, claimMs / 3).unref();
    },
    letGo(claims) {
      for (const claim of claims) held.delete(placeOf(claim));
      if (held.size === 0) stop();
    },
    all: () => [...held.values()],
  };
}

const placeOf = ({ key, token }: Held): string => `${token} ${key}`;
