import { XmlRpcDouble } from "../koji/xmlrpc/value.ts";
import type { XmlRpcStruct } from "../koji/xmlrpc/value.ts";

const FIRST_SECOND = 1_795_376_055;

/** Rows as `listBuilds` answers them: members, order and types are those of a hub. */
export function buildRows(count: number): XmlRpcStruct[] {
  return Array.from({ length: count }, (_, index) => {
    const seconds = FIRST_SECOND - index * 613;
    const name = NAMES[index % NAMES.length] ?? "";
    const release = `2026${String(1000 + (index % 365))}.n.${index % 4}`;
    return {
      build_id: 2_860_061 - index,
      ...moment("completion", seconds + 3107.989574),
      creation_event_id: 7_004_811 - index,
      ...moment("creation", seconds + 0.70223),
      draft: false,
      epoch: 0,
      extra: null,
      name,
      nvr: `${name}-Rawhide-${release}`,
      owner_id: 4,
      owner_name: "releng",
      package_id: 14 + (index % NAMES.length),
      package_name: name,
      promoter_id: null,
      promoter_name: null,
      promotion_time: null,
      promotion_ts: null,
      release,
      source: null,
      ...moment("start", seconds + 0.700285),
      state: index % 9 === 0 ? 3 : 1,
      task_id: 139_004_033 - index * 53,
      version: "Rawhide",
      volume_id: 0,
      volume_name: "DEFAULT",
    };
  });
}

/** Rows as `listRPMs(imageID)` answers them. */
export function rpmRows(count: number): XmlRpcStruct[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `package${index % 1700}-filesystem`;
    const version = `${index % 40}.${index % 19}.9`;
    return {
      arch: index % 5 === 0 ? "noarch" : "x86_64",
      build_id: 278 + index,
      buildroot_id: null,
      buildtime: 1_778_133_441 + index * 31,
      draft: false,
      epoch: index % 11 === 0 ? 1 : null,
      external_repo_id: 0,
      external_repo_name: "INTERNAL",
      extra: null,
      id: 4233 + index,
      metadata_only: false,
      name,
      nvr: `${name}-${version}-10.fc45`,
      payloadhash: ((index + 1) * 2_654_435_761).toString(16).padStart(32, "744bd2b082aa45c6"),
      release: "10.fc45",
      size: 57_084 + index * 4001,
      version,
    };
  });
}

/** The calls of a multiCall that asks for `count` builds. */
export function getBuildCalls(count: number): XmlRpcStruct[] {
  return Array.from({ length: count }, (_, index) => ({ methodName: "getBuild", params: [2_860_061 - index] }));
}

const NAMES = ["Fedora-KDE-Live", "Fedora-Games-Live", "Fedora-Server-KVM", "Fedora-Cloud-Base-Generic"];

/** A time as a hub gives it: text in UTC with microseconds, and seconds. */
function moment(kind: string, seconds: number): XmlRpcStruct {
  const text = new Date(seconds * 1000).toISOString().replace("T", " ");
  return { [`${kind}_time`]: `${text.slice(0, 23)}574+00:00`, [`${kind}_ts`]: new XmlRpcDouble(seconds) };
}
