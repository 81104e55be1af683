import type { XmlRpcStruct, XmlRpcValue } from "./value.ts";

/** Places that are remembered after one place; more would be slower to try than to read. */
const MAX_FOLLOWERS = 8;

/**
 * A place within structs: after certain members in a certain order. The structs of an answer are mostly alike, so what
 * the text between two members' values was is remembered, and compared as a whole where it may come again.
 */
export class StructPlace {
  /** The text from the end of one value to the start of the next, the tags of both members in it; "" before the first. */
  readonly from: number;
  readonly to: number;
  readonly followers: StructPlace[] = [];
  readonly #name: string;
  readonly #before: StructPlace | null;
  #names: readonly string[] | null = null;
  #template: { [name: string]: XmlRpcValue } = {};

  constructor(from = 0, to = 0, name = "", before: StructPlace | null = null) {
    this.from = from;
    this.to = to;
    this.#name = name;
    this.#before = before;
  }

  follow(from: number, to: number, name: string): StructPlace {
    const place = new StructPlace(from, to, name, this);
    if (this.followers.length < MAX_FOLLOWERS) this.followers.push(place);
    return place;
  }

  /** A struct that ends here; its values stand in `values` from `from` on. */
  struct(values: readonly XmlRpcValue[], from: number): XmlRpcStruct {
    const names = this.#names ?? this.#remember();
    const struct = { ...this.#template };
    let index = from;
    for (const name of names) {
      struct[name] = values[index]!; // the reader put one there for each member
      index += 1;
    }
    return struct;
  }

  /**
   * An object made by JSON.parse has fast properties, and so has its copy; one that is filled by computed names has not.
   * Every name is its own property before it is set: `__proto__` too is then a member like others.
   */
  #remember(): readonly string[] {
    const names: string[] = [];
    for (let before = this.#before, name = this.#name; before !== null; name = before.#name, before = before.#before) {
      names.push(name);
    }
    names.reverse();
    this.#template = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:null`).join(",")}}`);
    this.#names = names;
    return names;
  }
}
