import { type Order, isImageMethod } from "./asked.ts";
import { ActedDay } from "./acted-day.ts";
import { FreeIds } from "./free-ids.ts";
import type { Ground } from "./ground.ts";
import { History } from "./build-history.ts";
import type { Build, TagEntry, Task } from "./plan.ts";
import { startedAttempt } from "./started.ts";
import { tagEntriesOf } from "./tagging.ts";
import { Timeline } from "./timeline.ts";

export type { Order } from "./asked.ts";

/**
 * What people do to a world. It is the same world for those who do the same at the same times; for those who do nothing
 * it is as it was planned. Who may do what is not asked here.
 */
export class Acts {
  readonly #ground: Ground;
  readonly #days = new Map<number, ActedDay>();
  readonly #tasks = new Map<number, Task>();
  readonly #builds = new Map<number, Build>();
  readonly #entries = new Set<TagEntry>();
  readonly #taskIds: FreeIds;
  readonly #buildIds: FreeIds;
  readonly #history: History;
  #orders = 0;

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#taskIds = new FreeIds(ground, "tasks", (id) => this.#tasks.has(id));
    this.#buildIds = new FreeIds(ground, "builds", (id) => this.#builds.has(id));
    this.#history = new History(ground, this.#days);
  }

  /** The day with what people did on it; null where they did nothing. */
  day(number: number): ActedDay | null {
    return this.#days.get(number) ?? null;
  }

  /** One that a person started, or a task below it. */
  task(id: number): Task | null {
    return this.#tasks.get(id) ?? null;
  }

  build(id: number): Build | null {
    return this.#builds.get(id) ?? null;
  }

  /** Of builds that people started, and those that people made or ended. */
  get entries(): ReadonlySet<TagEntry> {
    return this.#entries;
  }

  /** Builds that people started of an image, oldest first. */
  buildsOf(packageId: number): readonly Build[] {
    return [...this.#builds.values()].filter((build) => build.packageId === packageId);
  }

  /** A build of an image begins. Throws a RangeError for a method that builds none. */
  start({ method, ...order }: Order): Task {
    if (!isImageMethod(method)) throw new RangeError(`The sample hub starts builds of images, not tasks of ${method}.`);
    this.#orders += 1;
    const attempt = startedAttempt(
      this.#ground,
      { method, ...order },
      {
        number: this.#orders,
        nextRelease: ({ id }, version) => this.#history.nextRelease(id, version),
        taken: ({ id }, version, release) => this.#history.taken(id, version, release),
      },
    );
    const { tasks, build } = new Timeline(this.#ground.seed, attempt);
    this.#add(tasks, build);
    const [parent] = tasks;
    if (parent === undefined) throw new Error(`An attempt at ${attempt.image.name} has no task.`);
    return parent;
  }

  #add(tasks: readonly Task[], build: Build | null): void {
    for (const task of tasks) {
      task.id = this.#taskIds.next();
      this.#tasks.set(task.id, task);
    }
    if (build !== null) {
      build.id = this.#buildIds.next();
      this.#builds.set(build.id, build);
      build.tags.push(...tagEntriesOf(build));
      for (const entry of build.tags) this.#entries.add(entry);
    }
    this.#changed(this.#ground.today).add(tasks, build);
  }

  #changed(number: number): ActedDay {
    const known = this.#days.get(number);
    if (known !== undefined) return known;
    const day = new ActedDay(this.#ground.planned(number));
    this.#days.set(number, day);
    return day;
  }
}
