import type { CedarValueJson, Context, EntityJson, TypeAndId } from "@cedar-policy/cedar-wasm/nodejs";
import {
  type Circumstances,
  type ImageInQuestion,
  type PolicyAction,
  type PolicyQuestion,
  type PolicySubject,
  SUBJECT_OF,
} from "../model/policy.ts";
import { hostOf } from "../model/source-host.ts";
import type { Viewer } from "../model/viewer.ts";

/** A question in Cedar's words: gateway.cedarschema says what they are. Only entities that matter to it are there. */
export function cedarCall({ viewer, action, subject, circumstances }: PolicyQuestion, frozen: boolean) {
  const { target, tag } = circumstances;
  return {
    principal: uid("Viewer", viewer.name ?? NOBODY),
    action: uid("Action", action),
    resource: resourceOf(subject),
    context: contextOf(action, circumstances, frozen),
    entities: [viewerEntity(viewer), ...subjectEntities(subject), ...named("Target", target), ...named("Tag", tag)],
  };
}

/** No Koji user has an empty name. */
const NOBODY = "";

const uid = (type: string, id: string): TypeAndId => ({ type, id: whole(id) });
const entity = (type: string, id: string): CedarValueJson => ({ __entity: uid(type, id) });

/** Cedar reads no halves of characters. Nobody can order what holds one, but may ask. */
const whole = (text: string): string => text.replaceAll(/\p{Cs}/gu, "\uFFFD");

const viewerEntity = ({ name, groups }: Viewer): EntityJson => ({
  uid: uid("Viewer", name ?? NOBODY),
  attrs: { name: name ?? NOBODY, signedIn: name !== null },
  // Whoever did not sign in is in no group, whatever is said of them.
  parents: name === null ? [] : groups.map((group) => uid("Group", group)),
});

function resourceOf(subject: PolicySubject): TypeAndId {
  if (subject.kind === "image") return uid("Image", subject.image.name);
  if (subject.kind === "task") return uid("Task", String(subject.kojiId ?? ""));
  if (subject.kind === "build") return uid("Build", subject.nvr ?? "");
  return uid("AuditLog", "");
}

function subjectEntities(subject: PolicySubject): readonly EntityJson[] {
  if (subject.kind === "audit log") return [];
  if (subject.kind === "image") return [imageEntity(subject.image)];
  const { hub, owner, image } = subject;
  const attrs = {
    hub,
    ...(owner === null ? {} : { owner: entity("Viewer", owner) }),
    ...(image === null ? {} : { image: entity("Image", image.name) }),
  };
  return [{ uid: resourceOf(subject), attrs, parents: [] }, ...(image === null ? [] : [imageEntity(image)])];
}

const imageEntity = ({ hub, name, group, stage, method }: ImageInQuestion): EntityJson => ({
  uid: uid("Image", name),
  attrs: {
    hub,
    name: whole(name),
    ...(group === null ? {} : { group: entity("Group", group) }),
    ...(stage === null ? {} : { stage }),
    ...(method === null ? {} : { method }),
  },
  parents: [],
});

const named = (type: string, name: string | null): readonly EntityJson[] =>
  name === null ? [] : [{ uid: uid(type, name), attrs: { name: whole(name) }, parents: [] }];

function contextOf(action: PolicyAction, circumstances: Circumstances, frozen: boolean): Context {
  const { now, target, tag, arches, repos, sourceHost, knownHosts, priority, channelLoad } = circumstances;
  const kind = SUBJECT_OF[action];
  const common = { now: { __extn: { fn: "datetime", arg: now.toISOString() } }, frozen };
  if (kind === "build") return { ...common, ...(tag === null ? {} : { tag: entity("Tag", tag) }) };
  if (kind !== "image") return common;
  return {
    ...common,
    ...(target === null ? {} : { target: entity("Target", target) }),
    ...(sourceHost === null ? {} : { sourceHost }),
    ...(channelLoad === null ? {} : { channelLoad: Math.round(channelLoad) }),
    arches: arches.map(whole),
    scratch: action === "BUILD_SCRATCH_IMAGE",
    repos: repos.map(whole),
    repoHosts: repos.map(hostOf),
    knownHosts: [...knownHosts],
    priority,
  };
}
