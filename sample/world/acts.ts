import { genericFault } from "../fault.ts";
import { ActedDay } from "./acted-day.ts";
import { isImageMethod, type Order } from "./asked.ts";
import { History } from "./build-history.ts";
import { eventAt } from "./clock.ts";
import { FreeIds } from "./free-ids.ts";
import type { Ground } from "./ground.ts";
import { BUILD, type Build, type TagEntry, type Task, type Way } from "./plan.ts";
import { findTag } from "./releases.ts";
import { startedAttempt } from "./started.ts";
import { cancelTree, parentAfter, revoke, stopBuild } from "./stop.ts";
import { tagEntriesOf } from "./tagging.ts";
import { entryAt, tagTask } from "./tag-task.ts";
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
  /** By id; several are those that had it one after the other. */
  readonly #builds = new Map<number, readonly Build[]>();
  readonly #entries = new Set<TagEntry>();
  readonly #taskIds: FreeIds;
  readonly #buildIds: FreeIds;
  readonly #history: History;
  /** Of what was ever begun. */
  #count = 0;

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
    const now = this.#ground.now();
    return this.#builds.get(id)?.findLast(({ createMs }) => createMs <= now) ?? null;
  }

  /** Of builds that people started, and those that people made or ended. */
  get entries(): ReadonlySet<TagEntry> {
    return this.#entries;
  }

  /** Builds that people started of an image, oldest first. */
  buildsOf(packageId: number): readonly Build[] {
    return [...this.#builds.values()].flat().filter((build) => build.packageId === packageId);
  }

  /**
   * A build of an image begins, or, of `tagBuild`, a build is put into a tag. Throws the hub's fault for what the sample
   * cannot begin: another method, or a build or tag that it does not have.
   */
  start({ method, ...order }: Order): Task {
    if (method === "tagBuild") return this.#tagAgain(order);
    if (!isImageMethod(method)) throw genericFault(`The sample hub starts builds of images, not tasks of ${method}.`);
    this.#count += 1;
    const attempt = startedAttempt(this.#ground, { method, ...order }, { number: this.#count, history: this.#history });
    const { tasks, build } = new Timeline(this.#ground.seed, attempt);
    if (build !== null) this.#addBuild(build);
    return this.#addTasks(tasks, build);
  }

  /** With all below it, and the build that is being made; nothing happens to a task that is over. */
  cancelTask(task: Task): void {
    const now = this.#ground.now();
    if (task.endMs <= now) return;
    this.#keep(task);
    cancelTree(task, now);
    parentAfter(task, now);
    this.#forgetTags();
  }

  /** With the task that makes it; nothing happens to a build that is done. */
  cancelBuild(build: Build): void {
    const now = this.#ground.now();
    if (build.endMs <= now) return;
    if (build.task !== null) return this.cancelTask(build.task);
    this.#keepBuild(build);
    stopBuild(build, now, BUILD.CANCELED);
    this.#forgetTags();
  }

  /**
   * The task that puts it there, and takes it out of where it was, if that is asked. It fails where the build is there
   * already, or was not where it is to be taken from.
   */
  move(build: Build, way: Way, owner: string): Task {
    this.#keepBuild(build);
    this.#count += 1;
    const key = [this.#ground.seed, "tag", this.#count];
    const { task, entry, left } = tagTask({ build, way, owner, createMs: this.#ground.now(), key });
    if (entry !== null) this.#addEntry(entry);
    if (entry !== null && left !== null) this.#revoke(left, entry.createEvent, owner);
    return this.#addTasks([task], null);
  }

  /** At once; nothing happens to a build that is not there. */
  untag(build: Build, tag: string, owner: string): void {
    this.#keepBuild(build);
    const event = eventAt(this.#ground.now());
    const entry = entryAt(build, tag, event);
    if (entry !== null) this.#revoke(entry, event, owner);
  }

  #revoke(entry: TagEntry, event: number, owner: string): void {
    revoke(entry, event, owner);
    this.#entries.add(entry);
  }

  #tagAgain({ params, owner }: Omit<Order, "method">): Task {
    const [toId, buildId, , fromId] = params;
    const [to, from] = [toId, fromId].map((id) => (typeof id === "number" ? findTag(id) : null));
    const build = typeof buildId === "number" ? this.#ground.build(buildId) : null;
    if (!to || build === null) throw genericFault("No such tag or build to be put together again.");
    return this.move(build, { to: to.name, from: from?.name ?? null }, owner);
  }

  #addTasks(tasks: readonly Task[], build: Build | null): Task {
    for (const task of tasks) {
      task.id = this.#taskIds.next();
      this.#tasks.set(task.id, task);
    }
    this.#day(this.#ground.today).add(tasks, build);
    const [first] = tasks;
    if (first === undefined) throw new RangeError("Whoever starts something has a task to show for it.");
    return first;
  }

  /** One that failed leaves its number to the next of its name, as Koji recycles it. */
  #addBuild(build: Build): void {
    const before = this.#history.makeWay(build);
    if (before !== null) this.#keepBuild(before);
    build.id = before?.id ?? this.#buildIds.next();
    this.#builds.set(build.id, [...(this.#builds.get(build.id) ?? (before === null ? [] : [before])), build]);
    for (const entry of tagEntriesOf(build)) this.#addEntry(entry);
  }

  #addEntry(entry: TagEntry): void {
    entry.build.tags.push(entry);
    this.#entries.add(entry);
  }

  /** Those that will not come to be. */
  #forgetTags(): void {
    for (const entry of this.#entries) if (!entry.build.tags.includes(entry)) this.#entries.delete(entry);
  }

  /** What changed is not planned anew. */
  #keep(task: Task): void {
    if (this.#tasks.has(task.id)) return;
    const { zeroDay, tasksADay } = this.#ground.ids;
    const day = zeroDay + Math.floor(task.id / tasksADay);
    this.#ground.bulk?.keep(task);
    this.#day(day);
  }

  #keepBuild(build: Build): void {
    if (this.#builds.get(build.id)?.includes(build) === true) return;
    if (build.task !== null) this.#ground.bulk?.keep(build.task);
    this.#day(build.day);
    // Of days before the world's first night nothing is said of tags but where a tag is looked into.
    if (build.type === "rpm" && build.tags.length === 0) build.tags.push(...tagEntriesOf(build));
  }

  #day(number: number): ActedDay {
    const known = this.#days.get(number);
    if (known !== undefined) return known;
    const day = new ActedDay(this.#ground.planned(number));
    this.#days.set(number, day);
    return day;
  }
}
