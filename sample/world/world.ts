import { createKickstartRepository, type PlainRepository } from "../kickstarts/repository.ts";
import { Acts } from "./acts.ts";
import type { Bulk } from "./bulk.ts";
import type { Calendar } from "./calendar.ts";
import { eventAt, SECOND } from "./clock.ts";
import { type Component, COMPONENTS, dayOf, type Stream } from "./components.ts";
import type { Day } from "./day.ts";
import { DayBook } from "./day-book.ts";
import type { ImageTable } from "./images.ts";
import type { Ground } from "./ground.ts";
import { type PackageTable, packageTable } from "./packages.ts";
import type { Build, Task } from "./plan.ts";
import { Recent } from "./recent.ts";
import { type Release, RELEASES } from "./releases.ts";
import type { Rpm } from "./rpm.ts";
import { type Scale, SMALL } from "./scale.ts";
import { type Ids, type Setting, settingOf } from "./setting.ts";
import { Tallies } from "./tally.ts";

export const ARCHIVES_A_BUILD = 64;

/**
 * What the hub knows, as a function of seed, clock, and what people did. Days are planned when somebody asks for them;
 * what is running, queued or done follows from `now()`.
 */
export class World implements Ground {
  readonly seed: number;
  readonly scale: Scale;
  readonly ids: Ids;
  readonly calendar: Calendar;
  readonly images: ImageTable;
  readonly packages: PackageTable;
  readonly streams: readonly Stream[];
  /** Null in a small world. */
  readonly bulk: Bulk | null;
  /** Package lists are long and follow from the day, so only a few are kept. */
  readonly rpmLists = new Recent<readonly Rpm[]>(24);
  /** Null in a small world, whose days are all kept. */
  readonly tallies: Tallies | null;
  readonly acts: Acts;
  /** Files that people put below the hub's `work`, by their path there. */
  readonly uploads = new Map<string, Buffer>();
  readonly #clock: () => number;
  readonly #started: Date;
  #kickstarts: PlainRepository | null = null;
  readonly #days: DayBook;

  constructor(seed: number, clock: () => number, scale: Scale = SMALL) {
    const setting: Setting = settingOf(seed, scale, clock());
    this.seed = seed;
    this.scale = scale;
    this.ids = setting.ids;
    this.calendar = setting.calendar;
    this.images = scale.images;
    this.packages = packageTable(scale);
    this.streams = setting.streams;
    this.#clock = clock;
    this.#started = new Date(setting.calendar.startMs);
    this.#days = new DayBook(setting);
    this.bulk = this.#days.bulk;
    this.tallies = scale.spread === null ? null : new Tallies(setting);
    this.acts = new Acts(this);
  }

  /** What images are made from, as of the day on which the hub started. */
  get kickstarts(): PlainRepository {
    return (this.#kickstarts ??= createKickstartRepository(this.#started));
  }

  now(): number {
    return this.#clock();
  }

  get today(): number {
    return this.calendar.dayOf(this.now());
  }

  /** The first day whose builds are listed. */
  get firstDay(): number {
    return this.scale.spread === null ? this.calendar.firstDay : this.ids.zeroDay;
  }

  day(number: number): Day {
    return this.acts.day(number) ?? this.planned(number);
  }

  planned(number: number): Day {
    return this.#days.day(number);
  }

  /** Null when there is none, or none yet. */
  task(id: number): Task | null {
    const task = this.acts.task(id) ?? this.#plannedTask(id);
    return task !== null && task.createMs <= this.now() ? task : null;
  }

  #plannedTask(id: number): Task | null {
    const { zeroDay, tasksADay } = this.ids;
    const day = zeroDay + Math.floor(id / tasksADay);
    const first = this.bulk === null ? this.calendar.firstDay - 1 : zeroDay;
    if (day < first || day > this.today) return null;
    const place = id % tasksADay;
    const bulk = this.bulk !== null && place >= this.bulk.firstTask ? this.bulk : null;
    return bulk === null ? this.day(day).taskAt(place) : bulk.task(day, place);
  }

  build(id: number): Build | null {
    const build = this.acts.build(id) ?? this.#plannedBuild(id);
    return build !== null && build.createMs <= this.now() ? build : null;
  }

  #plannedBuild(id: number): Build | null {
    const { zeroDay, buildsADay } = this.ids;
    const day = zeroDay + Math.floor(id / buildsADay);
    if (id <= 0 || day > this.today) return null;
    const place = id % buildsADay;
    const bulk = this.bulk !== null && place >= this.bulk.firstBuild ? this.bulk : null;
    return bulk === null ? this.day(day).buildAt(place) : bulk.build(day, place - bulk.firstBuild);
  }

  /** A component in a release. */
  stream(component: Component, release: Release): Stream {
    const found = this.streams[RELEASES.indexOf(release) * COMPONENTS.length + component.index];
    if (found === undefined) throw new RangeError(`The sample has no ${component.name} in ${release.name}.`);
    return found;
  }

  /** The build of that version of the stream. */
  rpmBuild(stream: Stream, counter: number): Build | null {
    return this.day(dayOf(stream, counter)).rpmBuildOf(stream.index);
  }

  get lastEvent(): number {
    return eventAt(this.now() - SECOND);
  }
}
