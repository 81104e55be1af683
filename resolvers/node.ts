import type { Context } from "../context/context.ts";
import type { LedgerEntry } from "../ledger/ledger.ts";
import type { Artifact } from "../model/artifact.ts";
import type { Build } from "../model/build.ts";
import { BadArgumentError } from "../model/errors.ts";
import { decodeGlobalId, encodeGlobalId, type GlobalId, kojiIdOf, type NodeKind } from "../model/global-id.ts";
import type { Channel, Host } from "../model/host.ts";
import type { Image } from "../model/image.ts";
import type { KickstartFile } from "../model/kickstart-file.ts";
import type { BuildTarget, Tag } from "../model/target.ts";
import type { Task } from "../model/task.ts";
import { auditEntry } from "./audit.ts";
import { buildTypeName } from "./build.ts";
import { image } from "./image.ts";
import { kickstart } from "./kickstart.ts";

/** A thing with a global id. */
export type Node = Image | Build | Artifact | Task | BuildTarget | Tag | Channel | Host | KickstartFile | LedgerEntry;

/** Rows of different kinds carry no mark of their kind: each is known by a member that only it has. */
function kindOf(node: Node): NodeKind {
  if ("commit" in node) return "Kickstart";
  if ("requestId" in node) return "AuditEntry";
  if ("nvr" in node) return "Build";
  if ("filename" in node) return "Artifact";
  if ("method" in node) return "Task";
  if ("destinationTag" in node) return "Target";
  if ("locked" in node) return "Tag";
  if ("capacity" in node) return "Host";
  return "description" in node ? "Channel" : "Image";
}

export function nodeId(node: Node): string {
  if ("commit" in node) return encodeGlobalId("Kickstart", node.repository, `${node.commit}:${node.path}`);
  if ("requestId" in node) return encodeGlobalId("AuditEntry", node.hub, node.id);
  return encodeGlobalId(kindOf(node), node.hub, "kojiId" in node ? node.kojiId : node.name);
}

const TYPE_NAMES = {
  Image: "Image",
  Artifact: "ImageArtifact",
  Task: "Task",
  Target: "BuildTarget",
  Tag: "Tag",
  Channel: "Channel",
  Host: "Host",
  Kickstart: "Kickstart",
  AuditEntry: "AuditEntry",
} as const;

export async function nodeTypeName(node: Node, context: Context): Promise<string> {
  if ("nvr" in node) return buildTypeName(node, context);
  const kind = kindOf(node);
  return kind === "Build" ? "Build" : TYPE_NAMES[kind];
}

export async function node(_root: unknown, { id }: { id: string }, context: Context): Promise<Node | null> {
  const found = decodeGlobalId(id);
  if (found === null)
    throw new BadArgumentError(`id is "${id}", which is no id of this gateway; use one that an answer gave.`);
  if (found.kind === "Kickstart") return kickstartNode(found, context);
  if (found.kind === "AuditEntry") return auditEntry({ hub: found.hub, id: found.key }, context);
  // An id of a hub that is not served any more names nothing.
  if (!context.hubNames.includes(found.hub)) return null;
  if (found.kind === "Image") return image(null, { name: found.key, hub: found.hub }, context);
  const kojiId = kojiIdOf(found);
  return kojiId === null ? null : byKojiId(found, kojiId, context);
}

/** Null for a repository that is not configured any more. */
function kickstartNode({ hub: repository, key }: GlobalId, context: Context): Promise<Node | null> {
  const [ref = "", ...path] = key.split(":");
  if (context.kickstarts.find(repository) === null) return Promise.resolve(null);
  return kickstart(null, { path: path.join(":"), repository, ref }, context);
}

/** In the order of `ids`; one that fails is an error in its place and leaves the others be. */
export const nodes = (
  _root: unknown,
  { ids }: { ids: readonly string[] },
  context: Context,
): readonly Promise<Node | null>[] => {
  if (ids.length > MAX_NODES) {
    throw new BadArgumentError(`ids holds ${ids.length} ids; give ${MAX_NODES} at most and ask for the others after.`);
  }
  return ids.map((id) => node(null, { id }, context));
};

const MAX_NODES = 100;

function byKojiId({ kind, hub }: GlobalId, id: number, context: Context): Promise<Node | null> {
  const { builds, artifacts, tasks, targets, hosts } = context.hub(hub).loaders;
  switch (kind) {
    case "Build":
      return builds.byId.load(id);
    case "Artifact":
      return artifacts.byId.load(id);
    case "Task":
      return tasks.byId.load(id);
    case "Target":
      return targets.target.load(id);
    case "Tag":
      return targets.tag.load(id);
    case "Channel":
      return hosts.channel.load(id);
    case "Host":
      return hosts.host.load(id);
    case "Image":
    case "Kickstart":
    case "AuditEntry":
      return Promise.resolve(null);
  }
}
