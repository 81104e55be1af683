import type { Day } from "./day.ts";
import type { Build, Task } from "./plan.ts";

/** A day on which people did something: what was planned for it, and what they added. */
export class ActedDay implements Day {
  readonly number: number;
  readonly #planned: Day;
  readonly #addedTasks: Task[] = [];
  readonly #addedBuilds: Build[] = [];
  #tasks: readonly Task[] | null = null;

  constructor(planned: Day) {
    this.number = planned.number;
    this.#planned = planned;
  }

  add(tasks: readonly Task[], build: Build | null): void {
    this.#addedTasks.push(...tasks);
    if (build !== null) this.#addedBuilds.push(build);
    this.#tasks = null;
  }

  get tasks(): readonly Task[] {
    return (this.#tasks ??= [...this.#planned.tasks, ...this.#addedTasks]);
  }

  get imageBuilds(): readonly Build[] {
    return [...this.#planned.imageBuilds, ...this.#addedBuilds];
  }

  get rpmBuilds(): readonly Build[] {
    return this.#planned.rpmBuilds;
  }

  tasksBy(method: string): readonly Task[] {
    return [...this.#planned.tasksBy(method), ...this.#addedTasks.filter((task) => task.method === method)];
  }

  imageBuildsOf(packageId: number): readonly Build[] {
    const added = this.#addedBuilds.filter((build) => build.packageId === packageId);
    return [...this.#planned.imageBuildsOf(packageId), ...added];
  }

  rpmBuildOf(stream: number): Build | null {
    return this.#planned.rpmBuildOf(stream);
  }

  get room(): Day["room"] {
    return this.#planned.room;
  }

  taskAt(place: number): Task | null {
    return this.#planned.taskAt(place);
  }

  buildAt(place: number): Build | null {
    return this.#planned.buildAt(place);
  }
}
