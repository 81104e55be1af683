import type { PlainRepository } from "../kickstarts/repository.ts";
import type { Bulk } from "./bulk.ts";
import type { Calendar } from "./calendar.ts";
import type { Day } from "./day.ts";
import type { Packaging } from "./packages.ts";
import type { Build } from "./plan.ts";
import type { Scale } from "./scale.ts";
import type { Ids } from "./setting.ts";

/** What people find when they come to a world: what was planned, and the time. */
export type Ground = Packaging & {
  readonly seed: number;
  readonly scale: Scale;
  readonly ids: Ids;
  readonly calendar: Calendar;
  readonly bulk: Bulk | null;
  readonly firstDay: number;
  readonly today: number;
  readonly kickstarts: PlainRepository;
  /** Files that people put below the hub's `work`, by their path there. */
  readonly uploads: ReadonlyMap<string, Buffer>;
  now(): number;
  build(id: number): Build | null;
  /** As it is without them. */
  planned(day: number): Day;
};
