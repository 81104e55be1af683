import { type Calendar, dateLabel, NIGHT_LENGTH, SLOT, SLOTS } from "./calendar.ts";
import { DAY, HOUR, MINUTE, withMicroseconds } from "./clock.ts";
import type { Image } from "./images.ts";
import { allPass, nightOutcome, oneFails, ordinaryOutcome } from "./outcome.ts";
import type { Attempt, Outcome } from "./plan.ts";
import { between, chance, hash, pick } from "./random.ts";
import { type Release, RELEASES, releaseNamed } from "./releases.ts";
import type { Scale } from "./scale.ts";
import type { Setting } from "./setting.ts";

/** `createMs` of every attempt lies within its day; sorted by it. */
export function attemptsOf(setting: Setting, day: number): readonly Attempt[] {
  const planner = new Planner(setting, day);
  for (const image of setting.scale.images.all)
    for (const name of image.releases) planner.night(image, releaseNamed(name));
  for (let slot = 0; slot < SLOTS; slot += 1) planner.slot(slot);
  return planner.sorted();
}

/** What becomes of builds later becomes of one image's after the other's. */
const MINUTES_APART = 600;
const SWEPT_AFTER = 9 * DAY + 3 * HOUR;

type Draft = Pick<Attempt, "image" | "release" | "createMs" | "outcome"> & Partial<Attempt>;

class Planner {
  readonly #seed: number;
  readonly #calendar: Calendar;
  readonly #scale: Scale;
  readonly #day: number;
  readonly #begin: number;
  readonly #age: number;
  readonly #drafts: Draft[] = [];

  constructor({ seed, calendar, scale }: Setting, day: number) {
    this.#seed = seed;
    this.#calendar = calendar;
    this.#scale = scale;
    this.#day = day;
    this.#begin = calendar.beginOf(day);
    this.#age = calendar.startDay - day;
  }

  night(image: Image, release: Release): void {
    const outcome = nightOutcome({ seed: this.#seed, image, release, day: this.#day, age: this.#age });
    if (outcome === null) return;
    // The same time every night.
    const place = chance(this.#seed, "place", image.name, release.name);
    const createMs = this.#begin + 2 * MINUTE + place * NIGHT_LENGTH;
    this.#drafts.push({ image, release, createMs, outcome, ...(this.#age === 0 ? this.#whenTheHubStarts(image) : {}) });
  }

  /** Two images are caught in the middle of something then. */
  #whenTheHubStarts({ story }: Image): Partial<Attempt> {
    const { startMs } = this.#calendar;
    if (story === "newcomer") return { createMs: startMs - 42 * MINUTE, waitMs: 3 * MINUTE, atLeastMs: 2.5 * HOUR };
    return story === "latecomer" ? { createMs: startMs - 14 * MINUTE, waitMs: 13 * MINUTE, idleMs: 4 * MINUTE } : {};
  }

  slot(slot: number): void {
    const createMs = this.#begin + slot * SLOT + between(0, 3 * MINUTE, this.#seed, "slot", this.#day, slot);
    if (slot % 2 === 0) this.#respin(slot, createMs);
    else if (slot === 17) this.#unlisted(createMs);
    else if (slot % 4 === 1) this.#scratch(slot, createMs);
  }

  /** Waits longer than the time to the next, and runs for more than two of them: never an empty queue, never an idle hub. */
  #respin(slot: number, createMs: number): void {
    const image = pick(this.#scale.images.ordinary, this.#seed, "respin", this.#day, slot);
    const release = releaseNamed(
      image.releases[hash(this.#seed, "release", this.#day, slot) % image.releases.length] ?? "main",
    );
    const night = { seed: this.#seed, image, release, day: this.#day, age: slot + 100 };
    const waitMs = between(2 * SLOT + 2 * MINUTE, 2 * SLOT + 14 * MINUTE, this.#seed, "wait", this.#day, slot);
    this.#drafts.push({ image, release, createMs, waitMs, atLeastMs: 5 * SLOT, outcome: ordinaryOutcome(night) });
  }

  /** Every day somebody builds an image for a release that does not list it. */
  #unlisted(createMs: number): void {
    const { images } = this.#scale;
    const image = images.find("Aurora-Cloud-Azure") ?? images.ordinary[0];
    if (image === undefined) return;
    this.#drafts.push({
      image,
      release: releaseNamed("next"),
      createMs,
      owner: image.owner,
      outcome: { kind: "unborn", reason: "package" },
    });
  }

  #scratch(slot: number, createMs: number): void {
    const image = pick(this.#scale.images.scratched, this.#seed, "scratch", this.#day, slot);
    const release = pick(RELEASES, this.#seed, "scratch release", this.#day, slot);
    const target = slot % 24 === 5 ? "main-composed" : `${release.name}-compose`;
    this.#drafts.push({
      image,
      release,
      createMs,
      target,
      scratch: true,
      owner: image.owner,
      outcome: this.#scratchOutcome(slot, image, release),
    });
  }

  #scratchOutcome(slot: number, image: Image, release: Release): Outcome {
    if (slot % 24 === 5) return { kind: "unborn", reason: "target" };
    const dice = this.#chance("scratch outcome", slot);
    if (dice < 0.25) return oneFails({ seed: this.#seed, image, release, day: this.#day, age: slot });
    if (dice < 0.31) return { kind: "canceled", when: "running" };
    return dice < 0.34 ? { kind: "canceled", when: "queued" } : allPass(image);
  }

  sorted(): readonly Attempt[] {
    const label = dateLabel(this.#begin + NIGHT_LENGTH);
    const tries = new Map<string, number>();
    return this.#drafts
      .sort((one, other) => one.createMs - other.createMs)
      .map((draft, index) => {
        const key = `${draft.image.name} ${draft.release.name} ${draft.scratch === true}`;
        const number = tries.get(key) ?? 0;
        tries.set(key, number + 1);
        return this.#attempt(draft, index, `${label}.${draft.scratch === true ? "s" : "n"}.${number}`);
      });
  }

  #attempt(draft: Draft, index: number, label: string): Attempt {
    const nightly = draft.atLeastMs === undefined;
    const wait = between(20_000, 20 * MINUTE, this.#seed, "queue", this.#day, index);
    return {
      day: this.#day,
      label,
      target: `${draft.release.name}-compose`,
      version: draft.release.version,
      scratch: false,
      owner: "releng",
      priority: draft.scratch === true ? 20 : nightly ? 22 : 21,
      waitMs: wait,
      idleMs: between(5_000, 2 * MINUTE, this.#seed, "idle", this.#day, index),
      atLeastMs: 0,
      asked: null,
      ...this.#afterwards(draft.image),
      ...draft,
      createMs: withMicroseconds(draft.createMs, this.#seed, this.#day, index),
    };
  }

  /** What becomes of it when it is good: moved to the archive volume, promoted, deleted. */
  #afterwards(image: Image): Pick<Attempt, "volume" | "deletedMs" | "promotedMs" | "checksum"> {
    const swept = image.group === "desktop-sig" && image.id % 2 === 1;
    const minutes = (image.id % MINUTES_APART) * MINUTE;
    return {
      volume: image.story === "archived" && this.#age >= 4 ? "archive" : "DEFAULT",
      deletedMs: this.#begin + (swept ? SWEPT_AFTER : this.#scale.keptDays * DAY) + minutes,
      promotedMs: (this.#day + image.id) % 4 === 0 ? this.#begin + 2 * DAY + minutes : Infinity,
      checksum: this.#age >= 9 ? "md5" : "sha256",
    };
  }

  #chance(...key: (string | number)[]): number {
    return chance(this.#seed, this.#day, ...key);
  }
}
