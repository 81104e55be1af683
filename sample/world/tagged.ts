import { buildsIn, imageBuildsIn, ownBuildsIn, packageBuildsIn } from "./build-cells.ts";
import { EVER, type Stretch } from "./cell.ts";
import { DAY, eventAt, timeOfEvent } from "./clock.ts";
import { counterOn, dayOf } from "./components.ts";
import type { Package } from "./packages.ts";
import type { Build, TagEntry } from "./plan.ts";
import type { Tag } from "./releases.ts";
import { tagEntriesOf } from "./tagging.ts";
import type { World } from "./world.ts";

/** What of a tag is asked for. */
export type TagQuestion = {
  readonly event: number;
  readonly type: unknown;
  readonly packageName: unknown;
  /** No more than so many of a package are needed. */
  readonly most: number;
};

/** What lies in the tag itself at that event, most recently tagged first, as Koji's newest is: all that may be asked for. */
export function entriesIn(world: World, tag: Tag, question: TagQuestion): readonly TagEntry[] {
  const { event, type } = question;
  const now = world.now();
  const planned = [
    ...imageEntries(world, tag, question),
    ...(type === "image" ? [] : rpmEntries(world, tag, question)),
  ];
  const found = withActs(world, planned).filter(
    ({ tag: name, createEvent, revokeEvent, build }) =>
      name === tag.name && createEvent <= event && revokeEvent > event && build.deletedMs > now,
  );
  return found.sort((one, other) => other.createEvent - one.createEvent || other.build.id - one.build.id);
}

/** With those that people had a hand in, wherever they lie; each once. */
const withActs = ({ acts }: World, planned: readonly TagEntry[]): readonly TagEntry[] =>
  acts.entries.size === 0 ? planned : [...new Set([...planned, ...acts.entries])];

/** A build that is ever taken out of its tags has left them after so many days. */
const taggedDays = ({ scale }: World): number => Math.max(scale.keptDays, 10) + 1;

function imageEntries(world: World, tag: Tag, { event, type, packageName }: TagQuestion): readonly TagEntry[] {
  const compose = `${tag.release.name}-compose`;
  if ((tag.name !== tag.release.name && tag.name !== compose) || (typeof type === "string" && type !== "image"))
    return [];
  const ms = timeOfEvent(event);
  const stretch = { fromMs: ms - taggedDays(world) * DAY, untilMs: ms, back: false };
  const scope =
    typeof packageName === "string"
      ? packageBuildsIn(world, world.packages.find(packageName), stretch)
      : imageBuildsIn(stretch);
  return [...buildsIn(world, scope)].flatMap(({ type: own, tags }) => (own === "image" ? tags : []));
}

/** Versions of the window, and of each package that has not changed for longer than that the newest from before. */
function* rpmEntries(world: World, tag: Tag, { event, packageName, most }: TagQuestion): Generator<TagEntry> {
  if (tag.name !== tag.release.name) return;
  const day = Math.min(world.calendar.dayOf(timeOfEvent(event)), world.today);
  for (const stream of world.streams) {
    if (stream.release !== tag.release) continue;
    if (typeof packageName === "string" && stream.component.name !== packageName) continue;
    const newest = counterOn(stream, day);
    // The newest may not be there yet.
    for (let counter = newest; counter >= 0 && counter >= newest - most; counter -= 1) {
      const build: Build | null = dayOf(stream, counter) > day ? null : world.rpmBuild(stream, counter);
      if (build !== null) yield* build.tags.length === 0 ? tagEntriesOf(build) : build.tags;
      if (dayOf(stream, counter) < world.calendar.firstDay) break;
    }
  }
}

/** What was put into tags by now: all that was put in or taken out after an event, and some of before; null: all. */
export function* entriesSince(world: World, event: number | null, one: Package | null = null): Generator<TagEntry> {
  const fromMs = event === null ? -Infinity : timeOfEvent(event) - taggedDays(world) * DAY;
  const stretch: Stretch = { ...EVER, fromMs, back: false };
  const now = eventAt(world.now());
  for (const entry of world.acts.entries)
    if (entry.createEvent <= now && (one === null || entry.build.packageId === one.id)) yield entry;
  const scope = one === null ? ownBuildsIn(stretch) : packageBuildsIn(world, one, stretch);
  for (const build of buildsIn(world, scope))
    for (const entry of build.tags) if (entry.createEvent <= now && !world.acts.entries.has(entry)) yield entry;
}
