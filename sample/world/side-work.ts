import type { Calendar } from "./calendar.ts";
import { eventAt, HOUR, MINUTE, SECOND, timeOfEvent, withMicroseconds } from "./clock.ts";
import { counterOn, dayOf, type Stream, versionOf } from "./components.ts";
import { hostsFor } from "./hosts.ts";
import { userNamed } from "./people.ts";
import { type Build, type Origin, type Task, TASK } from "./plan.ts";
import { hexDigits, pick } from "./random.ts";
import { RELEASES } from "./releases.ts";
import { SLOT, SLOTS } from "./schedule.ts";

/** So many of a day's rpm builds were built here; the others were imported and have no task. */
const BUILT_A_DAY = 6;
const FIRST_RPM_AT = 7 * HOUR;
const RPM_EVERY = 12 * MINUTE;
/** Package ids: first the images, then what they are made from. */
export const FIRST_COMPONENT_PACKAGE_ID = 1000;
/** More repos than a day ever sees. */
export const REPOS_A_DAY = 32;

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

/** A task that waits 20 seconds, runs `seconds` and ends well. */
function plainTask(shape: TaskShape): Task {
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

/** The rpm builds of a day: each stream that has a new version then. Those of the window partly with tasks. */
export function rpmWork(
  streams: readonly Stream[],
  calendar: Calendar,
  day: number,
): { readonly builds: Build[]; readonly tasks: Task[] } {
  const tasks: Task[] = [];
  const changed = streams.filter((stream) => dayOf(stream, counterOn(stream, day)) === day);
  const builds = changed.map((stream, index): Build => {
    const createMs = calendar.beginOf(day) + FIRST_RPM_AT + index * RPM_EVERY;
    const counter = counterOn(stream, day);
    const origin: Origin & { kind: "rpm" } = { kind: "rpm", stream, counter, build: null };
    const built = index < BUILT_A_DAY && day >= calendar.firstDay;
    const own = built ? rpmTasks(origin, createMs) : [];
    tasks.push(...own);
    const build = rpmBuild(origin, day, createMs + 30 * SECOND, own[0] ?? null);
    origin.build = build;
    return build;
  });
  return { builds, tasks };
}

function rpmTasks(origin: Origin & { kind: "rpm" }, createMs: number): Task[] {
  const common = { channel: "default", owner: "kojiadmin", origin };
  const parent = plainTask({ ...common, method: "build", createMs, seconds: 560 });
  const arches = origin.stream.component.noarch ? ["noarch"] : ["x86_64", "aarch64", "ppc64le"];
  const steps: readonly Step[] = [
    ["buildSRPMFromSCM", "srpm", "noarch", 32, 60],
    ...arches.map((arch, index): Step => ["buildArch", arch, arch, 130 + index, 240 + 30 * index]),
    ["tagBuild", "tag", "noarch", 490, 40],
  ];
  return [
    parent,
    ...steps.map(([method, label, arch, after, seconds]) =>
      plainTask({ ...common, method, label, arch, parent, createMs: createMs + after * SECOND, seconds }),
    ),
  ];
}

/** `after`: seconds from the parent's creation. */
type Step = readonly [method: string, label: string, arch: string, after: number, seconds: number];

function rpmBuild(origin: Origin & { kind: "rpm" }, day: number, createMs: number, task: Task | null): Build {
  const { stream, counter } = origin;
  const { name, index } = stream.component;
  const createEvent = eventAt(createMs);
  const eventMs = timeOfEvent(createEvent);
  const url = `git+https://git.aurora.example.org/rpms/${name}.git`;
  return {
    id: 0,
    day,
    type: "rpm",
    packageId: FIRST_COMPONENT_PACKAGE_ID + index,
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
export function repoWork(calendar: Calendar, day: number): Task[] {
  const tasks: Task[] = [];
  for (let slot = 3, number = 0; slot < SLOTS; slot += 4, number += 1) {
    const release = RELEASES[number % RELEASES.length];
    if (release === undefined) continue;
    const origin: Origin = { kind: "repo", release, repoId: day * REPOS_A_DAY + number };
    const createMs = calendar.beginOf(day) + slot * SLOT + 4 * MINUTE;
    const common = { channel: "createrepo", owner: "kojira", origin };
    const parent = plainTask({ ...common, method: "newRepo", createMs, seconds: 330 });
    const arches = release.arches.split(" ").map((arch) =>
      plainTask({
        ...common,
        method: "createrepo",
        label: arch,
        parent,
        createMs: createMs + 30 * SECOND,
        seconds: 250,
      }),
    );
    tasks.push(parent, ...arches);
  }
  return tasks;
}
