import {
  binaryName,
  type Component,
  COMPONENTS,
  counterOn,
  dayOf,
  rpmId,
  type Stream,
  versionOf,
} from "./components.ts";
import type { Image } from "./images.ts";
import type { Attempt, Build } from "./plan.ts";
import { hash, hexDigits } from "./random.ts";
import type { Rpm } from "./rpm.ts";
import type { World } from "./world.ts";

/** One in so many packages comes and goes from an image, one in so many is taken back to its last version now and then. */
const FICKLE = 31;
const DOWNGRADED = 41;

/** Methods whose builders tell the hub what they installed; livemedia's does not (kojid, LiveMediaTask). */
export const recordsRpms = (image: Image): boolean =>
  image.method !== "livemedia" && image.method !== "dudBuild" && image.method !== "indirectionimage";

/** What one arch of the attempt installed. */
export function rpmsOf(world: World, attempt: Attempt, arch: string): readonly Rpm[] {
  const { day, image, release } = attempt;
  return world.rpmLists.get(`${day} ${image.name} ${release.name} ${arch}`, () => makeRpms(world, attempt, arch));
}

function makeRpms(world: World, attempt: Attempt, arch: string): readonly Rpm[] {
  return componentsOf(attempt.image, attempt.day).flatMap((component) => {
    const stream = world.stream(component, attempt.release);
    return rpmsOfStream(world, stream, counterFor(stream, attempt.day), arch);
  });
}

/** Source packages of the image on that day. */
export function componentsOf(image: Image, day: number): readonly Component[] {
  return COMPONENTS.filter((component) => contains(image, component, day));
}

export function contains(image: Image, component: Component, day: number): boolean {
  const dice = hash("member", image.name, component.name);
  // The first ones of the table are what every system needs.
  const chosen = component.index < 24 || dice % COMPONENTS.length < image.components;
  if (!chosen) return false;
  return dice % FICKLE !== 3 || Math.floor((day + (dice % 13)) / 4) % 2 === 0;
}

/** Images of a day are made from what there was the day before: all of them from the same versions. */
export function counterFor(stream: Stream, day: number): number {
  const counter = counterOn(stream, day - 1);
  const dice = hash("downgrade", stream.component.name, stream.release.name);
  return dice % DOWNGRADED === 0 && (day + dice) % 5 === 0 ? Math.max(0, counter - 1) : counter;
}

/** The binary packages of a version on that arch. */
export function rpmsOfStream(world: World, stream: Stream, counter: number, arch: string): readonly Rpm[] {
  const { component } = stream;
  const version = versionOf(stream, counter);
  return component.suffixes.map((suffix, index): Rpm => {
    const actual = component.noarch || suffix === "-common" || suffix === "-data" ? "noarch" : arch;
    return {
      id: rpmId(stream, counter, index, actual),
      stream,
      counter,
      name: binaryName(component, index),
      ...version,
      epoch: component.epoch,
      arch: actual,
      size: sizeOf(component, index, counter),
      buildtime:
        Math.floor(world.calendar.beginOf(dayOf(stream, counter)) / 1000) + (hash("built", component.name) % 80_000),
      get payloadhash() {
        return hexDigits(32, "payload", component.name, index, counter, actual, stream.release.name);
      },
    };
  });
}

function sizeOf(component: Component, suffixIndex: number, counter: number): number {
  const scale = 2 ** (12 + (hash("scale", component.name, suffixIndex) % 14));
  return Math.floor(scale * (1 + (hash("size", component.name, suffixIndex, Math.floor(counter / 4)) % 1000) / 1000));
}

/** `component_of`: does an image built from that attempt contain the rpm build's packages? */
export function isComponentOf(rpm: Build, attempt: Attempt): boolean {
  const { origin } = rpm;
  return (
    origin.kind === "rpm" &&
    origin.stream.release === attempt.release &&
    contains(attempt.image, origin.stream.component, attempt.day) &&
    counterFor(origin.stream, attempt.day) === origin.counter
  );
}
