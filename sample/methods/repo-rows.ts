import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { type Row, timestamp, timeText } from "../values.ts";
import { timeOfEvent } from "../world/clock.ts";
import { tagNamed } from "../world/releases.ts";
import { TASK } from "../world/plan.ts";
import { REPO, type Repo } from "../world/repos.ts";
import { taskState } from "./rows.ts";

/** The content is from a while before the repo was begun. */
const BEGIN_BEFORE = 4000;
const OPTS = { src: false, maven: false, debuginfo: false, separate_src: false };

/** A row as of getRepo. */
export function repoRow(repo: Repo, now: number): Row {
  const { id, createEvent, creationMs, task, release } = repo;
  const tag = tagNamed(`${release.name}-build`);
  const ended = task.endMs <= now;
  const ready = ended && task.end === TASK.CLOSED;
  const beginEvent = createEvent - BEGIN_BEFORE;
  const stateMs = ended ? task.endMs : creationMs;
  const createTs: XmlRpcValue = timestamp(timeOfEvent(createEvent), now);
  return {
    begin_event: beginEvent,
    begin_ts: timestamp(timeOfEvent(beginEvent), now),
    create_event: createEvent,
    create_ts: createTs,
    creation_time: timeText(creationMs, now),
    creation_ts: timestamp(creationMs, now),
    custom_opts: {},
    dist: false,
    end_event: null,
    end_ts: null,
    id,
    opts: OPTS,
    state: ready ? REPO.READY : ended ? REPO.PROBLEM : REPO.INIT,
    state_time: timeText(stateMs, now),
    state_ts: timestamp(stateMs, now),
    tag_id: tag.id,
    tag_name: tag.name,
    task_id: task.id,
    task_state: taskState(task, now),
  };
}
