import { type Calendar, SLOT, SLOTS } from "./calendar.ts";
import { eventAt, HOUR, MINUTE, SECOND, timeOfEvent, withMicroseconds } from "./clock.ts";
import { counterOn, dayOf, type Stream, versionOf } from "./components.ts";
import { hostsFor } from "./hosts.ts";
import { userNamed } from "./people.ts";
import { type Build, type Origin, type Task, TASK } from "./plan.ts";
import { hexDigits, pick } from "./random.ts";
import { type Release, RELEASES, releaseNamed } from "./releases.ts";
import type { Setting } from "./setting.ts";

/** So many of a day's rpm builds were built here; the others were imported and have no task. */
export const RPMS_BUILT_A_DAY = 6;
const FIRST_RPM_AT = 7 * HOUR;
const RPM_EVERY = 12 * MINUTE;
/** More repos than a day ever sees. */
export const REPOS_A_DAY = 32;

/** Methods of the tasks that make rpms and repos. */
export const RPM_METHODS: ReadonlySet<string> = new Set(["build", "buildSRPMFromSCM", "buildArch", "tagBuild"]);
export const REPO_METHODS: ReadonlySet<string> = new Set(["newRepo", "createrepo"]);

type TaskShape = {
  readonly method: string;
  readonly label?: string;
  readonly arch?: string;
  readonly parent?: Task;
  readonly channel: string;
  readonly owner: string;
  readonly createMs: number;
  readonly seconds: number;
  readonly origin: Origin;
};

/** A task that waits 20 seconds, runs `seconds` and ends well; its id still 0. */
export function plainTask(shape: TaskShape): Task {
  const { method, createMs, parent = null, arch = "noarch", channel, origin } = shape;
  const at = (ms: number, what: string) => withMicroseconds(ms, method, arch, createMs, what);
  const task: Task = {
    id: 0,
    method,
    label: shape.label ?? null,
    arch,
    parent,
    children: [],
    channel,
    owner: userNamed(shape.owner).id,
    priority: parent === null ? 20 : 19,
    weight: parent === null ? 0.2 : 1.5,
    createMs: at(createMs, "create"),
    assignMs: at(createMs + 12 * SECOND, "assign"),
    startMs: at(createMs + 20 * SECOND, "start"),
    endMs: at(createMs + (20 + shape.seconds) * SECOND, "end"),
    end: TASK.CLOSED,
    hostId: pick(hostsFor(arch, channel), "host", method, arch, createMs).id,
    fault: null,
    origin,
  };
  parent?.children.push(task);
  return task;
}

/** Streams that have a new version on that day. */
export const changedStreams = (streams: readonly Stream[], day: number): readonly Stream[] =>
  streams.filter((stream) => dayOf(stream, counterOn(stream, day)) === day);

/** A new version of a stream, `place` among those of its day, ids still 0. Those of the window partly with tasks. */
export function rpmWork(setting: Setting, stream: Stream, { day, place }: RpmPlace): RpmWork {
  const { calendar, scale } = setting;
  const createMs = calendar.beginOf(day) + FIRST_RPM_AT + place * RPM_EVERY;
  const origin: RpmOrigin = { kind: "rpm", stream, counter: counterOn(stream, day), build: null };
  const built = place < RPMS_BUILT_A_DAY && day >= calendar.firstDay;
  const tasks = built ? rpmTasks(origin, createMs) : [];
  const build = rpmBuild(origin, {
    day,
    packageId: scale.firstComponentId + stream.component.index,
    createMs: createMs + 30 * SECOND,
    task: tasks[0] ?? null,
  });
  origin.build = build;
  return { build, tasks };
}

type RpmPlace = { readonly day: number; readonly place: number };
export type RpmWork = { readonly build: Build; readonly tasks: readonly Task[] };
type RpmOrigin = Origin & { readonly kind: "rpm" };

function rpmTasks(origin: RpmOrigin, createMs: number): Task[] {
  const common = { channel: "default", owner: "kojiadmin", origin };
  const parent = plainTask({ ...common, method: "build", createMs, seconds: 560 });
  return [
    parent,
    ...stepsOf(origin.stream).map(([method, label, arch, after, seconds]) =>
      plainTask({ ...common, method, label, arch, parent, createMs: createMs + after * SECOND, seconds }),
    ),
  ];
}

function stepsOf({ component }: Stream): readonly Step[] {
  const arches = component.noarch ? ["noarch"] : ["x86_64", "aarch64", "ppc64le"];
  return [
    ["buildSRPMFromSCM", "srpm", "noarch", 32, 60],
    ...arches.map((arch, index): Step => ["buildArch", arch, arch, 130 + index, 240 + 30 * index]),
    ["tagBuild", "tag", "noarch", 490, 40],
  ];
}

/** Methods of the tasks below the parent that builds a version. */
export const methodsBelow = (stream: Stream): readonly string[] => stepsOf(stream).map(([method]) => method);

/** `after`: seconds from the parent's creation. */
type Step = readonly [method: string, label: string, arch: string, after: number, seconds: number];

type RpmDraft = Pick<Build, "day" | "packageId" | "createMs" | "task">;

function rpmBuild(origin: RpmOrigin, { day, packageId, createMs, task }: RpmDraft): Build {
  const { stream, counter } = origin;
  const { name } = stream.component;
  const createEvent = eventAt(createMs);
  const eventMs = timeOfEvent(createEvent);
  const url = `git+https://git.aurora.example.org/rpms/${name}.git`;
  return {
    id: 0,
    day,
    type: "rpm",
    packageId,
    name,
    ...versionOf(stream, counter),
    epoch: stream.component.epoch,
    owner: "kojiadmin",
    createEvent,
    createMs: eventMs,
    startMs: eventMs - 3.2,
    endMs: withMicroseconds(eventMs + (task === null ? 2 : 450) * SECOND, name, counter),
    end: 1,
    deletedMs: Infinity,
    volume: "DEFAULT",
    source: task === null ? null : `${url}#${hexDigits(40, name, counter)}`,
    extra: task === null ? null : { source: { original_url: `${url}#${stream.release.name}` } },
    task,
    origin,
    tags: [],
  };
}

/** Every fourth slot of the day a repo is made anew, the releases in turn. */
const REPO_SLOTS = Array.from({ length: SLOTS / 4 }, (_, number) => ({
  number,
  slot: number * 4 + 3,
  release: RELEASES[number % RELEASES.length] ?? releaseNamed("main"),
}));

const repoArches = ({ arches }: Release): readonly string[] => arches.split(" ");

/** Of the tasks that make a day's repos, the same every day. */
export const REPO_TASK_METHODS: readonly string[] = REPO_SLOTS.flatMap(({ release }) => [
  "newRepo",
  ...repoArches(release).map(() => "createrepo"),
]);

export const repoWork = (calendar: Calendar, day: number): Task[] =>
  REPO_SLOTS.flatMap(({ number, slot, release }) => {
    const origin: Origin = { kind: "repo", release, repoId: day * REPOS_A_DAY + number };
    const createMs = calendar.beginOf(day) + slot * SLOT + 4 * MINUTE;
    const common = { channel: "createrepo", owner: "kojira", origin };
    const parent = plainTask({ ...common, method: "newRepo", createMs, seconds: 330 });
    const child = (arch: string) =>
      plainTask({
        ...common,
        method: "createrepo",
        label: arch,
        parent,
        createMs: createMs + 30 * SECOND,
        seconds: 250,
      });
    return [parent, ...repoArches(release).map(child)];
  });
