/** Kinds of things that have a global id. `Build` covers image builds and others: the hub tells which. */
export const NODE_KINDS = [
  "Image",
  "Build",
  "Artifact",
  "Task",
  "Target",
  "Tag",
  "Channel",
  "Host",
  "Kickstart",
  "AuditEntry",
] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

export type GlobalId = { readonly kind: NodeKind; readonly hub: string; readonly key: string };

/** Opaque text that names the hub (for a kickstart the repository), the kind and Koji's own key. */
export function encodeGlobalId(kind: NodeKind, hub: string, key: string | number): string {
  return Buffer.from(`${kind}:${hub}:${key}`, "utf8").toString("base64url");
}

/** Null when `id` is none of ours. */
export function decodeGlobalId(id: string): GlobalId | null {
  const [, kind, hub, key] = /^([A-Za-z]+):([^:]+):(.+)$/su.exec(Buffer.from(id, "base64url").toString("utf8")) ?? [];
  const known = NODE_KINDS.find((candidate) => candidate === kind);
  return known && hub && key && encodeGlobalId(known, hub, key) === id ? { kind: known, hub, key } : null;
}

/** As decodeGlobalId, for a kind whose key is Koji's number. */
export function kojiIdOf({ key }: GlobalId): number | null {
  const value = Number(key);
  return Number.isSafeInteger(value) && value > 0 && String(value) === key ? value : null;
}
