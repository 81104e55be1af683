import { createKickstartRepository, type PlainRepository } from "../kickstarts/repository.ts";
import { type Calendar, createCalendar } from "./calendar.ts";
import { eventAt, SECOND } from "./clock.ts";
import { type Component, COMPONENTS, counterOn, dayOf, type Stream, streamsOf } from "./components.ts";
import { type Build, type Day, nvrOf, type TagEntry, type Task } from "./plan.ts";
import { type Release, RELEASES } from "./releases.ts";
import { Recent } from "./recent.ts";
import type { Rpm } from "./rpm.ts";
import { attemptsOf } from "./schedule.ts";
import { repoWork, rpmWork } from "./side-work.ts";
import { tagEntriesOf } from "./tagging.ts";
import { Timeline } from "./timeline.ts";

/** Ids say which day a thing is of: no index is needed to find it. */
export const TASKS_A_DAY = 1024;
export const BUILDS_A_DAY = 256;
const FIRST_RPM_BUILD = 128;
export const ARCHIVES_A_BUILD = 64;

/**
 * What the hub knows, as a function of seed and clock. Days are planned when somebody asks for them and never change;
 * what is running, queued or done follows from `now()`.
 */
export class World {
  readonly seed: number;
  readonly calendar: Calendar;
  readonly streams: readonly Stream[];
  /** Package lists are long and follow from the day, so only a few are kept. */
  readonly rpmLists = new Recent<readonly Rpm[]>(24);
  readonly #clock: () => number;
  readonly #started: Date;
  #kickstarts: PlainRepository | null = null;
  readonly #days = new Map<number, Day>();
  readonly #byName = new Map<string, Build>();
  #namedUntil: number;

  constructor(seed: number, clock: () => number) {
    this.seed = seed;
    this.#clock = clock;
    this.#started = new Date(clock());
    this.calendar = createCalendar(clock());
    this.streams = streamsOf(seed);
    this.#namedUntil = this.calendar.firstDay - 1;
  }

  /** What images are made from, as of the day on which the hub started. */
  get kickstarts(): PlainRepository {
    return (this.#kickstarts ??= createKickstartRepository(this.#started));
  }

  now(): number {
    return this.#clock();
  }

  /** The days that have begun, oldest first. */
  *days(now = this.now()): Generator<Day> {
    for (let day = this.calendar.firstDay; day <= this.calendar.dayOf(now); day += 1) yield this.day(day);
  }

  day(number: number): Day {
    const known = this.#days.get(number);
    if (known !== undefined) return known;
    const planned = this.#plan(number);
    this.#days.set(number, planned);
    return planned;
  }

  /** Null when there is none, or none yet. */
  task(id: number): Task | null {
    const number = Math.floor(id / TASKS_A_DAY);
    if (number < this.calendar.firstDay - 1 || number > this.calendar.dayOf(this.now())) return null;
    const task = this.day(number).tasks[id % TASKS_A_DAY];
    return task !== undefined && task.createMs <= this.now() ? task : null;
  }

  build(id: number): Build | null {
    const number = Math.floor(id / BUILDS_A_DAY);
    if (id <= 0 || number > this.calendar.dayOf(this.now()) || number < 0) return null;
    const { imageBuilds, rpmBuilds } = this.day(number);
    const slot = id % BUILDS_A_DAY;
    const build = slot < FIRST_RPM_BUILD ? imageBuilds[slot] : rpmBuilds[slot - FIRST_RPM_BUILD];
    return build !== undefined && build.createMs <= this.now() ? build : null;
  }

  /** Builds of the window by their name-version-release; older rpm builds are found by their package. */
  buildNamed(nvr: string): Build | null {
    for (const day of this.days()) {
      if (day.number <= this.#namedUntil) continue;
      for (const build of [...day.imageBuilds, ...day.rpmBuilds]) this.#byName.set(nvrOf(build), build);
      this.#namedUntil = day.number;
    }
    const build = this.#byName.get(nvr) ?? this.#currentRpmBuildNamed(nvr);
    return build !== null && build.createMs <= this.now() ? build : null;
  }

  #currentRpmBuildNamed(nvr: string): Build | null {
    for (const stream of this.streams) {
      if (!nvr.startsWith(`${stream.component.name}-`)) continue;
      const newest = counterOn(stream, this.calendar.dayOf(this.now()));
      for (let counter = newest; counter >= Math.max(0, newest - 12); counter -= 1) {
        const build = this.rpmBuild(stream, counter);
        if (build !== null && nvrOf(build) === nvr) return build;
      }
    }
    return null;
  }

  /** A component in a release. */
  stream(component: Component, release: Release): Stream {
    const found = this.streams[RELEASES.indexOf(release) * COMPONENTS.length + component.index];
    if (found === undefined) throw new RangeError(`The sample has no ${component.name} in ${release.name}.`);
    return found;
  }

  /** The build of that version of the stream. */
  rpmBuild(stream: Stream, counter: number): Build | null {
    const { rpmBuilds } = this.day(dayOf(stream, counter));
    return rpmBuilds.find(({ origin }) => origin.kind === "rpm" && origin.stream.index === stream.index) ?? null;
  }

  /** Builds of the window that exist by now, oldest first. */
  *builds(now = this.now()): Generator<Build> {
    for (const day of this.days(now)) {
      for (const build of day.imageBuilds) if (build.createMs <= now) yield build;
      for (const build of day.rpmBuilds) if (build.createMs <= now) yield build;
    }
  }

  /** Tasks of the window that exist by now, oldest first. */
  *tasks(now = this.now()): Generator<Task> {
    for (const day of this.days(now)) for (const task of day.tasks) if (task.createMs <= now) yield task;
  }

  /** What was ever put into a tag, oldest first, of the builds of the window. */
  *tagEntries(now = this.now()): Generator<TagEntry> {
    const event = eventAt(now);
    for (const build of this.builds(now)) for (const entry of build.tags) if (entry.createEvent <= event) yield entry;
  }

  get lastEvent(): number {
    return eventAt(this.now() - SECOND);
  }

  /** The day before the window has repos alone: the first builds need one. */
  #eve(number: number): readonly Task[] {
    return number === this.calendar.firstDay - 1 ? numbered(repoWork(this.calendar, number), number) : [];
  }

  #plan(number: number): Day {
    const rpm = rpmWork(this.streams, this.calendar, number);
    rpm.builds.forEach((build, index) => (build.id = number * BUILDS_A_DAY + FIRST_RPM_BUILD + index));
    if (number < this.calendar.firstDay)
      return { number, tasks: this.#eve(number), imageBuilds: [], rpmBuilds: rpm.builds };
    const timelines = attemptsOf(this.seed, this.calendar, number).map((attempt) => new Timeline(this.seed, attempt));
    const tasks = [
      ...timelines.flatMap((timeline) => timeline.tasks),
      ...rpm.tasks,
      ...repoWork(this.calendar, number),
    ];
    tasks.sort((one, other) => one.createMs - other.createMs);
    tasks.forEach((task, index) => (task.id = number * TASKS_A_DAY + index));
    const imageBuilds = timelines
      .flatMap(({ build }) => build ?? [])
      .sort((one, other) => one.createMs - other.createMs);
    imageBuilds.forEach((build, index) => (build.id = number * BUILDS_A_DAY + index));
    for (const build of [...imageBuilds, ...rpm.builds]) build.tags.push(...tagEntriesOf(build));
    if (
      tasks.length > TASKS_A_DAY ||
      imageBuilds.length > FIRST_RPM_BUILD ||
      rpm.builds.length > BUILDS_A_DAY - FIRST_RPM_BUILD
    )
      throw new Error(`Day ${number} of the sample has more tasks or builds than ids.`);
    return { number, tasks, imageBuilds, rpmBuilds: rpm.builds };
  }
}

function numbered(tasks: readonly Task[], day: number): readonly Task[] {
  const sorted = [...tasks].sort((one, other) => one.createMs - other.createMs);
  sorted.forEach((task, index) => (task.id = day * TASKS_A_DAY + index));
  return sorted;
}
