import type { Cache, Found, Kind } from "../cache/cache.ts";
import { createHubReader, type HubReader } from "../koji/hub-reader.ts";
import type { HubCallTrace, HubClient } from "../koji/wire/hub-client.ts";
import { HubFaultError } from "../model/errors.ts";
import { inSlots } from "./each.ts";
import { listMomentOf, LISTS_KEY } from "./list-moment.ts";
import type { ProvenanceOfHub } from "./provenance.ts";

export type CachedReadsOptions = {
  readonly client: HubClient;
  /** Of this hub alone. */
  readonly cache: Cache;
  readonly provenance: ProvenanceOfHub;
  readonly trace?: HubCallTrace | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Waits for new values rather than take old ones. */
  readonly current?: boolean | undefined;
};

/** One slot per id, in order. */
type AskMany<T> = (
  hub: HubReader,
  ids: readonly string[],
  previous: readonly (Found<T> | null)[],
) => Promise<readonly (T | Error)[]>;

/** A request's reads of a hub through its cache. */
export type CachedReads = {
  /** An Error in a slot is that id's alone. */
  readonly many: <T>(kind: Kind<T>, ids: readonly string[], ask: AskMany<T>) => Promise<readonly (T | Error)[]>;
  readonly one: <T>(
    kind: Kind<T>,
    id: string,
    /** `previous`: what is known of it and too old. */
    ask: (hub: HubReader, previous: T | null) => Promise<T>,
  ) => Promise<T>;
  /** A list that anything may be in, by its question: asked anew once something was changed by way of a gateway. */
  readonly list: <T>(kind: Kind<T>, question: string, ask: (hub: HubReader) => Promise<T>) => Promise<T>;
  /** What this process holds, of whatever age; null for nothing. No part of the answer. */
  readonly peek: <T>(kind: Kind<T>, id: string) => Found<T> | null;
  /** The hub itself, for what nobody may keep. */
  readonly past: () => HubReader;
};

export const keyOf = ({ name }: Pick<Kind<unknown>, "name">, id: string): string => `${name}:${id}`;

export function createCachedReads(options: CachedReadsOptions): CachedReads {
  const { client, cache, provenance, trace, signal, current = false } = options;

  const many: CachedReads["many"] = async (kind, ids, ask) => {
    const slots = await cache.get(
      kind,
      ids,
      async (missing, asked) => {
        // A call for what is wanted here lives as long as anyone waits for it, and costs the one who caused it.
        const hub = createHubReader(client, { signal: asked.signal, trace: asked.behind ? undefined : trace });
        const answers = await ask(hub, missing, asked.previous);
        const wrong = missing.filter((_, index) => asked.previous[index] && isRefusal(answers[index]));
        if (wrong.length > 0) await cache.drop(wrong.map((id) => keyOf(kind, id)));
        return answers;
      },
      { current, signal },
    );
    return slots.map((slot, index) => {
      if (slot instanceof Error) provenance.uncacheable();
      else provenance.note(keyOf(kind, ids[index] ?? ""), kind.name, slot);
      return slot instanceof Error ? slot : slot.value;
    });
  };

  const one = oneOf(many);
  const lists = listMomentOf(cache);

  return {
    many,
    one,
    list: (kind, question, ask) => {
      provenance.mark(LISTS_KEY);
      return one(kind, `${lists.current()}${question}`, ask);
    },
    peek: (kind, id) => cache.peek(kind, id),
    past: () => {
      provenance.uncacheable();
      return createHubReader(client, { signal, trace });
    },
  };
}

const oneOf =
  (many: CachedReads["many"]): CachedReads["one"] =>
  async (kind, id, ask) => {
    const [slot] = await many(kind, [id], (hub, ids, [previous]) =>
      inSlots(ids, () => ask(hub, previous?.value ?? null)),
    );
    if (slot instanceof Error) throw slot;
    // There is a slot for each id; undefined is no value of any kind.
    return slot as Exclude<typeof slot, undefined>;
  };

/** koji.GenericError, mostly "no such": then what was known before is wrong, and may not stand in for it. */
const GENERIC_ERROR = 1000;

const isRefusal = (answer: unknown): boolean => answer instanceof HubFaultError && answer.fault === GENERIC_ERROR;
