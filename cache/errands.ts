import { randomUUID } from "node:crypto";
import { type Budget, type Budgets, NO_HURRY } from "./budget.ts";
import type { Fetch } from "./cache.ts";
import { foundOf } from "./entry.ts";
import { seal } from "./envelope.ts";
import type { Flight } from "./flights.ts";
import type { Landings, Row, Wanted } from "./landings.ts";
import type { Memory } from "./memory.ts";
import type { Claimed, Held, Shared, Stored, Storing } from "./shared.ts";

/** What is asked for, and how. */
export type Question = Wanted & {
  readonly fetch: Fetch<unknown>;
  /** Of the answer that it is for. */
  readonly signal: AbortSignal | undefined;
};

export type ErrandsOptions = {
  readonly budgets: Budgets;
  readonly memory: Memory;
  readonly shared: Shared;
  readonly landings: Landings;
  readonly now: () => number;
};

/** A flight on its way: what was seen of it in Redis, and whose claim stood there. */
type Sought = { readonly flight: Flight; readonly seen: Stored | null; readonly holder: string | null };
/** A flight whose source is asked here; `token` of the claim to that, where there is one. */
type Asked = { readonly flight: Flight; readonly token: string | null };
type Claims = { readonly ours: readonly Asked[]; readonly theirs: readonly Sought[] };
type Done = Pick<Flight, "key"> & Pick<Asked, "token"> & { readonly row: Row | null };

/** Goes for what memory lacks: Redis is looked at, then whoever has the claim asks the source. */
export class Errands {
  readonly #budgets: Budgets;
  readonly #memory: Memory;
  readonly #shared: Shared;
  readonly #landings: Landings;
  readonly #now: () => number;

  constructor({ budgets, memory, shared, landings, now }: ErrandsOptions) {
    this.#budgets = budgets;
    this.#memory = memory;
    this.#shared = shared;
    this.#landings = landings;
    this.#now = now;
  }

  /** Flights of one errand. All land, whatever happens. */
  run(flights: readonly Flight[], question: Question): void {
    this.#course(flights, question).catch((error: unknown) => {
      for (const flight of flights) this.#landings.broken(flight, error);
    });
  }

  async #course(flights: readonly Flight[], question: Question): Promise<void> {
    // Without Redis the source is asked in the same tick, together with all that others ask it.
    if (!this.#shared.up()) return this.#ask(flights.map(unclaimed), question);
    const isBehind = flights.some(({ errand }) => errand.behind);
    const budget = isBehind ? NO_HURRY : this.#budgets.of(question.signal);
    const lacking = await this.#look(flights, question, budget);
    const asks: Promise<void>[] = [];
    let { ours, theirs } = await this.#claim(lacking, question, budget);
    for (;;) {
      if (ours.length > 0) asks.push(this.#ask(ours, question));
      const waiting = theirs.filter(({ flight }) => !this.#givesUp(flight));
      if (waiting.length === 0) break;
      await this.#shared.news(waiting.map(({ flight }) => flight.key));
      // From here on another gateway is waited for, not Redis.
      ({ ours, theirs } = await this.#claim(waiting, question, NO_HURRY));
    }
    await Promise.all(asks);
  }

  async #look(flights: readonly Flight[], question: Question, budget: Budget): Promise<readonly Sought[]> {
    const found = await budget.within(() => this.#shared.look(flights.map(({ key }) => key)));
    const sought = flights.map((flight, index) => ({ flight, seen: found?.[index] ?? null, holder: null }));
    return sought.filter(({ flight, seen }) => !this.#landings.stored(flight, seen, question));
  }

  async #claim(sought: readonly Sought[], question: Question, budget: Budget): Promise<Claims> {
    const token = randomUUID();
    const slots = await this.#claimed(sought, token, budget);
    const ours: Asked[] = [];
    const theirs: Sought[] = [];
    for (const [index, one] of sought.entries()) {
      const { flight, holder } = one;
      const slot = slots[index] ?? "free";
      if (slot === "mine") ours.push({ flight, token });
      else if (slot === "free") ours.push(unclaimed(flight));
      else if ("stored" in slot) {
        if (!this.#landings.stored(flight, slot.stored, question)) ours.push(unclaimed(flight));
        // Who waited for one gateway in vain does not wait for the next.
      } else if (holder !== null && holder !== slot.holder) ours.push(unclaimed(flight));
      else theirs.push({ ...one, holder: slot.holder });
    }
    return { ours, theirs };
  }

  async #claimed(sought: readonly Sought[], token: string, budget: Budget): Promise<readonly Claimed[]> {
    if (sought.length === 0) return [];
    const claims = sought.map(({ flight, seen }) => ({ key: flight.key, token, seen }));
    const release = (slots: readonly Claimed[]) =>
      void this.#shared.release(claims.filter((_, index) => slots[index] === "mine"));
    return (await budget.within(() => this.#shared.claim(claims), release)) ?? claims.map(() => "free");
  }

  /** Where another gateway asks, nobody here may have to wait for it. */
  #givesUp(flight: Flight): boolean {
    const { behind, signal, isWaitedFor } = flight.errand;
    const givesUp = behind ? !isWaitedFor() : signal.aborted;
    if (givesUp) this.#landings.left(flight);
    return givesUp;
  }

  async #ask(asked: readonly Asked[], { kind, fetch }: Question): Promise<void> {
    const fetchedAt = this.#now();
    const flights = asked.map(({ flight }) => flight);
    const slots = await slotsOf(flights, fetch);
    const done = asked.map(({ flight, token }, index) => {
      const row = this.#landings.fetched(flight, slots[index], { kind, fetchedAt });
      return { key: flight.key, token, row };
    });
    await this.#share(done);
  }

  /** Gives other gateways what they may have, and gives up the claims to the rest. */
  async #share(done: readonly Done[]): Promise<void> {
    const rows: (Storing & Pick<Row, "entry">)[] = [];
    const vain: Held[] = [];
    for (const { key, token, row } of done) {
      if (token === null) continue;
      if (row === null) vain.push({ key, token });
      else rows.push({ key, token, ...(await storingOf(key, row, this.#now())) });
    }
    const stored = rows.length === 0 ? [] : await this.#shared.store(rows);
    for (const [index, { key, entry }] of rows.entries()) {
      // Another gateway dropped it meanwhile, which may not have been heard yet.
      if (stored[index] === false && this.#memory.get(key, this.#now()) === entry) this.#memory.delete(key);
    }
    if (vain.length > 0) await this.#shared.release(vain);
  }
}

const unclaimed = (flight: Flight): Asked => ({ flight, token: null });

const MAX_KEEP_MS = 365 * 24 * 3_600_000;

async function storingOf(key: string, { entry, json }: Row, moment: number) {
  const { fetchedAt, hash, kind, keepUntil } = entry;
  const { version } = kind;
  const sealed = await seal({ version, fetchedAt, hash, json });
  const keepMs = Math.ceil(Math.min(Math.max(keepUntil - moment, 1), MAX_KEEP_MS));
  return { entry, sealed, keepMs, news: { key, version, fetchedAt, hash } };
}

/** What the source says of each; an error for each where it fails as a whole. */
async function slotsOf(flights: readonly Flight[], fetch: Fetch<unknown>): Promise<readonly unknown[]> {
  const ids = flights.map(({ id }) => id);
  const previous = flights.map((flight) => (flight.previous === null ? null : foundOf(flight.previous, "memory")));
  // All are of one errand.
  const { signal, behind } = flights[0]?.errand ?? { signal: AbortSignal.abort(), behind: false };
  try {
    const slots = await fetch(ids, { signal, behind, previous });
    if (slots.length === ids.length) return slots;
    throw new Error(`A source gave ${slots.length} values for ${ids.length} ids; it must give one for each.`);
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    return flights.map(() => failure);
  }
}
