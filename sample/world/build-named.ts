import { dayOfRelease } from "./calendar.ts";
import { bulkCounterOf } from "./bulk.ts";
import { type Component, COMPONENTS, counterOf, counterOn } from "./components.ts";
import type { Package } from "./packages.ts";
import { type Build, nvrOf } from "./plan.ts";
import { firstBulkPackageId } from "./scale.ts";
import type { World } from "./world.ts";

/** A small world knows so many old versions of an rpm by their names. */
const VERSIONS_KNOWN = 12;

/** By its name-version-release; null when there is none, or none yet. Of a small world's rpms the newer ones. */
export function buildNamed(world: World, nvr: string): Build | null {
  const [, name, version, release] = /^(.+)-([^-]+)-([^-]+)$/u.exec(nvr) ?? [];
  const found = world.packages.find(name ?? "");
  if (found === null || version === undefined || release === undefined) return null;
  for (const build of candidates(world, found, { version, release }))
    if (build.createMs <= world.now() && nvrOf(build) === nvr) return build;
  return null;
}

type Versioned = { readonly version: string; readonly release: string };

function candidates(world: World, { id, name }: Package, versioned: Versioned): readonly Build[] {
  if (world.images.find(name) !== null) return [...world.acts.buildsOf(id), ...ofImage(world, id, versioned.release)];
  const component = COMPONENTS[id - world.scale.firstComponentId];
  if (component !== undefined) return ofComponent(world, component, versioned);
  const counter = bulkCounterOf(versioned.version, versioned.release);
  const build = counter === null ? null : world.bulk?.buildOf(id - firstBulkPackageId(world.scale), counter);
  return build === null || build === undefined ? [] : [build];
}

/** The release tells the date of the night's end. */
function ofImage(world: World, packageId: number, release: string): readonly Build[] {
  const day = dayOfRelease(world.calendar, release);
  return day !== null && day >= world.calendar.firstDay && day <= world.today
    ? world.day(day).imageBuildsOf(packageId)
    : [];
}

function ofComponent(world: World, component: Component, versioned: Versioned): readonly Build[] {
  return world.streams.flatMap((stream) => {
    if (stream.component !== component) return [];
    const newest = counterOn(stream, world.today);
    const counter = counterOf(stream, versioned);
    const known = world.scale.spread === null ? newest - VERSIONS_KNOWN : 0;
    return counter === null || counter > newest || counter < known ? [] : (world.rpmBuild(stream, counter) ?? []);
  });
}
