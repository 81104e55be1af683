import type { Room } from "./day.ts";
import type { Ground } from "./ground.ts";

/** Gives out ids that nothing planned has: of the day, and once these are gone, of days to come. */
export class FreeIds {
  readonly #ground: Pick<Ground, "today" | "planned">;
  readonly #kind: keyof Room;
  readonly #taken: (id: number) => boolean;

  constructor(ground: Pick<Ground, "today" | "planned">, kind: keyof Room, taken: (id: number) => boolean) {
    this.#ground = ground;
    this.#kind = kind;
    this.#taken = taken;
  }

  next(): number {
    for (let day = this.#ground.today; ; day += 1) {
      const { from, until } = this.#ground.planned(day).room[this.#kind];
      for (let id = from; id < until; id += 1) if (!this.#taken(id)) return id;
    }
  }
}
