import { genericFault, pythonFault } from "../fault.ts";
import { typeName } from "../values.ts";

/** koji.parse_arches, strict: a list, or a text with spaces between. Throws for letters that no arch has. */
export function parseArches(arches: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(arches) ? arches : words(arches);
  return list.map((arch) => {
    if (typeof arch !== "string")
      throw pythonFault("TypeError", `expected string or bytes-like object, got ${typeName(arch).slice(7, -1)}`);
    if (!/^[a-zA-Z0-9_-]*$/.test(arch)) throw genericFault("Architecture can be only [a-zA-Z0-9_-]");
    return arch;
  });
}

/** As kiwiBuild reads them: a list goes through text, so that one of its items may hold several. */
export const asLists = (arches: unknown): readonly string[] =>
  parseArches(Array.isArray(arches) ? arches.join(" ") : (arches ?? noText(arches)));

function words(arches: unknown): readonly string[] {
  if (arches === null) return [];
  return typeof arches === "string" ? arches.split(/\s+/).filter((word) => word !== "") : noText(arches);
}

function noText(value: unknown): never {
  throw pythonFault("AttributeError", `${typeName(value).slice(7, -1)} object has no attribute 'split'`);
}
