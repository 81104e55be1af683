import { DAY, eventAt, SECOND } from "./clock.ts";
import type { Attempt, Build, TagEntry } from "./plan.ts";
import { findTarget } from "./releases.ts";

/** A new version of a package pushes the one before it out of nothing: Koji keeps both, the newer one is the latest. */
const FOREVER = Infinity;

/** What tags the build was put into, and when it left them: the target's tag, for some later the release's own. */
export function tagEntriesOf(build: Build): TagEntry[] {
  if (build.end !== 1) return [];
  const { origin } = build;
  if (origin.kind === "image") return imageEntries(build, origin.attempt);
  if (origin.kind !== "rpm") return [];
  const createEvent = eventAt(build.endMs + 40 * SECOND);
  return [{ tag: origin.stream.release.name, build, createEvent, revokeEvent: FOREVER, creator: "kojiadmin" }];
}

function imageEntries(build: Build, attempt: Attempt): TagEntry[] {
  const { release, promotedMs, deletedMs, asked, owner } = attempt;
  const destination = findTarget(attempt.target)?.destTag;
  if (destination === undefined || asked?.skipTag === true) return [];
  const untagged = deletedMs === Infinity ? FOREVER : eventAt(deletedMs - DAY);
  const tagged = eventAt(build.endMs + 40 * SECOND);
  const target: TagEntry = { tag: destination, build, createEvent: tagged, revokeEvent: untagged, creator: owner };
  if (promotedMs === Infinity) return [target];
  const promoted = Math.max(eventAt(promotedMs), tagged + 60);
  return [target, { tag: release.name, build, createEvent: promoted, revokeEvent: untagged, creator: "releng" }];
}
