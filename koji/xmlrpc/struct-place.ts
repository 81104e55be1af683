import type { XmlRpcStruct, XmlRpcValue } from "./value.ts";

/** Places that are remembered after one place; more would be slower to try than to read. */
const MAX_FOLLOWERS = 8;

/** What stands between two members' values, from the end of one to the start of the other: tags, and a name. */
export type Lead = {
  readonly name: string;
  /** Where it was read. */
  readonly from: number;
  readonly to: number;
  /** Whether `<value/>` ends it, which is a value already. */
  readonly empty: boolean;
};

/**
 * A place within structs: after certain members in a certain order. The structs of an answer are mostly alike, so what led
 * to each value is remembered, and compared as a whole where it may come again.
 */
export class StructPlace {
  readonly lead: Lead;
  readonly followers: StructPlace[] = [];
  readonly #before: StructPlace | null;
  #names: readonly string[] | null = null;
  #template: { [name: string]: XmlRpcValue } = {};

  /** Without a lead: the place before the first member. */
  constructor(lead: Lead = { from: 0, to: 0, name: "", empty: false }, before: StructPlace | null = null) {
    this.lead = lead;
    this.#before = before;
  }

  get isStart(): boolean {
    return this.#before === null;
  }

  follow(lead: Lead): StructPlace {
    const place = new StructPlace(lead, this);
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
    const names = this.isStart ? [] : [this.lead.name];
    for (let place = this.#before; place !== null && !place.isStart; place = place.#before) names.push(place.lead.name);
    names.reverse();
    this.#template = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:null`).join(",")}}`);
    this.#names = names;
    return names;
  }
}
