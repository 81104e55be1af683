import type { Source } from "./source.ts";

export type Scalar = string | number | boolean | null;

/** What was written, before anybody knows what it should be. Each part knows where it stands. */
export type Setting = ValueSetting | ListSetting | MappingSetting;

export type ValueSetting = { readonly kind: "value"; readonly value: Scalar; readonly source: Source };
export type ListSetting = { readonly kind: "list"; readonly items: readonly Setting[]; readonly source: Source };
export type MappingSetting = {
  readonly kind: "mapping";
  readonly entries: ReadonlyMap<string, Setting>;
  readonly source: Source;
};

export const valueSetting = (value: Scalar, source: Source): ValueSetting => ({ kind: "value", value, source });

export const mappingSetting = (entries: Iterable<readonly [string, Setting]>, source: Source): MappingSetting => ({
  kind: "mapping",
  entries: new Map(entries),
  source,
});

/**
 * `mapping` with `setting` at `path`, in place of what stood there; what is new comes first. Where the path leads
 * through something that is no mapping, nothing changes: that something is a problem of its own.
 */
export function withSetting(mapping: MappingSetting, path: readonly string[], setting: Setting): MappingSetting {
  const [key, ...rest] = path;
  if (key === undefined) return mapping;
  const inner = entryOf(mapping, key);
  const next = rest.length === 0 ? setting : replaceInside(inner, rest, setting);
  const entries = new Map(mapping.entries.has(key) ? mapping.entries : [[key, next], ...mapping.entries]);
  return { ...mapping, entries: entries.set(key, next) };
}

function replaceInside(inner: Setting | null, path: readonly string[], setting: Setting): Setting {
  if (inner === null) return withSetting(mappingSetting([], setting.source), path, setting);
  return inner.kind === "mapping" ? withSetting(inner, path, setting) : inner;
}

/** What stands at `key`; null when nothing does. A key without a value is nothing. */
export function entryOf(mapping: MappingSetting, key: string): Setting | null {
  const setting = mapping.entries.get(key);
  return setting === undefined || (setting.kind === "value" && setting.value === null) ? null : setting;
}

/** `mapping` with those of `others` whose keys it lacks. */
export function withMissing(mapping: MappingSetting, others: ReadonlyMap<string, Setting>): MappingSetting {
  const lacking = [...others].filter(([key]) => entryOf(mapping, key) === null);
  return { ...mapping, entries: new Map([...mapping.entries, ...lacking]) };
}
