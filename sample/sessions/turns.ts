/** A call with a number keeps its session to itself until it is answered: the row is locked; others wait in line. */
export class Turns {
  readonly #ends = new Map<number, Promise<void>>();

  /** Resolves when it is the call's turn, to what it calls at its end. */
  async take(session: number, numbered: boolean): Promise<() => void> {
    const before = this.#ends.get(session);
    if (!numbered) {
      await before;
      return () => undefined;
    }
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const end = (before ?? Promise.resolve()).then(() => held);
    this.#ends.set(session, end);
    await before;
    return () => {
      if (this.#ends.get(session) === end) this.#ends.delete(session);
      release();
    };
  }
}
