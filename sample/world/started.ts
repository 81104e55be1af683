import { type Order, readOrder, type Wish } from "./asked.ts";
import { DAY, MINUTE, SECOND } from "./clock.ts";
import type { Ground } from "./ground.ts";
import { CHANNELS } from "./image-tasks.ts";
import type { Image, Method } from "./images.ts";
import { allPass, oneFails } from "./outcome.ts";
import { listingOf } from "./packages.ts";
import type { Attempt, Fault, Outcome } from "./plan.ts";
import { between } from "./random.ts";
import { lineage, type Tag } from "./releases.ts";

/** What the world must know besides the order. `number` counts the orders. */
export type Circumstances = {
  readonly number: number;
  /** What Koji calls the next release of a version. */
  readonly nextRelease: (image: Image, version: string) => string;
  /** What the hub says when it is asked for a build of that name, version and release; null when it makes one. */
  readonly taken: (image: Image, version: string, release: string) => Fault | null;
};

/** An attempt that begins now, as the order wants it and as far as the world allows. */
export function startedAttempt(
  ground: Ground,
  order: Order & { readonly method: Method },
  { number, nextRelease, taken }: Circumstances,
): Attempt {
  const wish = readOrder(ground, order.method, order.params);
  const { image, version } = wish;
  const label = wish.release ?? nextRelease(image, version);
  const fault = faultOf(ground, wish) ?? (wish.scratch ? null : taken(image, version, label));
  const createMs = ground.now();
  const day = ground.today;
  const key = [ground.seed, "order", number] as const;
  return {
    day,
    image,
    release: wish.distribution,
    target: wish.target,
    version,
    label,
    scratch: wish.scratch,
    owner: order.owner,
    priority: order.priority,
    createMs,
    waitMs: between(4 * SECOND, 9 * SECOND, ...key, "queue"),
    idleMs: between(3 * SECOND, 8 * SECOND, ...key, "idle"),
    atLeastMs: 0,
    outcome: fault === null ? outcomeOf(ground, wish) : { kind: "unborn", reason: "asked", fault },
    volume: "DEFAULT",
    deletedMs: ground.calendar.beginOf(day) + ground.scale.keptDays * DAY + (image.id % 600) * MINUTE,
    promotedMs: Infinity,
    checksum: "sha256",
    asked: {
      params: order.params,
      opts: wish.opts,
      channel: order.channel ?? CHANNELS[order.method],
      skipTag: wish.skipTag,
      kickstart: wish.kickstart,
    },
  };
}

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

/** What is broken stays broken, whoever builds it. */
function outcomeOf({ seed, today }: Ground, { image, distribution }: Wish): Outcome {
  const night = { seed, image, release: distribution, day: today, age: 0 };
  const broken = image.story === "broken" || (image.story === "split" && distribution.name === "main");
  const required = image.arches.some((arch) => !image.optional.includes(arch));
  return broken && required ? oneFails(night) : allPass(image);
}
