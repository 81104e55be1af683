/*
 * Each key of a namespace has two places in Redis: its value and the claim of whoever asks its source. Scripts see both
 * at once, so that what was dropped while its source was asked is not stored. The counts of the arguments are those of
 * redis-store.ts.
 */

/** Claims keys: value and claim each. ARGV: how long, then per key the token, and the head of what was seen. */
const claim = `
local out = {}
for i = 1, #KEYS, 2 do
  local value, lock, token, seen = KEYS[i], KEYS[i + 1], ARGV[i + 2], ARGV[i + 3]
  local head = redis.pcall('GETRANGE', value, 0, ARGV[2] - 1)
  local left = redis.call('PTTL', lock)
  if type(head) == 'string' and head ~= '' and head ~= seen then
    out[#out + 1] = redis.call('GET', value)
  elseif left < 0 or left > tonumber(ARGV[1]) then
    redis.call('SET', lock, token, 'PX', ARGV[1])
    out[#out + 1] = 1
  else
    out[#out + 1] = { redis.pcall('GET', lock) }
  end
end
return out`;

/** Stores what is still claimed, and says so. ARGV: channel, namespace, sender, then per key token, bytes, how long, news. */
const store = `
local out, news = {}, {}
for i = 1, #KEYS / 2 do
  local value, lock, arg = KEYS[2 * i - 1], KEYS[2 * i], 4 * i
  out[i] = 0
  if redis.pcall('GET', lock) == ARGV[arg] then
    redis.call('SET', value, ARGV[arg + 1], 'PX', ARGV[arg + 2])
    redis.call('DEL', lock)
    news[#news + 1] = ARGV[arg + 3]
    out[i] = 1
  end
end
if #news > 0 then
  redis.call('PUBLISH', ARGV[1], '["set",' .. ARGV[2] .. ',' .. ARGV[3] .. ',[' .. table.concat(news, ',') .. ']]')
end
return out`;

/** KEYS: claims; ARGV: their tokens. */
const release = `
for i = 1, #KEYS do
  if redis.pcall('GET', KEYS[i]) == ARGV[i] then redis.call('DEL', KEYS[i]) end
end
return 1`;

/** KEYS: claims; ARGV: how long, then their tokens. */
const renew = `
for i = 1, #KEYS do
  if redis.pcall('GET', KEYS[i]) == ARGV[i + 1] then redis.call('PEXPIRE', KEYS[i], ARGV[1]) end
end
return 1`;

/** KEYS: values and claims; ARGV: channel, message. */
const drop = `
for i = 1, #KEYS do redis.call('DEL', KEYS[i]) end
redis.call('PUBLISH', ARGV[1], ARGV[2])
return 1`;

/** As ioredis defines commands. */
export const SCRIPTS = {
  kojiClaim: { lua: claim },
  kojiStore: { lua: store },
  kojiRelease: { lua: release },
  kojiRenew: { lua: renew },
  kojiDrop: { lua: drop },
};

type Args = readonly (string | number | Buffer)[];
type Script = (keyCount: number, keys: readonly string[], args: Args) => Promise<unknown>;

/** What ioredis makes of them. */
export type ScriptCommands = {
  readonly kojiClaimBuffer: Script;
  readonly kojiStore: Script;
  readonly kojiRelease: Script;
  readonly kojiRenew: Script;
  readonly kojiDrop: Script;
};
