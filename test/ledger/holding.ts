import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { openRedisLedger } from "../../ledger/redis-ledger.ts";

/**
 * `hold URL`: holds the key `k` and tells so; writes at the next line of its input, and tells how that went.
 * `count URL TIMES`: so many times at once, each adds one to what is written under `k`; tells each that it saw.
 */
const [what = "", url = "", times = "0"] = process.argv.slice(2);
const tell = (line: string) => void process.stdout.write(`${line}\n`);
const ledger = await openRedisLedger({ redis: { kind: "single", url }, lockMs: 600, warn: () => undefined });

if (what === "hold") {
  await ledger.withKey("k", async (held) => {
    tell("held");
    await once(process.stdin, "data");
    await held.write("late").then(
      () => tell("written"),
      (error: Error) => tell(`${error.name}: ${error.message}`),
    );
  });
} else {
  const counted = Array.from({ length: Number(times) }, () =>
    ledger.withKey("k", async (held) => {
      const before = Number(held.known ?? 0);
      await wait(1);
      await held.write(before + 1);
      tell(String(before));
    }),
  );
  await Promise.all(counted);
}
await ledger.close();
process.stdin.destroy();
