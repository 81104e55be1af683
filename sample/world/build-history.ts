import type { ActedDay } from "./acted-day.ts";
import type { Day } from "./day.ts";
import type { Ground } from "./ground.ts";
import { BUILD, type Build, type Fault, nvrOf } from "./plan.ts";
import { RELEASES } from "./releases.ts";
import { giveWay, rename } from "./stop.ts";

const GENERIC = 1000;

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
    for (const build of this.#builds(packageId, version))
      if (stateOf(build, this.#ground.now()) < BUILD.DELETED) return oneMore(build.release);
    return "1";
  }

  /** kojihub's recycle_build: only what failed or was canceled makes room for another of its name. */
  taken(packageId: number, version: string, release: string): Fault | null {
    for (const build of this.#builds(packageId, version)) {
      if (build.release !== release) continue;
      const state = stateOf(build, this.#ground.now());
      if (state === BUILD.FAILED || state === BUILD.CANCELED) return null;
      const told =
        state === BUILD.BUILDING
          ? `Build already in progress (task ${build.task?.id ?? "None"})`
          : `Build already exists (id=${build.id}, state=${state === BUILD.DELETED ? "DELETED" : "COMPLETE"}): {'name': '${build.name}', 'version': '${version}', 'release': '${release}'}`;
      return { faultCode: GENERIC, faultString: told };
    }
    return null;
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
    for (const build of this.#builds(next.packageId, next.version)) {
      if (nvrOf(build) !== nvrOf(next)) continue;
      giveWay(build, next, () => this.#ground.now());
      return build;
    }
    return null;
  }

  /** Of that version, newest first; people's count from the moment they are asked for. */
  *#builds(packageId: number, version: string): Generator<Build> {
    if (packageId === 0) return;
    const now = this.#ground.now();
    for (const day of this.#days(version)) {
      for (const build of this.#day(day).imageBuildsOf(packageId).toReversed())
        if (build.version === version && (build.createMs <= now || isAsked(build))) yield build;
    }
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
