import { Bulk } from "./bulk.ts";
import type { Day } from "./day.ts";
import { PackedDay } from "./packed-day.ts";
import { Recent } from "./recent.ts";
import type { Setting } from "./setting.ts";
import { SpreadDay } from "./spread-day.ts";

/** So many attempts of large worlds are kept; one with all that follows from it takes about 3 KB. */
const ATTEMPTS_KEPT = 20_000;
/** At least so many days are kept, whatever there is in them. */
const DAYS_KEPT = 48;
const OLDER_DAYS_KEPT = 500;

/** The days of a world as they are asked for: all of a small one are kept, of a large one those asked for last. */
export class DayBook {
  readonly bulk: Bulk | null;
  readonly #plan: (number: number) => Day;
  readonly #days: Recent<Day, number>;
  /** Days before the first night hold no more than a few rpms. */
  readonly #older = new Recent<Day, number>(OLDER_DAYS_KEPT);
  readonly #firstDay: number;

  constructor(setting: Setting) {
    const { spread } = setting.scale;
    this.#firstDay = setting.calendar.firstDay;
    if (spread === null) {
      this.bulk = null;
      this.#plan = (number) => new PackedDay(setting, number);
      this.#days = new Recent(Infinity);
      return;
    }
    this.bulk = spread.bulkBuilds === 0 ? null : new Bulk(setting, spread);
    this.#plan = (number) => new SpreadDay(setting, spread, number);
    this.#days = new Recent(Math.max(DAYS_KEPT, Math.ceil(ATTEMPTS_KEPT / spread.attempts)));
  }

  day(number: number): Day {
    const days = number < this.#firstDay ? this.#older : this.#days;
    return days.get(number, () => this.#plan(number));
  }
}
