import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { at } from "./builds.ts";

/*
 * Rows as a hub sends them, with the members of a captured one. Number n was made at hour n.
 */

const text = (hour: number) => at(hour).toISOString().replace("T", " ").replace("Z", "000+00:00");
const seconds = (hour: number) => at(hour).getTime() / 1000;

export function buildRow(id: number, overrides: XmlRpcStruct = {}): XmlRpcStruct {
  // Names and versions of tests are texts, as the hub's are.
  const { package_name = "Aurora-Live", version = "1", release = `${id}` } = overrides as Record<string, string>;
  return {
    build_id: id,
    name: "Aurora-Live",
    package_name: "Aurora-Live",
    package_id: 1,
    version: "1",
    release: String(id),
    epoch: 0,
    // A hub puts it together of these.
    nvr: `${package_name}-${version}-${release}`,
    draft: false,
    state: 1,
    owner_id: 1,
    owner_name: "releng",
    task_id: id,
    volume_id: 0,
    volume_name: "DEFAULT",
    source: null,
    extra: null,
    creation_event_id: id,
    creation_time: text(id),
    creation_ts: seconds(id),
    start_time: text(id),
    start_ts: seconds(id),
    completion_time: text(id + 0.5),
    completion_ts: seconds(id + 0.5),
    promoter_id: null,
    promoter_name: null,
    promotion_time: null,
    promotion_ts: null,
    ...overrides,
  };
}

export function taskRow(id: number, overrides: XmlRpcStruct = {}): XmlRpcStruct {
  return {
    id,
    method: "livemedia",
    state: 2,
    owner: 1,
    host_id: 1,
    channel_id: 1,
    parent: null,
    priority: 20,
    label: null,
    arch: "noarch",
    waiting: false,
    awaited: null,
    weight: 0.2,
    create_time: text(id),
    create_ts: seconds(id),
    start_time: text(id),
    start_ts: seconds(id),
    completion_time: text(id + 0.5),
    completion_ts: seconds(id + 0.5),
    ...overrides,
  };
}

/** What livemedia is asked for. */
export const liveMediaRequest = (arches: readonly string[], opts: XmlRpcStruct = {}): XmlRpcValue => [
  "Aurora-Live",
  "1",
  arches,
  "main-compose",
  "aurora-live.ks",
  opts,
];
