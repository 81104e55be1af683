import type { ActedDay } from "./acted-day.ts";
import { dayOfRelease } from "./calendar.ts";
import type { Day } from "./day.ts";
import type { Ground } from "./ground.ts";
import { BUILD, type Build, type Fault, nvrOf } from "./plan.ts";
import { RELEASES } from "./releases.ts";
import { giveWay, rename } from "./stop.ts";

const GENERIC = 1000;

type Named = Pick<Build, "packageId" | "version" | "release">;

/** What builds an image has had, as far as it decides on the next one. */
export class History {
  readonly #ground: Ground;
  readonly #acted: ReadonlyMap<number, ActedDay>;

  constructor(ground: Ground, acted: ReadonlyMap<number, ActedDay>) {
    this.#ground = ground;
    this.#acted = acted;
  }

  /** Koji's get_next_release: one more than that of the newest build that is good or on its way. */
  nextRelease(packageId: number, version: string): string {
    let release = this.#newestRelease(packageId, version);
    if (release === null) return "1";
    do release = oneMore(release);
    while (
      // The world's builds of today have lower ids than people's, whichever came first.
      this.taken({ packageId, version, release }) !== null
    );
    return release;
  }

  #newestRelease(packageId: number, version: string): string | null {
    const now = this.#ground.now();
    for (const day of this.#days(version)) {
      const good = (build: Build) => build.version === version && stateOf(build, now) < BUILD.DELETED;
      const newest = this.#of(day, packageId).findLast(good);
      if (newest !== undefined) return newest.release;
    }
    return null;
  }

  /** kojihub's recycle_build: only what failed or was canceled makes room for another of its name. */
  taken(named: Named): Fault | null {
    const build = this.#named(named);
    if (build === null) return null;
    const state = stateOf(build, this.#ground.now());
    if (state === BUILD.FAILED || state === BUILD.CANCELED) return null;
    const told =
      state === BUILD.BUILDING
        ? `Build already in progress (task ${build.task?.id ?? "None"})`
        : `Build already exists (id=${build.id}, state=${state === BUILD.DELETED ? "DELETED" : "COMPLETE"}): ${nvrOf(build)}`;
    return { faultCode: GENERIC, faultString: told };
  }

  /**
   * Before it is begun: the one that failed under its name, which is no more when it begins; null where there is none. A
   * build that is only planned for later today, and under the same name, gets another one.
   */
  makeWay(next: Build): Build | null {
    const now = this.#ground.now();
    const planned = this.#day(this.#ground.today)
      .imageBuildsOf(next.packageId)
      .filter(({ version }) => version === next.version);
    const names = new Set([...planned.map(({ release }) => release), next.release]);
    for (const build of planned)
      if (build.createMs > now && build.release === next.release) {
        let release = oneMore(build.release);
        while (names.has(release)) release = oneMore(release);
        rename(build, release);
      }
    const before = this.#named(next);
    if (before !== null) giveWay(before, next, () => this.#ground.now());
    return before;
  }

  /** The newest of that name: of the day that the release tells, or of those on which people did something. */
  #named({ packageId, version, release }: Named): Build | null {
    const { calendar, firstDay, today } = this.#ground;
    const told = dayOfRelease(calendar, release);
    const days = new Set(told !== null && told >= firstDay && told <= today ? [told] : []);
    for (const day of this.#acted.keys()) days.add(day);
    const builds = [...days].sort((one, other) => one - other).flatMap((day) => this.#of(day, packageId));
    return builds.findLast((build) => build.version === version && build.release === release) ?? null;
  }

  /** Those that were begun, and people's from the moment they are asked for. */
  #of(day: number, packageId: number): readonly Build[] {
    const now = this.#ground.now();
    const builds = packageId === 0 ? [] : this.#day(day).imageBuildsOf(packageId);
    return builds.filter((build) => build.createMs <= now || isAsked(build));
  }

  #day(day: number): Day {
    return this.#acted.get(day) ?? this.#ground.planned(day);
  }

  /** The world itself builds versions of its releases alone; others are people's. */
  #days(version: string): readonly number[] {
    const { today, firstDay } = this.#ground;
    if (!RELEASES.some((release) => release.version === version))
      return [...this.#acted.keys()].sort((one, other) => other - one);
    return Array.from({ length: today - firstDay + 1 }, (_, index) => today - index);
  }
}

const stateOf = (build: Build, now: number): number =>
  build.endMs > now ? BUILD.BUILDING : build.deletedMs <= now ? BUILD.DELETED : build.end;

const isAsked = ({ origin, createMs }: Build): boolean =>
  origin.kind === "image" && origin.attempt.asked !== null && createMs < Infinity;

/** As get_next_release counts on. */
const oneMore = (release: string): string =>
  /\d/.test(release) ? release.replace(/\d+(?=\D*$)/, (digits) => String(Number(digits) + 1)) : `${release}.1`;
