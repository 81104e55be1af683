import { counterOn, dayOf } from "./components.ts";
import type { Build, TagEntry } from "./plan.ts";
import type { Tag } from "./releases.ts";
import { tagEntriesOf } from "./tagging.ts";
import { timeOfEvent } from "./clock.ts";
import type { World } from "./world.ts";

/** What lies in the tag itself at that event, most recently tagged first, as Koji's newest is. */
export function entriesIn(world: World, tag: Tag, event: number): readonly TagEntry[] {
  const found = [...entriesOfWindow(world, tag), ...entriesBefore(world, tag, event)].filter(
    ({ createEvent, revokeEvent, build }) =>
      createEvent <= event && revokeEvent > event && build.deletedMs > world.now(),
  );
  return found.sort((one, other) => other.createEvent - one.createEvent || other.build.id - one.build.id);
}

function* entriesOfWindow(world: World, tag: Tag): Generator<TagEntry> {
  for (const entry of world.tagEntries()) if (entry.tag === tag.name) yield entry;
}

/** Packages that have not changed for longer than the window are in the release's tag all the same. */
function* entriesBefore(world: World, tag: Tag, event: number): Generator<TagEntry> {
  if (tag.name !== tag.release.name) return;
  const day = world.calendar.dayOf(timeOfEvent(event));
  for (const stream of world.streams) {
    if (stream.release !== tag.release) continue;
    const newest = counterOn(stream, Math.min(day, world.calendar.firstDay - 1));
    const build: Build | null = dayOf(stream, newest) < world.calendar.firstDay ? world.rpmBuild(stream, newest) : null;
    if (build !== null) yield* tagEntriesOf(build);
  }
}
