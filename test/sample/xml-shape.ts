/**
 * What an answer looks like regardless of what it says: the XML-RPC types in it. The kinds of a member are gathered over
 * all elements of an array. `i8` counts as `int`: which of them it is depends on the number alone.
 */
export type Shape = {
  readonly kinds: Set<string>;
  readonly members: Map<string, Shape>;
  /** Of the elements of arrays. */
  element: Shape | null;
};

export type Answer = { readonly fault: { readonly code: number; readonly text: string } | null; readonly shape: Shape };

const TOKEN = /<(\/?)([\w.]+)(\s*\/)?>|([^<]+)/g;

/** Reads XML as Koji writes it: no attributes but the declaration's, no comments, no CDATA. */
export function readAnswer(xml: string): Answer {
  const shape = emptyShape();
  const reader = new Reader(xml.replace(/^<\?.*?\?>/, ""));
  reader.skipTo("value");
  reader.value(shape);
  const code = /<name>faultCode<\/name>\s*<value><int>(-?\d+)</.exec(xml)?.[1];
  const text = /<name>faultString<\/name>\s*<value><string>([\s\S]*?)<\/string>/.exec(xml)?.[1] ?? "";
  const isFault = /^(?:<\?.*?\?>)?\s*<methodResponse>\s*<fault>/.test(xml);
  return { shape, fault: isFault ? { code: Number(code), text: unescaped(text) } : null };
}

const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

export const emptyShape = (): Shape => ({ kinds: new Set(), members: new Map(), element: null });

class Reader {
  readonly #tokens: { readonly open: boolean; readonly name: string; readonly empty: boolean; readonly text: string }[];
  #at = 0;

  constructor(xml: string) {
    this.#tokens = [...xml.matchAll(TOKEN)].map(([, slash, name = "", empty, text = ""]) => ({
      open: slash === "",
      name,
      empty: empty !== undefined,
      text,
    }));
  }

  skipTo(name: string): void {
    while (this.#tokens[this.#at]?.name !== name) this.#at += 1;
  }

  /** At `<value>`; leaves after `</value>`. */
  value(shape: Shape): void {
    this.#at += 1;
    this.#skipSpace();
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new Error("the XML ends within a value");
    if (token.name === "array") this.#array(shape);
    else if (token.name === "struct") this.#struct(shape);
    else shape.kinds.add(token.name === "i8" ? "int" : token.name === "value" ? "string" : token.name);
    this.#close("value");
  }

  #array(shape: Shape): void {
    shape.kinds.add("array");
    shape.element ??= emptyShape();
    this.skipTo("data");
    this.#at += 1;
    for (;;) {
      this.#skipSpace();
      const token = this.#tokens[this.#at];
      if (token?.name !== "value" || !token.open) return this.#close("array");
      this.value(shape.element);
    }
  }

  #struct(shape: Shape): void {
    shape.kinds.add("struct");
    this.#at += 1;
    for (;;) {
      this.#skipSpace();
      const token = this.#tokens[this.#at];
      if (token?.name !== "member") return this.#close("struct");
      this.skipTo("name");
      const text = this.#tokens[this.#at + 1];
      const name = text?.name === "" ? text.text : "";
      this.skipTo("value");
      const member = shape.members.get(name) ?? emptyShape();
      shape.members.set(name, member);
      this.value(member);
      this.#close("member");
    }
  }

  #close(name: string): void {
    while (!(this.#tokens[this.#at]?.name === name && this.#tokens[this.#at]?.open === false)) this.#at += 1;
    this.#at += 1;
  }

  #skipSpace(): void {
    while (this.#tokens[this.#at]?.name === "" && this.#tokens[this.#at]?.text.trim() === "") this.#at += 1;
  }
}

/** Takes up the kinds and members of another answer: what a method may answer is what it answered anywhere. */
export function mergeInto(shape: Shape, other: Shape): void {
  for (const kind of other.kinds) shape.kinds.add(kind);
  for (const [name, member] of other.members) {
    const known = shape.members.get(name) ?? emptyShape();
    shape.members.set(name, known);
    mergeInto(known, member);
  }
  if (other.element === null) return;
  shape.element ??= emptyShape();
  mergeInto(shape.element, other.element);
}

export type Comparison = {
  readonly real: Shape;
  readonly ours: Shape;
  /** Every kind the real hub was seen to send at that place. */
  readonly allowed: Shape;
  /** Paths below which every world has its own members. */
  readonly open: RegExp;
};

/** What one answer has that the other has not, in words, by path. */
export function differences({ real, ours, allowed, open }: Comparison, path = ""): string[] {
  if (open.test(path)) return [];
  const found: string[] = [];
  const kinds = [...ours.kinds].filter((kind) => !allowed.kinds.has(kind));
  if (kinds.length > 0)
    found.push(`${path || "value"}: ${kinds.join(", ")} instead of ${[...allowed.kinds].join(", ")}`);
  if (ours.members.size > 0 && real.members.size > 0) {
    for (const name of new Set([...real.members.keys(), ...ours.members.keys()])) {
      const inner = { real: real.members.get(name), ours: ours.members.get(name), allowed: allowed.members.get(name) };
      found.push(...memberDifferences(inner, open, `${path}.${name}`));
    }
  }
  if (real.element !== null && ours.element !== null && allowed.element !== null && real.element.kinds.size > 0)
    found.push(...differences({ real: real.element, ours: ours.element, allowed: allowed.element, open }, `${path}[]`));
  return found;
}

type Inner = {
  readonly real: Shape | undefined;
  readonly ours: Shape | undefined;
  readonly allowed: Shape | undefined;
};

function memberDifferences({ real, ours, allowed }: Inner, open: RegExp, path: string): string[] {
  if (open.test(path)) return [];
  if (real === undefined || allowed === undefined) return [`${path}: not in the captured answer`];
  return ours === undefined ? [`${path}: missing`] : differences({ real, ours, allowed, open }, path);
}
