import { isAlias, isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import { mappingSetting, type Scalar, type Setting, valueSetting } from "./setting.ts";
import type { Source } from "./source.ts";

type Walk = {
  readonly sourceAt: (offset: number) => Source;
  readonly note: (source: Source, message: string) => void;
  /** The last node of each anchor so far. */
  readonly anchors: Map<string, unknown>;
  /** The nodes around the one being walked: an alias to one of them would never end. */
  readonly around: Set<unknown>;
  /** How many settings there may still be. */
  left: number;
};

/** A catalogue of 3200 images has 55,000; more than this come from aliases within aliases, not from a person. */
const MAX_SETTINGS = 200_000;

/** A node of a parsed document as a setting, aliases resolved. What cannot be one is noted and left out. */
export function settingOf(root: unknown, { sourceAt, note }: Pick<Walk, "sourceAt" | "note">): Setting {
  const walk = { sourceAt, note, anchors: new Map(), around: new Set(), left: MAX_SETTINGS };
  return settingAt(walk, root, { source: sourceAt(0), name: "" });
}

/** `source`: where the node's key stands, or the node itself in a list. */
function settingAt(walk: Walk, node: unknown, { source, name }: { source: Source; name: string }): Setting {
  const nothing = valueSetting(null, source);
  walk.left -= 1;
  if (walk.left === 0) walk.note(source, `this file holds more than ${MAX_SETTINGS} settings; write fewer aliases.`);
  if (walk.left <= 0) return nothing;
  if (isAlias(node)) return aliased(walk, node.source, { source, name });
  if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) walk.anchors.set(node.anchor, node);
  if (isScalar(node)) return valueSetting(scalarOf(node.value), source);
  walk.around.add(node);
  const setting = isMap(node)
    ? mappingOf(walk, node, { source, name })
    : isSeq(node)
      ? listOf(walk, node.items, { source, name })
      : nothing;
  walk.around.delete(node);
  return setting;
}

function aliased(walk: Walk, anchor: string, place: { source: Source; name: string }): Setting {
  const target = walk.anchors.get(anchor);
  if (target !== undefined && !walk.around.has(target)) return settingAt(walk, target, place);
  const why = target === undefined ? "refers to no anchor above it" : "refers to something that it is part of";
  walk.note(place.source, `the alias at ${place.name} ${why}; write the value out.`);
  return valueSetting(null, place.source);
}

function listOf(walk: Walk, items: readonly unknown[], { source, name }: { source: Source; name: string }): Setting {
  const itemSource = (item: unknown) => sourceOf(walk, item) ?? source;
  return {
    kind: "list",
    items: items.map((item, index) => settingAt(walk, item, { source: itemSource(item), name: `${name}[${index}]` })),
    source,
  };
}

function mappingOf(walk: Walk, node: YAMLMap, { source, name }: { source: Source; name: string }): Setting {
  const entries = new Map<string, Setting>();
  for (const { key, value } of node.items) {
    const keySource = sourceOf(walk, key) ?? source;
    const written = keyText(key);
    const path = name === "" ? (written ?? "") : `${name}.${written ?? ""}`;
    if (written === null)
      walk.note(keySource, `${name === "" ? "a key" : `a key in ${name}`} is no plain text; write a name.`);
    else if (entries.has(written)) walk.note(keySource, `${path} is written twice; keep one of the two.`);
    else entries.set(written, settingAt(walk, value, { source: keySource, name: path }));
  }
  return mappingSetting(entries, source);
}

/** A key as it was written: `45` is the name "45". Null when it is empty, or no scalar. */
function keyText(key: unknown): string | null {
  if (!isScalar(key) || key.value === null) return null;
  return typeof key.value === "string" ? key.value : (key.source ?? null);
}

/** The core schema has no other scalars; the syntax check has refused whatever a tag might add. */
const scalarOf = (value: unknown): Scalar =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;

function sourceOf(walk: Walk, node: unknown): Source | null {
  const range = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range : null;
  return range ? walk.sourceAt(range[0]) : null;
}
