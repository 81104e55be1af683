import type { RedisConfiguration } from "./configuration.ts";
import { redisAddress } from "./settings/addresses.ts";
import { textSuchAs } from "./settings/kinds.ts";
import type { Section } from "./settings/section.ts";

/** One address, several of one cluster, or the sentinels that know the master: at the key `redis`. */
export function readRedis(section: Section): RedisConfiguration | null {
  const shape = section.shape("redis");
  if (shape === "absent") return null;
  if (shape === "value") return { kind: "single", url: section.required("redis", redisAddress) };
  if (shape === "list") return { kind: "cluster", urls: readAddresses(section, "redis") };
  return section.section("redis", (redis) => ({
    kind: "sentinels",
    urls: readAddresses(redis, "sentinels"),
    name: redis.required("name", textSuchAs("the name of the master that the sentinels watch")),
  }));
}

function readAddresses(section: Section, key: string): readonly string[] {
  const addresses = section.list(key, redisAddress) ?? [];
  if (addresses.length === 0) section.problem(key, `${section.nameOf(key)} names no address; ${redisAddress.cure}.`);
  return addresses;
}
