import type { Bulk } from "./bulk.ts";
import { countBuilds } from "./build-count.ts";
import type { BuildScope } from "./build-scope.ts";
import { bulkSlices, type Sliced } from "./bulk-slices.ts";
import { type Cell, cellsOf, oneCell, type Stretch } from "./cell.ts";
import { counterOn, dayOf } from "./components.ts";
import type { Package } from "./packages.ts";
import type { Build } from "./plan.ts";
import { firstBulkPackageId } from "./scale.ts";
import type { World } from "./world.ts";

const NONE = { images: new Set<number>(), streams: [], bulk: "none", counting: null } as const;

export const imageBuildsIn = (stretch: Stretch): BuildScope => ({ ...NONE, ...stretch, images: "all" });

/** All but the bulk's. */
export const ownBuildsIn = (stretch: Stretch): BuildScope => ({ ...NONE, ...stretch, images: "all", streams: "all" });

/** Builds of one package; none for null. */
export function packageBuildsIn(world: World, one: Package | null, stretch: Stretch): BuildScope {
  const { scale, streams } = world;
  const scope = { ...NONE, ...stretch };
  if (one === null || (one.id > scale.images.all.length && one.id < scale.firstComponentId)) return scope;
  if (one.id <= scale.images.all.length) return { ...scope, images: new Set([one.id]) };
  if (one.id >= firstBulkPackageId(scale)) return { ...scope, bulk: one.id - firstBulkPackageId(scale) };
  const component = one.id - scale.firstComponentId;
  return { ...scope, streams: streams.filter((stream) => stream.component.index === component) };
}

/** Builds in the scope that exist by now. */
export function* buildsIn(world: World, scope: BuildScope): Generator<Build> {
  const now = world.now();
  for (const { items } of buildCells(world, scope)) for (const build of items()) if (build.createMs <= now) yield build;
}

/** Builds as they were begun; those within a day in no certain order. Some may lie in the future. */
export function buildCells(world: World, scope: BuildScope): Iterable<Cell<Build>> {
  const { bulk } = world;
  if (bulk !== null && typeof scope.bulk === "number") return [bulkPackage(world, bulk, scope.bulk)];
  const firstId = (day: number) => (day - world.ids.zeroDay) * world.ids.buildsADay;
  return cellsOf(world, scope, {
    planned: (day) => ({ items: () => plannedBuilds(world, day, scope), count: countBuilds(world, day, scope) }),
    bulk:
      bulk === null || scope.bulk === "none"
        ? null
        : (day) =>
            bulkSlices({ world, bulk, stretch: scope }, day, slicedBuilds(bulk, { day, scope, first: firstId(day) })),
    firstId,
  });
}

function plannedBuilds(world: World, day: number, { images, streams }: BuildScope): readonly Build[] {
  const made = imageBuilds(world, day, images);
  if (streams === "all") return [...made, ...world.day(day).rpmBuilds];
  const changed = streams.filter((stream) => dayOf(stream, counterOn(stream, day)) === day);
  return changed.length === 0
    ? made
    : [...made, ...changed.flatMap(({ index }) => world.day(day).rpmBuildOf(index) ?? [])];
}

/** So many images are looked up one by one. */
const FEW = 40;

function imageBuilds(world: World, day: number, images: BuildScope["images"]): readonly Build[] {
  if (images === "all") return world.day(day).imageBuilds;
  if (images.size === 0) return [];
  if (images.size <= FEW)
    return [...images].flatMap((id) => world.day(day).imageBuildsOf(id)).sort((one, other) => one.id - other.id);
  return world.day(day).imageBuilds.filter(({ packageId }) => images.has(packageId));
}

type OfDay = { readonly day: number; readonly scope: BuildScope; readonly first: number };

const slicedBuilds = (bulk: Bulk, { day, scope, first }: OfDay): Sliced<Build> => ({
  inADay: bulk.builds,
  firstId: (number) => first + bulk.firstBuild + number,
  make: (from, until) => range(from, until).flatMap((number) => bulk.build(day, number) ?? []),
  count: scope.counting === null ? null : bulk.builds,
});

const range = (from: number, until: number): number[] =>
  Array.from({ length: until - from }, (_, index) => from + index);

/** All of a package are so few that they are one cell. */
function bulkPackage(world: World, bulk: Bulk, index: number): Cell<Build> {
  const days = world.today + 1 - world.ids.zeroDay;
  const counters = range(0, Math.ceil((days * bulk.builds) / bulk.packages));
  return oneCell(counters.flatMap((counter) => bulk.buildOf(index, counter) ?? []));
}
