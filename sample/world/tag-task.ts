import { eventAt, SECOND, withMicroseconds } from "./clock.ts";
import { hostsFor } from "./hosts.ts";
import { findUser } from "./people.ts";
import { type Build, nvrOf, type TagEntry, type Task, TASK } from "./plan.ts";
import { between, pick } from "./random.ts";

const CHANNEL = "default";
/** As kojihub's tagBuild has it. */
const PRIORITY = 10;
const TAG_ERROR = 1003;

type Tagging = {
  readonly build: Build;
  readonly tag: string;
  readonly owner: string;
  readonly createMs: number;
  readonly key: readonly (string | number)[];
};

/** A person's task that puts a build into a tag, and where the build then is; null for one that is there already. */
export function tagTask({ build, tag, owner, createMs, key }: Tagging): {
  readonly task: Task;
  readonly entry: TagEntry | null;
} {
  const at = (ms: number, what: string) => withMicroseconds(ms, ...key, what);
  const assignMs = at(createMs + between(2, 6, ...key, "queue") * SECOND, "assign");
  const startMs = at(assignMs + 3 * SECOND, "start");
  const endMs = at(startMs + between(6, 14, ...key, "work") * SECOND, "end");
  const createEvent = eventAt(endMs - SECOND);
  const there = build.tags.some(
    (one) => one.tag === tag && one.createEvent <= createEvent && one.revokeEvent > createEvent,
  );
  const fault = { faultCode: TAG_ERROR, faultString: `build ${nvrOf(build)} already tagged (${tag})` };
  const task: Task = {
    id: 0,
    method: "tagBuild",
    label: null,
    arch: "noarch",
    parent: null,
    children: [],
    channel: CHANNEL,
    owner: findUser(owner)?.id ?? 0,
    priority: PRIORITY,
    weight: 1,
    createMs,
    assignMs,
    startMs,
    endMs,
    end: there ? TASK.FAILED : TASK.CLOSED,
    hostId: pick(hostsFor("noarch", CHANNEL), ...key, "host").id,
    fault: there ? fault : null,
    origin: { kind: "tag", tag, build },
  };
  return { task, entry: there ? null : { tag, build, createEvent, revokeEvent: Infinity, creator: owner } };
}
