import { DAY, eventAt, SECOND } from "./clock.ts";
import type { Build, TagEntry } from "./plan.ts";

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

type Promotion = {
  readonly release: { readonly name: string };
  readonly promotedMs: number;
  readonly deletedMs: number;
};

function imageEntries(build: Build, { release, promotedMs, deletedMs }: Promotion): TagEntry[] {
  const untagged = deletedMs === Infinity ? FOREVER : eventAt(deletedMs - DAY);
  const tagged = eventAt(build.endMs + 40 * SECOND);
  const target: TagEntry = {
    tag: `${release.name}-compose`,
    build,
    createEvent: tagged,
    revokeEvent: untagged,
    creator: "releng",
  };
  if (promotedMs === Infinity) return [target];
  const promoted = Math.max(eventAt(promotedMs), tagged + 60);
  return [target, { tag: release.name, build, createEvent: promoted, revokeEvent: untagged, creator: "releng" }];
}
