import type { LedgerConfiguration, RedisConfiguration } from "./configuration.ts";
import { readRedis } from "./read-redis.ts";
import { type Disk, ownFolder } from "./referenced-file.ts";
import { text } from "./settings/kinds.ts";
import type { Section } from "./settings/section.ts";

/** What is written there has to outlive caches. */
const FOLDER = "~/.local/state/koji-image";

/** `cached`: the Redis that values are kept in, which serves where nothing else is said. */
export function readLedger(section: Section, disk: Disk, cached: RedisConfiguration | null): LedgerConfiguration {
  const named = { folder: section.shape("folder") !== "absent", redis: section.shape("redis") !== "absent" };
  if (named.folder && named.redis) {
    section.problem("redis", `${section.name} gives both folder and redis; keep one of the two.`);
  }
  if (named.redis) return { redis: readRedis(section), folder: "" };
  if (cached === null || named.folder)
    return { redis: null, folder: ownFolder(section, { key: "folder", fallback: FOLDER }, disk) };
  section.withDefault("redis", text, "cache.redis");
  return { redis: cached, folder: "" };
}
