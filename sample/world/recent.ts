/** The things that were asked for last, so that asking twice for the same makes it once. */
export class Recent<V, K = string> {
  readonly #limit: number;
  readonly #values = new Map<K, V>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: K, make: () => V): V {
    const known = this.#values.get(key);
    if (known !== undefined) {
      this.#values.delete(key);
      this.#values.set(key, known);
      return known;
    }
    const [oldest] = this.#values.keys();
    if (oldest !== undefined && this.#values.size >= this.#limit) this.#values.delete(oldest);
    const value = make();
    this.#values.set(key, value);
    return value;
  }
}
