import { eventAt, SECOND, withMicroseconds } from "./clock.ts";
import { hostsFor } from "./hosts.ts";
import { findUser } from "./people.ts";
import { type Build, type Fault, nvrOf, type TagEntry, type Task, TASK, type Way } from "./plan.ts";
import { between, type Key, pick } from "./random.ts";

const CHANNEL = "default";
/** As kojihub's tagBuild has it. */
const PRIORITY = 10;
const TAG_ERROR = 1003;

type Tagging = {
  readonly build: Build;
  readonly way: Way;
  readonly owner: string;
  readonly createMs: number;
  readonly key: Key;
};

type Tagged = { readonly task: Task; readonly entry: TagEntry | null; readonly left: TagEntry | null };

/** A person's task that puts a build into a tag; the entries that this makes and ends, null where it fails. */
export function tagTask({ build, way, owner, createMs, key }: Tagging): Tagged {
  const at = (ms: number, what: string) => withMicroseconds(ms, ...key, what);
  const assignMs = at(createMs + between(2, 6, ...key, "queue") * SECOND, "assign");
  const startMs = at(assignMs + 3 * SECOND, "start");
  const endMs = at(startMs + between(6, 14, ...key, "work") * SECOND, "end");
  const createEvent = eventAt(endMs - SECOND);
  const left = way.from === null ? null : entryAt(build, way.from, createEvent);
  const fault = faultOf(build, way, createEvent);
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
    end: fault === null ? TASK.CLOSED : TASK.FAILED,
    hostId: pick(hostsFor("noarch", CHANNEL), ...key, "host").id,
    fault,
    origin: {
      kind: "tag",
      ...way,
      build,
      left: left === null ? null : { entry: left, revokeEvent: left.revokeEvent },
    },
  };
  if (fault !== null) return { task, entry: null, left: null };
  return { task, entry: { tag: way.to, build, createEvent, revokeEvent: Infinity, creator: owner }, left };
}

/** The build's place in the tag at that event; null where it is not there. */
export const entryAt = (build: Build, tag: string, event: number): TagEntry | null =>
  build.tags.find((one) => one.tag === tag && one.createEvent <= event && one.revokeEvent > event) ?? null;

/** What kojihub says at the end: of a move first whether it can be taken out. */
function faultOf(build: Build, { to, from }: Way, event: number): Fault | null {
  if (from !== null && entryAt(build, from, event) === null)
    return { faultCode: TAG_ERROR, faultString: `build ${nvrOf(build)} not in tag ${from}` };
  if (entryAt(build, to, event) === null) return null;
  return { faultCode: TAG_ERROR, faultString: `build ${nvrOf(build)} already tagged (${to})` };
}
