import type { Image } from "./images.ts";
import type { ArchEnd, Outcome } from "./plan.ts";
import { chance, pick } from "./random.ts";
import type { Release } from "./releases.ts";

/** What a nightly try is decided by. `age` counts nights back from the hub's start; those to come are negative. */
export type Night = {
  readonly seed: number;
  readonly image: Image;
  readonly release: Release;
  readonly day: number;
  readonly age: number;
};

/** Null when the image is not tried that night. */
export function nightOutcome(night: Night): Outcome | null {
  const { image, release, age } = night;
  if (release.name === "au42" && night.day % 3 !== 0) return null;
  switch (image.story) {
    case "never":
      return null;
    case "newcomer":
      return age > 0 ? null : allPass(image);
    case "broken":
      return age <= 9 ? oneFails(night) : allPass(image);
    case "shaky":
      return age >= 2 && age <= 4 ? oneFails(night) : allPass(image);
    case "stale":
      return staleOutcome(night);
    case "split":
      return release.name === "main" ? oneFails(night) : allPass(image);
    case "unborn":
      return age <= 2 ? { kind: "unborn", reason: "checkout" } : allPass(image);
    case "canceled":
      return canceledOutcome(night);
    case "partial":
      return age === 0 || age === 1 || luck(night, "partial") < 0.5 ? withoutOptional(night, "fail") : allPass(image);
    case "partial-canceled":
      return age === 1 || luck(night, "partial") < 0.35 ? withoutOptional(night, "cancel") : allPass(image);
    case "steady":
    case "archived":
    case "latecomer":
      return ordinaryOutcome(night);
  }
}

/** Mostly it passes. */
export function ordinaryOutcome(night: Night): Outcome {
  const { image } = night;
  const dice = luck(night, "outcome");
  if (dice < 0.05) return oneFails(night);
  if (dice < 0.06) return { kind: "canceled", when: "running" };
  if (dice < 0.14 && image.optional.length > 0) return withoutOptional(night, "fail");
  return allPass(image);
}

const luck = ({ seed, image, release, day, age }: Night, what: string): number =>
  chance(seed, what, image.name, release.name, day, age);

/** Good until six nights ago; since then nobody builds it. */
const staleOutcome = ({ age, image }: Night): Outcome | null => (age >= 6 ? allPass(image) : null);

function canceledOutcome({ image, age }: Night): Outcome {
  if (age === 1) return { kind: "canceled", when: "running" };
  if (age === 4) return { kind: "canceled", when: "queued" };
  return allPass(image);
}

const allEnd = ({ arches }: Image, end: ArchEnd): Outcome => ({
  kind: "run",
  ends: new Map(arches.map((arch): [string, ArchEnd] => [arch, end])),
});

export const allPass = (image: Image): Outcome => allEnd(image, "pass");

export const allFail = (image: Image): Outcome => allEnd(image, "fail");

export function oneFails(night: Night): Outcome {
  const required = night.image.arches.filter((arch) => !night.image.optional.includes(arch));
  const failing = pick(required, night.seed, "failing", night.image.name, night.day, night.age);
  return {
    kind: "run",
    ends: new Map(night.image.arches.map((arch): [string, ArchEnd] => [arch, arch === failing ? "fail" : "pass"])),
  };
}

function withoutOptional(night: Night, end: ArchEnd): Outcome {
  const { image, seed, day, age } = night;
  if (image.optional.length === 0) return allPass(image);
  const lost = pick(image.optional, seed, "lost", image.name, day, age);
  return {
    kind: "run",
    ends: new Map(image.arches.map((arch): [string, ArchEnd] => [arch, arch === lost ? end : "pass"])),
  };
}
