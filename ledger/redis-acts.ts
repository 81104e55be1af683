import { actMembers, begun, parsed, readAct, readSettled } from "./entry-text.ts";
import type { Act, LedgerEntry, LedgerFilter, Settled } from "./ledger.ts";
import { DISORDER_MS } from "./limits.ts";
import type { RedisLink } from "./redis-link.ts";

/** One tag, one slot: a cluster runs scripts on keys only where they live together. */
const ACTS = "koji-image:{ledger}:acts";
/** By the id of the entry: what came of it. */
const OUTCOMES = "koji-image:{ledger}:outcomes";

/** Adds an entry, and now and then lets the oldest go, with their outcomes. */
const RECORD = `
local id = redis.call("XADD", KEYS[1], "*", "act", ARGV[1])
local over = redis.call("XLEN", KEYS[1]) - tonumber(ARGV[2])
if over >= tonumber(ARGV[3]) then
  for _, old in ipairs(redis.call("XRANGE", KEYS[1], "-", "+", "COUNT", over)) do
    redis.call("HDEL", KEYS[2], old[1])
  end
  redis.call("XTRIM", KEYS[1], "MAXLEN", ARGV[2])
end
return id`;

const SETTLE = `
if #redis.call("XRANGE", KEYS[1], ARGV[1], ARGV[1]) == 0 then return 0 end
redis.call("HSET", KEYS[2], ARGV[1], ARGV[2])
return 1`;

const CHUNK = 500;
const ID = /^\d{1,15}-\d{1,15}$/u;

/** Entries in a stream; `kept`: how many at least, and a hundredth more at most. */
export function createRedisActs(link: RedisLink, kept: number) {
  const waste = Math.max(1, Math.floor(kept / 100));

  const withOutcomes = async (rows: readonly Row[]): Promise<readonly LedgerEntry[]> => {
    if (rows.length === 0) return [];
    const outcomes = await link.ask((client) => client.hmget(OUTCOMES, ...rows.map(([id]) => id)));
    return rows.flatMap(([id, [, text = ""]], index) => {
      const act = readAct(parsed(text));
      const settled = readSettled(parsed(outcomes[index] ?? ""));
      return act === null ? [] : [{ ...begun(id, act), ...settled }];
    });
  };

  return {
    add: async (act: Act): Promise<string> => {
      const text = JSON.stringify(actMembers(act));
      return String(await link.ask((client) => client.eval(RECORD, 2, ACTS, OUTCOMES, text, kept, waste)));
    },

    /** Nothing where the entry is not there any more. */
    settle: async (id: string, { outcome, task }: Settled): Promise<void> => {
      if (!ID.test(id)) return;
      const text = JSON.stringify({ outcome, task });
      await link.ask((client) => client.eval(SETTLE, 2, ACTS, OUTCOMES, id, text));
    },

    entry: async (id: string): Promise<LedgerEntry | null> => {
      if (!ID.test(id)) return null;
      const [entry] = await withOutcomes(await link.ask((client) => client.xrange(ACTS, id, id)));
      return entry ?? null;
    },

    /** In chunks. Ids begin with the millisecond at which Redis took the entry. */
    async *newestFirst(olderThan: string | null, { before }: LedgerFilter): AsyncGenerator<readonly LedgerEntry[]> {
      const newest = before ? String(before.getTime() + DISORDER_MS) : "+";
      let end = olderThan === null || !ID.test(olderThan) ? newest : `(${olderThan}`;
      for (;;) {
        const rows = await link.ask((client) => client.xrevrange(ACTS, end, "-", "COUNT", CHUNK));
        yield await withOutcomes(rows);
        const last = rows.at(-1);
        if (last === undefined || rows.length < CHUNK) return;
        end = `(${last[0]}`;
      }
    },
  };
}

type Row = readonly [id: string, fields: readonly string[]];
