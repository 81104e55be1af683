import type { Image } from "./images.ts";
import type { Attempt } from "./plan.ts";
import { attemptsOf } from "./schedule.ts";
import type { Setting } from "./setting.ts";

/** What comes of an attempt: a build that ends so, or, of the last two, none. */
export type Fate = "good" | "failed" | "canceled" | "unborn" | "never begun";

/** So many attempts at an image with that fate. */
export type Share = { readonly image: Image; readonly scratch: boolean; readonly fate: Fate; readonly count: number };

/** How many attempts of each day had which fate, told without making what came of them, and little enough to be kept. */
export class Tallies {
  readonly #setting: Setting;
  readonly #days = new Map<number, readonly Share[]>();

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  of(day: number): readonly Share[] {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const shares = day < this.#setting.calendar.firstDay ? [] : sharesOf(attemptsOf(this.#setting, day));
    this.#days.set(day, shares);
    return shares;
  }
}

function sharesOf(attempts: readonly Attempt[]): readonly Share[] {
  const shares = new Map<string, Share>();
  for (const attempt of attempts) {
    const { image, scratch } = attempt;
    const fate = fateOf(attempt);
    const key = `${image.id} ${scratch} ${fate}`;
    shares.set(key, { image, scratch, fate, count: (shares.get(key)?.count ?? 0) + 1 });
  }
  return [...shares.values()];
}

function fateOf({ outcome, image }: Attempt): Fate {
  if (outcome.kind === "unborn") return "unborn";
  if (outcome.kind === "canceled") return outcome.when === "running" ? "canceled" : "never begun";
  const fails = image.arches.some((arch) => outcome.ends.get(arch) === "fail" && !image.optional.includes(arch));
  return fails ? "failed" : "good";
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
