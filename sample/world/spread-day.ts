import type { Stream } from "./components.ts";
import type { Day, Room } from "./day.ts";
import { CHILD_METHODS } from "./image-tasks.ts";
import type { Attempt, Build, Task } from "./plan.ts";
import { RPM_BUILDS_A_DAY, RPM_TASKS_A_DAY, type Spread } from "./scale.ts";
import { attemptsOf } from "./schedule.ts";
import type { Setting } from "./setting.ts";
import { changedStreams, REPO_METHODS, repoWork, RPM_METHODS, type RpmWork, rpmWork } from "./side-work.ts";
import { tagEntriesOf } from "./tagging.ts";
import { Timeline } from "./timeline.ts";

/** A build of an rpm that was built here has at most so many tasks. */
const RPM_BLOCK = 8;

/**
 * Made piece by piece as it is asked for: an attempt has a place of its own among the day's ids, so that its tasks and
 * its build are made without those of others.
 */
export class SpreadDay implements Day {
  readonly number: number;
  readonly #setting: Setting;
  readonly #spread: Spread;
  readonly #firstTask: number;
  readonly #firstBuild: number;
  readonly #timelines: Timeline[] = [];
  readonly #rpms: RpmWork[] = [];
  #attempts: readonly Attempt[] | null = null;
  #changed: readonly Stream[] | null = null;
  #repos: readonly Task[] | null = null;
  #tasks: readonly Task[] | null = null;
  #imageBuilds: readonly Build[] | null = null;
  #byImage: ReadonlyMap<number, readonly number[]> | null = null;
  readonly #byMethod = new Map<string, readonly Task[]>();

  constructor(setting: Setting, spread: Spread, number: number) {
    const { ids } = setting;
    this.number = number;
    this.#setting = setting;
    this.#spread = spread;
    this.#firstTask = (number - ids.zeroDay) * ids.tasksADay;
    this.#firstBuild = (number - ids.zeroDay) * ids.buildsADay;
  }

  /** None before the first night. */
  get attempts(): readonly Attempt[] {
    const { calendar } = this.#setting;
    return (this.#attempts ??= this.number < calendar.firstDay ? [] : attemptsOf(this.#setting, this.number));
  }

  get #streams(): readonly Stream[] {
    return (this.#changed ??= changedStreams(this.#setting.streams, this.number));
  }

  get #repoTasks(): readonly Task[] {
    const { calendar } = this.#setting;
    if (this.#repos === null) {
      this.#repos = this.number < calendar.firstDay - 1 ? [] : repoWork(calendar, this.number);
      number(this.#repos, this.#firstTask + this.#rpmTasksFrom + RPM_TASKS_A_DAY);
    }
    return this.#repos;
  }

  get #rpmTasksFrom(): number {
    return this.#spread.attempts * this.#spread.block;
  }

  #timeline(index: number): Timeline | null {
    const known = this.#timelines[index];
    const attempt = this.attempts[index];
    if (known !== undefined || attempt === undefined) return known ?? null;
    const timeline = new Timeline(this.#setting.seed, attempt);
    number(timeline.tasks, this.#firstTask + index * this.#spread.block);
    if (timeline.build !== null) {
      timeline.build.id = this.#firstBuild + index;
      timeline.build.tags.push(...tagEntriesOf(timeline.build));
    }
    this.#timelines[index] = timeline;
    return timeline;
  }

  #rpm(place: number): RpmWork | null {
    const known = this.#rpms[place];
    const stream = this.#streams[place];
    if (known !== undefined || stream === undefined) return known ?? null;
    const work = rpmWork(this.#setting, stream, { day: this.number, place });
    work.build.id = this.#firstBuild + this.#spread.attempts + place;
    work.build.tags.push(...tagEntriesOf(work.build));
    number(work.tasks, this.#firstTask + this.#rpmTasksFrom + place * RPM_BLOCK);
    this.#rpms[place] = work;
    return work;
  }

  #timelinesOf(test: (attempt: Attempt) => boolean): Timeline[] {
    return this.attempts.flatMap((attempt, index) => (test(attempt) ? (this.#timeline(index) ?? []) : []));
  }

  /** Where the attempts of each image are. */
  get #places(): ReadonlyMap<number, readonly number[]> {
    if (this.#byImage !== null) return this.#byImage;
    const places = new Map<number, number[]>();
    for (const [index, { image }] of this.attempts.entries()) {
      const known = places.get(image.id);
      if (known === undefined) places.set(image.id, [index]);
      else known.push(index);
    }
    return (this.#byImage = places);
  }

  get tasks(): readonly Task[] {
    return (this.#tasks ??= [...this.#attemptTasks(() => true), ...this.#rpmTasks, ...this.#repoTasks]);
  }

  tasksBy(method: string): readonly Task[] {
    const known = this.#byMethod.get(method);
    if (known !== undefined) return known;
    const tasks = this.#ofMethod(method);
    this.#byMethod.set(method, tasks);
    return tasks;
  }

  #ofMethod(method: string): readonly Task[] {
    const own = this.#attemptTasks(({ image }) => isOfAttempt(method, image.method));
    const rpms = RPM_METHODS.has(method) ? this.#rpmTasks : [];
    const repos = REPO_METHODS.has(method) ? this.#repoTasks : [];
    return [...own, ...rpms, ...repos].filter((task) => task.method === method);
  }

  #attemptTasks(test: (attempt: Attempt) => boolean): Task[] {
    return this.#timelinesOf(test).flatMap(({ tasks }) => tasks);
  }

  get #rpmTasks(): Task[] {
    if (this.number < this.#setting.calendar.firstDay) return [];
    return this.#streams.flatMap((_, place) => this.#rpm(place)?.tasks ?? []);
  }

  get imageBuilds(): readonly Build[] {
    return (this.#imageBuilds ??= this.#timelinesOf(() => true).flatMap(({ build }) => build ?? []));
  }

  imageBuildsOf(packageId: number): readonly Build[] {
    return (this.#places.get(packageId) ?? []).flatMap((place) => this.#timeline(place)?.build ?? []);
  }

  get rpmBuilds(): readonly Build[] {
    return this.#streams.flatMap((_, place) => this.#rpm(place)?.build ?? []);
  }

  rpmBuildOf(stream: number): Build | null {
    return this.#rpm(this.#streams.findIndex(({ index }) => index === stream))?.build ?? null;
  }

  /** An attempt that was not made has left its place; and no day has as many rpm builds as it has places for them. */
  get room(): Room {
    const { attempts, block } = this.#spread;
    const builds = this.#firstBuild + attempts;
    return {
      tasks: { from: this.#firstTask + this.attempts.length * block, until: this.#firstTask + attempts * block },
      builds: { from: builds + this.#streams.length, until: builds + RPM_BUILDS_A_DAY },
    };
  }

  taskAt(place: number): Task | null {
    const { block } = this.#spread;
    if (place < this.#rpmTasksFrom) return this.#timeline(Math.floor(place / block))?.tasks[place % block] ?? null;
    const among = place - this.#rpmTasksFrom;
    if (among >= RPM_TASKS_A_DAY) return this.#repoTasks[among - RPM_TASKS_A_DAY] ?? null;
    return this.#rpm(Math.floor(among / RPM_BLOCK))?.tasks[among % RPM_BLOCK] ?? null;
  }

  buildAt(place: number): Build | null {
    const { attempts } = this.#spread;
    if (place < attempts) return this.#timeline(place)?.build ?? null;
    return place < attempts + RPM_BUILDS_A_DAY ? (this.#rpm(place - attempts)?.build ?? null) : null;
  }
}

const isOfAttempt = (method: string, parent: Attempt["image"]["method"]): boolean =>
  method === "tagBuild" || method === parent || method === CHILD_METHODS[parent];

function number(tasks: readonly Task[], first: number): void {
  tasks.forEach((task, index) => (task.id = first + index));
}
