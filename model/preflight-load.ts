import type { Host } from "./host.ts";
import { counted, enumerated, fail, type Finding, lasting, pass, warn } from "./preflight.ts";
import type { Task } from "./task.ts";

/*
 * What can be said of the builders that would do it, and of what they do already.
 */

export type ChannelLoad = {
  readonly channel: { readonly name: string; readonly enabled: boolean };
  readonly hosts: readonly Host[];
  /** How many tasks wait. */
  readonly queued: number;
  /** Seconds that the first of them has waited; null where none waits. */
  readonly oldestWait: number | null;
};

type Arches = { readonly arches: readonly string[]; readonly optionalArches: readonly string[] };

export function capacityFinding({ channel, hosts, queued, oldestWait }: ChannelLoad, wanted: Arches): Finding {
  const name = `the channel "${channel.name}"`;
  if (!channel.enabled)
    return fail(`The hub has switched ${name} off, and refuses what is sent to it: ask its administrators.`);
  const enabled = hosts.filter((host) => host.enabled);
  if (enabled.length === 0) return fail(`No builder serves ${name}: ask the hub's administrators for one.`);
  const unserved = wanted.arches.filter((arch) => !enabled.some(serves(arch)));
  const needed = unserved.filter((arch) => !wanted.optionalArches.includes(arch));
  if (needed.length > 0)
    return fail(
      `No builder of ${name} builds for ${enumerated(needed)}: leave that out, or ask the hub's administrators for one.`,
    );
  const ready = enabled.filter((host) => host.ready);
  const load = loadOf(ready);
  const busy = `${counted(ready.length, "builder")} of ${name} ${ready.length === 1 ? "is" : "are"} ready, ${load} % of what they carry is taken`;
  const away = wanted.arches.filter((arch) => !ready.some(serves(arch)));
  if (away.length > 0)
    return warn(`No builder for ${enumerated(away)} is ready in ${name}: the build waits until one comes back.`);
  if (queued === 0) return pass(`${busy}, and nothing waits: it begins at once.`);
  const wait = `${counted(queued, "task")} ${queued === 1 ? "waits" : "wait"}, the first for ${lasting(oldestWait ?? 0)}`;
  return load >= 100 || (oldestWait ?? 0) > LONG_SECONDS
    ? warn(`${busy}, and ${wait}: expect to wait as long, or send it later.`)
    : pass(`${busy}; ${wait}.`);
}

const LONG_SECONDS = 15 * 60;

/** Hosts say i386 for whichever of its kind (koji.canonArch). */
const canonical = (arch: string) => (/^i[3-6]86$/u.test(arch) ? "i386" : arch);
const serves = (arch: string) => (host: Host) => host.arches.some((one) => canonical(one) === canonical(arch));

/** In percent. */
function loadOf(hosts: readonly Host[]): number {
  const capacity = hosts.reduce((sum, host) => sum + host.capacity, 0);
  const load = hosts.reduce((sum, host) => sum + host.load, 0);
  return capacity === 0 ? 100 : Math.round((load / capacity) * 100);
}

/** `underWay`: builds of the same image for the same target, newest first. */
export function duplicateFinding(
  underWay: readonly Task[],
  { pageOf, allowed }: { readonly pageOf: (task: Task) => string; readonly allowed: boolean },
): Finding {
  const [newest] = underWay;
  if (newest === undefined) return pass("The same image is not being built for this target.");
  const says = `The same image is already being built for this target, by task ${newest.kojiId} (${pageOf(newest)})`;
  return allowed
    ? warn(`${says}; allowDuplicate lets another begin.`)
    : fail(`${says}: wait for it, cancel it, or give allowDuplicate: true.`);
}
