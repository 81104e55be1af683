import type { CacheConfiguration } from "./configuration.ts";
import { readRedis } from "./read-redis.ts";
import { wholeNumber } from "./settings/kinds.ts";
import type { Section } from "./settings/section.ts";

export function readCache(section: Section): CacheConfiguration {
  return { redis: readRedis(section), memoryMiB: section.withDefault("memoryMiB", wholeNumber(1, 65_536), 64) };
}
