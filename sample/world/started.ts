import { type Order, readOrder, type Wish } from "./asked.ts";
import type { History } from "./build-history.ts";
import { DAY, HOUR, MINUTE, SECOND } from "./clock.ts";
import type { Ground } from "./ground.ts";
import { hostsFor } from "./hosts.ts";
import { CHANNELS } from "./image-tasks.ts";
import type { Method } from "./images.ts";
import { allFail, allPass, oneFails } from "./outcome.ts";
import { listingOf } from "./packages.ts";
import type { Attempt, Fault, Outcome } from "./plan.ts";
import { between, type Key } from "./random.ts";
import { lineage, type Tag } from "./releases.ts";

/** What the world must know besides the order. `number` counts what was begun. */
export type Circumstances = {
  readonly number: number;
  readonly history: Pick<History, "nextRelease" | "taken">;
};

type ImageOrder = Order & { readonly method: Method };

/** An attempt that begins now, as the order wants it and as far as the world allows. */
export function startedAttempt(ground: Ground, order: ImageOrder, { number, history }: Circumstances): Attempt {
  const { params, owner, priority, method, channel = CHANNELS[method] } = order;
  const wish = readOrder(ground, method, params);
  const { image, version, scratch, target, opts, skipTag, kickstart } = wish;
  const label = wish.release ?? history.nextRelease(image.id, version);
  const fault =
    faultOf(ground, wish) ?? (scratch ? null : history.taken({ packageId: image.id, version, release: label }));
  const failure = kickstartFault(wish);
  const day = ground.today;
  return {
    day,
    image: failure === null ? image : { ...image, minutes: MINUTES_TO_FAIL },
    release: wish.distribution,
    target,
    version,
    label,
    scratch,
    owner,
    priority,
    createMs: ground.now(),
    atLeastMs: 0,
    ...waits(channel, [ground.seed, "order", number]),
    outcome: outcomeOf(ground, wish, { channel, fault, failure }),
    volume: "DEFAULT",
    deletedMs: ground.calendar.beginOf(day) + ground.scale.keptDays * DAY + (image.id % 600) * MINUTE,
    promotedMs: Infinity,
    checksum: "sha256",
    asked: { params, opts, channel, skipTag, kickstart, failure },
  };
}

/** Koji leaves a task waiting for a host that may come. */
const homeless = (channel: string): boolean => hostsFor("noarch", channel).length === 0;

const waits = (channel: string, key: Key): Pick<Attempt, "waitMs" | "idleMs"> => ({
  waitMs: homeless(channel) ? 8 * HOUR : between(4 * SECOND, 9 * SECOND, ...key, "queue"),
  idleMs: between(3 * SECOND, 8 * SECOND, ...key, "idle"),
});

const BUILD_ERROR = 1005;
const GENERIC = 1000;
const APPLIANCE_ERROR = 1018;

/** What a builder finds out before it asks for a build (builder/kojid, the handlers of image tasks). */
function faultOf(ground: Ground, wish: Wish): Fault | null {
  const { image, destination, buildTag, target, version, release } = wish;
  if (destination === null || buildTag === null)
    return { faultCode: GENERIC, faultString: `No such build target: ${target}` };
  const built = buildTag.arches.split(" ");
  const strange = image.arches.find((arch) => !built.includes(arch));
  if (strange !== undefined) return { faultCode: BUILD_ERROR, faultString: `Invalid arch for build tag: ${strange}` };
  if (version.includes("-")) return { faultCode: APPLIANCE_ERROR, faultString: "The Version may not have a hyphen" };
  if (release?.includes("-") === true)
    return { faultCode: APPLIANCE_ERROR, faultString: "The Release may not have a hyphen" };
  return wish.scratch ? null : listingFault(ground, wish, destination);
}

/** A package that nobody ever listed anywhere has no number to build under. */
function listingFault(ground: Ground, { image, skipTag }: Wish, destination: Tag): Fault | null {
  if (skipTag && image.id !== 0) return null;
  const listing = lineage(destination).flatMap((tag) => listingOf(ground, tag, image.name) ?? [])[0] ?? null;
  if (listing !== null && !listing.blocked) return null;
  // Koji's own spaces.
  const told =
    listing === null
      ? `package (image) ${image.name} not in list for tag ${destination.name}`
      : `package (image)  ${image.name} is blocked for tag ${destination.name}`;
  return { faultCode: BUILD_ERROR, faultString: told };
}

/** A builder that does not find it says so before anything else. */
const MINUTES_TO_FAIL = 0.25;

/** Looked for by the task of each arch (builder/kojid, fetchKickstart). */
function kickstartFault({ kickstart }: Wish): Fault | null {
  if (kickstart === null || kickstart.textOf(kickstart.path) !== null) return null;
  return { faultCode: BUILD_ERROR, faultString: `Kickstart ${kickstart.place} does not exist.` };
}

type Found = { readonly channel: string; readonly fault: Fault | null; readonly failure: Fault | null };

/** What is broken stays broken, whoever builds it. */
function outcomeOf(ground: Ground, { image, distribution }: Wish, { channel, fault, failure }: Found): Outcome {
  if (homeless(channel)) return { kind: "canceled", when: "queued" };
  if (fault !== null) return { kind: "unborn", reason: "asked", fault };
  if (failure !== null) return allFail(image);
  const broken = image.story === "broken" || (image.story === "split" && distribution.name === "main");
  const required = image.arches.some((arch) => !image.optional.includes(arch));
  if (!broken || !required) return allPass(image);
  return oneFails({ seed: ground.seed, image, release: distribution, day: ground.today, age: 0 });
}
