import { type Day, ofStream, type Room } from "./day.ts";
import type { Build, Task } from "./plan.ts";
import { attemptsOf } from "./schedule.ts";
import type { Setting } from "./setting.ts";
import { changedStreams, repoWork, rpmWork } from "./side-work.ts";
import { tagEntriesOf } from "./tagging.ts";
import { Timeline } from "./timeline.ts";

const FIRST_RPM_BUILD = 128;

/** Planned as a whole, for its ids follow from the order of all that happens on it. */
export class PackedDay implements Day {
  readonly number: number;
  readonly tasks: readonly Task[];
  readonly imageBuilds: readonly Build[];
  readonly rpmBuilds: readonly Build[];
  readonly room: Room;

  constructor(setting: Setting, number: number) {
    const { calendar, ids } = setting;
    this.number = number;
    const inWindow = number >= calendar.firstDay;
    const rpms = changedStreams(setting.streams, number).map((stream, place) =>
      rpmWork(setting, stream, { day: number, place }),
    );
    const timelines = inWindow ? attemptsOf(setting, number).map((attempt) => new Timeline(setting.seed, attempt)) : [];
    this.tasks = numbered(
      [
        ...timelines.flatMap(({ tasks }) => tasks),
        ...rpms.flatMap(({ tasks }) => tasks),
        // The day before the window has repos alone: the first builds need one.
        ...(number >= calendar.firstDay - 1 ? repoWork(calendar, number) : []),
      ],
      number * ids.tasksADay,
    );
    this.imageBuilds = numbered(
      timelines.flatMap(({ build }) => build ?? []),
      number * ids.buildsADay,
    );
    this.rpmBuilds = rpms.map(({ build }) => build);
    this.rpmBuilds.forEach((build, index) => (build.id = number * ids.buildsADay + FIRST_RPM_BUILD + index));
    if (inWindow) for (const build of [...this.imageBuilds, ...this.rpmBuilds]) build.tags.push(...tagEntriesOf(build));
    const [firstTask, firstBuild] = [number * ids.tasksADay, number * ids.buildsADay];
    this.room = {
      tasks: { from: firstTask + this.tasks.length, until: firstTask + ids.tasksADay },
      builds: { from: firstBuild + FIRST_RPM_BUILD + this.rpmBuilds.length, until: firstBuild + ids.buildsADay },
    };
    this.#check(ids);
  }

  #check({ tasksADay, buildsADay }: Setting["ids"]): void {
    if (
      this.tasks.length > tasksADay ||
      this.imageBuilds.length > FIRST_RPM_BUILD ||
      this.rpmBuilds.length > buildsADay - FIRST_RPM_BUILD
    )
      throw new Error(`Day ${this.number} of the sample has more tasks or builds than ids.`);
  }

  tasksBy(method: string): readonly Task[] {
    return this.tasks.filter((task) => task.method === method);
  }

  imageBuildsOf(packageId: number): readonly Build[] {
    return this.imageBuilds.filter((build) => build.packageId === packageId);
  }

  rpmBuildOf(stream: number): Build | null {
    return this.rpmBuilds.find(ofStream(stream)) ?? null;
  }

  taskAt(place: number): Task | null {
    return this.tasks[place] ?? null;
  }

  buildAt(place: number): Build | null {
    const builds = place < FIRST_RPM_BUILD ? this.imageBuilds : this.rpmBuilds;
    return builds[place % FIRST_RPM_BUILD] ?? null;
  }
}

/** Sorted by their beginning, ids from `first` on. */
function numbered<T extends { id: number; readonly createMs: number }>(items: readonly T[], first: number): T[] {
  const sorted = [...items].sort((one, other) => one.createMs - other.createMs);
  sorted.forEach((item, index) => (item.id = first + index));
  return sorted;
}
