import { randomUUID } from "node:crypto";
import type { Fetch } from "./cache.ts";
import { type Entry, foundOf } from "./entry.ts";
import { seal } from "./envelope.ts";
import type { Flight } from "./flights.ts";
import type { Landings, Wanted } from "./landings.ts";
import type { Memory } from "./memory.ts";
import type { Held, Shared, Stored, Storing } from "./shared.ts";

/** What is asked for, and how. */
export type Question = Wanted & { readonly fetch: Fetch<unknown> };

export type ErrandsOptions = {
  readonly memory: Memory;
  readonly shared: Shared;
  readonly landings: Landings;
  readonly now: () => number;
};

/** A flight on its way: what was seen of it in Redis, and whose claim stood there. */
type Sought = { readonly flight: Flight; readonly seen: Stored | null; readonly holder: string | null };
/** A flight whose source is asked here; `token` of the claim to that, if there is one. */
type Asked = { readonly flight: Flight; readonly token: string | null };

/** Runs errands: Redis is looked at, then the source is asked by whoever has the claim. All flights land. */
export type Errands = { readonly run: (flights: readonly Flight[], question: Question) => void };

export function createErrands({ memory, shared, landings, now }: ErrandsOptions): Errands {
  const look = async (flights: readonly Flight[], question: Question): Promise<readonly Sought[]> => {
    const found = await shared.look(flights.map(({ key }) => key));
    const sought = flights.map((flight, index) => ({ flight, seen: found[index] ?? null, holder: null }));
    const landed = await Promise.all(sought.map(({ flight, seen }) => landings.stored(flight, seen, question)));
    return sought.filter((_, index) => landed[index] === false);
  };

  const claim = async (sought: readonly Sought[], question: Question) => {
    const token = randomUUID();
    const slots = await shared.claim(sought.map(({ flight, seen }) => ({ key: flight.key, token, seen })));
    const ours: Asked[] = [];
    const theirs: Sought[] = [];
    for (const [index, one] of sought.entries()) {
      const { flight, holder } = one;
      const slot = slots[index] ?? "free";
      if (slot === "mine") ours.push({ flight, token });
      else if (slot === "free") ours.push({ flight, token: null });
      else if ("stored" in slot) {
        if (!(await landings.stored(flight, slot.stored, question))) ours.push({ flight, token: null });
        // Who waited for one gateway in vain does not wait for the next.
      } else if (holder !== null && holder !== slot.holder) ours.push({ flight, token: null });
      else theirs.push({ ...one, holder: slot.holder });
    }
    return { ours, theirs };
  };

  const ask = async (asked: readonly Asked[], { kind, fetch }: Question): Promise<void> => {
    const fetchedAt = now();
    const slots = await slotsOf(
      asked.map(({ flight }) => flight),
      fetch,
    );
    const done = asked.map(({ flight, token }, index) => {
      const row = landings.fetched(flight, slots[index], { kind, fetchedAt });
      return { key: flight.key, token, row };
    });
    await share(done);
  };

  /** Gives others what they may have, and gives up the claims to the rest. */
  const share = async (done: readonly Done[]): Promise<void> => {
    const rows: (Storing & { readonly entry: Entry })[] = [];
    const vain: Held[] = [];
    for (const { key, token, row } of done) {
      if (token === null) continue;
      if (row === null) vain.push({ key, token });
      else rows.push({ key, token, ...(await storingOf(key, row, now())) });
    }
    const stored = rows.length === 0 ? [] : await shared.store(rows);
    for (const [index, { key, entry }] of rows.entries()) {
      // Dropped by another gateway while it was on its way, which may not have been heard yet.
      if (stored[index] === false && memory.get(key, now()) === entry) memory.delete(key);
    }
    if (vain.length > 0) await shared.release(vain);
  };

  const pursue = async (sought: readonly Sought[], question: Question): Promise<void> => {
    const asks: Promise<void>[] = [];
    let left = sought;
    while (left.length > 0) {
      const { ours, theirs } = await claim(left, question);
      if (ours.length > 0) asks.push(ask(ours, question));
      for (const { flight } of theirs) if (isGivenUp(flight)) landings.left(flight);
      left = theirs.filter(({ flight }) => !isGivenUp(flight));
      if (left.length > 0) await shared.news(left.map(({ flight }) => flight.key));
    }
    await Promise.all(asks);
  };

  const course = async (flights: readonly Flight[], question: Question): Promise<void> => {
    // Without Redis the source is asked in the same tick, together with all that others ask it.
    if (!shared.up())
      return ask(
        flights.map((flight) => ({ flight, token: null })),
        question,
      );
    return pursue(await look(flights, question), question);
  };

  return {
    run: (flights, question) =>
      void course(flights, question).catch((error: unknown) => {
        for (const flight of flights) landings.broken(flight, error);
      }),
  };
}

type Done = Pick<Flight, "key"> & Pick<Asked, "token"> & { readonly row: Row | null };
type Row = { readonly entry: Entry; readonly json: string };

const isGivenUp = ({ errand }: Flight): boolean => (errand.behind ? !errand.isWaitedFor() : errand.signal.aborted);

const MAX_KEEP_MS = 365 * 24 * 3_600_000;

async function storingOf(key: string, { entry, json }: Row, moment: number) {
  const { fetchedAt, hash, kind, keepUntil } = entry;
  const { version } = kind;
  const bytes = await seal({ version, fetchedAt, hash, json });
  const keepMs = Math.ceil(Math.min(Math.max(keepUntil - moment, 1), MAX_KEEP_MS));
  return { entry, bytes, keepMs, news: { key, version, fetchedAt, hash } };
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
