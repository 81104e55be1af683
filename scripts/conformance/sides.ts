import type { Ask } from "./gateway.ts";
import type { Hub } from "./hub.ts";
import type { Random } from "./random.ts";

/** What every comparison works with. */
export type Sides = {
  readonly hub: Hub;
  readonly ask: Ask;
  readonly random: Random;
  /** The gateway's clock, which stands still. */
  readonly now: Date;
  /** Without a slash at the end. */
  readonly urls: { readonly hub: string; readonly files: string; readonly web: string };
};
