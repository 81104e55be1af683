/** The last few things that were made, so that asking twice for the same makes it once. */
export class Recent<V> {
  readonly #limit: number;
  readonly #values = new Map<string, V>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string, make: () => V): V {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const [oldest] = this.#values.keys();
    if (oldest !== undefined && this.#values.size >= this.#limit) this.#values.delete(oldest);
    const value = make();
    this.#values.set(key, value);
    return value;
  }
}
