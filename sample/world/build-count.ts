import type { BuildScope } from "./build-scope.ts";
import { isOver } from "./cell.ts";
import { DAY } from "./clock.ts";
import { counterOn, dayOf } from "./components.ts";
import { BUILD } from "./plan.ts";
import { type Fate, sum } from "./tally.ts";
import type { World } from "./world.ts";

/** How many of a day's own builds match when nothing but package, type, state and time is asked; null: look at them. */
export function countBuilds(world: World, day: number, scope: BuildScope): number | null {
  const { tallies } = world;
  if (scope.counting === null || tallies === null || world.acts.day(day) !== null || !isOver(world, day, scope))
    return null;
  const { state } = scope.counting;
  const complete = state === null || state === BUILD.COMPLETE;
  const rpms = complete ? rpmBuilds(world, day, scope.streams) : 0;
  const fates = fatesOf(world, day, state);
  if (fates === null) return null;
  if (scope.images !== "all" && scope.images.size === 0) return rpms;
  const wanted = tallies
    .of(day)
    .filter(
      ({ image, scratch, fate }) =>
        !scratch && fates.includes(fate) && (scope.images === "all" || scope.images.has(image.id)),
    );
  return rpms + sum(wanted.map(({ count }) => count));
}

const rpmBuilds = (world: World, day: number, streams: BuildScope["streams"]): number =>
  (streams === "all" ? world.streams : streams).filter((stream) => dayOf(stream, counterOn(stream, day)) === day)
    .length;

/** Null for a day on which some of the good are deleted already, or some not. */
function fatesOf(world: World, day: number, state: number | null): readonly Fate[] | null {
  if (state === null) return ["good", "failed", "canceled"];
  if (state === BUILD.FAILED) return ["failed"];
  if (state === BUILD.CANCELED) return ["canceled"];
  if (state === BUILD.BUILDING) return [];
  const allDeleted = world.calendar.beginOf(day) + (world.scale.keptDays + 1) * DAY <= world.now();
  if (!allDeleted) return null;
  return state === BUILD.DELETED ? ["good"] : [];
}
