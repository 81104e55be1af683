import { DAY, eventAt, SECOND, timeOfEvent } from "./clock.ts";
import { bulkPackageName } from "./packages.ts";
import type { Build, Origin, Task } from "./plan.ts";
import { hash, hexDigits, pick } from "./random.ts";
import { Recent } from "./recent.ts";
import {
  BULK_TASKS_A_BUILD,
  firstBulkPackageId,
  REPO_TASKS_A_DAY,
  RPM_BUILDS_A_DAY,
  RPM_TASKS_A_DAY,
} from "./scale.ts";
import type { Spread } from "./scale.ts";
import type { Setting } from "./setting.ts";
import { plainTask } from "./side-work.ts";

/** What it took to make an rpm, and the build unless it was a try. */
export type BulkWork = { readonly parent: Task; readonly build: Build | null };

const ARCHES = ["x86_64", "aarch64", "ppc64le", "s390x"] as const;
/** People who make scratch builds; builds proper are kojiadmin's. */
const TRYING = ["alice", "bob", "carol", "erin"] as const;
export const BULK_OWNERS: readonly string[] = ["kojiadmin", ...TRYING];
export const BULK_METHODS: ReadonlySet<string> = new Set(["build", "buildSRPMFromSCM", "buildArch"]);
export const BULK_CHANNEL = "default";
/** Whatever belongs to the same work happens within this time. */
export const BULK_LIFE = 900 * SECOND;

/**
 * The many rpm builds among which a large hub's images are: as many every day, at even times, each found by calculation.
 * Nothing is made from them, and they are in no tag.
 */
export class Bulk {
  /** In a day; each makes `BULK_TASKS_A_BUILD` tasks. */
  readonly works: number;
  readonly builds: number;
  readonly firstTask: number;
  readonly firstBuild: number;
  readonly packages: number;
  readonly #setting: Setting;
  readonly #changed = new Set<number>();
  readonly #kept = new Map<number, BulkWork>();
  readonly #recent = new Recent<BulkWork, number>(2048);

  constructor(setting: Setting, spread: Spread) {
    this.#setting = setting;
    this.firstTask = spread.attempts * spread.block + RPM_TASKS_A_DAY + REPO_TASKS_A_DAY;
    this.firstBuild = spread.attempts + RPM_BUILDS_A_DAY;
    this.works = Math.floor((spread.tasksADay - this.firstTask) / BULK_TASKS_A_BUILD);
    this.builds = spread.bulkBuilds;
    this.packages = spread.bulkPackages;
  }

  /** By the place within a day's ids. */
  task(day: number, place: number): Task | null {
    const among = place - this.firstTask;
    const work = Math.floor(among / BULK_TASKS_A_BUILD);
    if (work >= this.works) return null;
    const { parent } = this.work(day, work);
    const member = among % BULK_TASKS_A_BUILD;
    return member === 0 ? parent : (parent.children[member - 1] ?? null);
  }

  /** The build of that number within its day. */
  build(day: number, number: number): Build | null {
    return number < this.builds ? this.work(day, this.#workOf(number)).build : null;
  }

  /** Builds of a package by their place in its history. */
  buildOf(packageIndex: number, counter: number): Build | null {
    const { zeroDay } = this.#setting.ids;
    const ordinal = counter * this.packages + packageIndex;
    const day = zeroDay + Math.floor(ordinal / this.builds);
    return this.build(day, ordinal % this.builds);
  }

  work(day: number, number: number): BulkWork {
    const key = day * this.works + number;
    return this.#kept.get(key) ?? this.#recent.get(key, () => this.#make(day, number));
  }

  /** The work that the task belongs to is not made anew. */
  keep(task: Task): void {
    const top = task.parent ?? task;
    if (top.origin.kind !== "bulk") return;
    const { zeroDay, tasksADay } = this.#setting.ids;
    const day = zeroDay + Math.floor(top.id / tasksADay);
    const number = Math.floor(((top.id % tasksADay) - this.firstTask) / BULK_TASKS_A_BUILD);
    this.#changed.add(day);
    this.#kept.set(day * this.works + number, { parent: top, build: top.origin.build });
  }

  /** Did somebody step into what was planned for the day? */
  isChanged(day: number): boolean {
    return this.#changed.has(day);
  }

  /** All are alike in what tasks they have. */
  get anyWork(): BulkWork {
    return this.work(this.#setting.ids.zeroDay, 0);
  }

  #workOf(build: number): number {
    return Math.floor((build * this.works) / this.builds);
  }

  /** Builds proper lie evenly among the works. */
  #buildOf(work: number): number | null {
    const build = Math.ceil((work * this.builds) / this.works);
    return build < this.builds && this.#workOf(build) === work ? build : null;
  }

  #make(day: number, number: number): BulkWork {
    const { calendar, ids } = this.#setting;
    const build = this.#buildOf(number);
    const { zeroDay } = ids;
    const ordinal = (day - zeroDay) * this.builds + (build ?? hash("tried", day, number) % this.builds);
    const packageIndex = ordinal % this.packages;
    const origin: BulkOrigin = {
      kind: "bulk",
      packageName: bulkPackageName(packageIndex),
      scratch: build === null,
      build: null,
    };
    const parent = parentTask(origin, {
      id: (day - zeroDay) * ids.tasksADay + this.firstTask + number * BULK_TASKS_A_BUILD,
      createMs: calendar.beginOf(day) + (number / this.works) * DAY,
    });
    if (build === null) return { parent, build: null };
    const id = (day - zeroDay) * ids.buildsADay + this.firstBuild + build;
    const packageId = firstBulkPackageId(this.#setting.scale) + packageIndex;
    origin.build = bulkBuild(parent, { id, day, packageId, counter: Math.floor(ordinal / this.packages), origin });
    return { parent, build: origin.build };
  }
}

type BulkOrigin = {
  -readonly [Member in keyof Extract<Origin, { kind: "bulk" }>]: Extract<Origin, { kind: "bulk" }>[Member];
};

/** The children are made when somebody looks for them, with the ids that follow: of the source package, and of each arch. */
function parentTask(origin: BulkOrigin, { id, createMs }: Pick<Task, "id" | "createMs">): Task {
  const owner = origin.scratch ? pick(TRYING, "trying", createMs) : "kojiadmin";
  const common = { channel: BULK_CHANNEL, owner, origin };
  let children: Task[] | null = null;
  const parent: Task = {
    ...plainTask({ ...common, method: "build", createMs, seconds: 400 }),
    id,
    get children() {
      if (children !== null) return children;
      children = []; // each task adds itself to its parent's
      for (const [index, arch] of ["srpm", ...ARCHES].entries()) {
        const seconds = 30 + (hash("seconds", createMs, index) % 270);
        const shape = { ...common, parent, label: arch, createMs: createMs + (21 + index) * SECOND, seconds };
        const source = arch === "srpm";
        plainTask({ ...shape, method: source ? "buildSRPMFromSCM" : "buildArch", arch: source ? "noarch" : arch }).id =
          id + 1 + index;
      }
      return children;
    },
  };
  return parent;
}

type Known = Pick<Build, "id" | "day" | "packageId"> & { readonly counter: number; readonly origin: BulkOrigin };

function bulkBuild(task: Task, { id, day, packageId, counter, origin }: Known): Build {
  const { packageName } = origin;
  const createEvent = eventAt(task.startMs + 2 * SECOND);
  const createMs = timeOfEvent(createEvent);
  const url = `git+https://git.aurora.example.org/rpms/${packageName}.git`;
  return {
    id,
    day,
    packageId,
    type: "rpm",
    name: packageName,
    version: bulkVersion(counter),
    release: BULK_RELEASE,
    epoch: null,
    owner: "kojiadmin",
    createEvent,
    createMs,
    startMs: createMs - 3.2,
    endMs: task.endMs - 5.5,
    end: 1,
    deletedMs: Infinity,
    volume: "DEFAULT",
    // Of many builds nobody asks for these.
    get source() {
      return `${url}#${hexDigits(40, packageName, counter)}`;
    },
    get extra() {
      return { source: { original_url: `${url}#main` } };
    },
    task,
    origin,
    tags: [],
  };
}

const BULK_RELEASE = "1.au44";
const bulkVersion = (counter: number): string => `1.${counter}`;

/** The counter that a version was made from; null for another's version. */
export function bulkCounterOf(version: string, release: string): number | null {
  const counter = Number(/^1\.(\d+)$/u.exec(version)?.[1] ?? -1);
  return release === BULK_RELEASE && bulkVersion(counter) === version ? counter : null;
}
