import { LISTED, listedImages } from "./board.ts";
import type { Check } from "./check.ts";
import type { Expected } from "./compare.ts";
import { DISCOVER_MS } from "./gateway.ts";
import { named } from "./hub.ts";
import { isScratch, nameOf } from "./request.ts";
import { rows, text } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { unclosedTasks } from "./tries.ts";

/** A busier hub's window is left unread. */
const MOST_BUILDS = 3000;

/** Which images were built, or tried, within the discovery window; null for a hub too busy to ask. */
export async function imageNamesCheck(sides: Sides): Promise<Check | null> {
  const filter = { type: "image", createdAfter: (sides.now.getTime() - DISCOVER_MS) / 1000 };
  const count = Number(await sides.hub("listBuilds", named({ ...filter, queryOpts: { countOnly: true } })));
  if (count > MOST_BUILDS) return null;
  return {
    kind: "images",
    thing: "by name",
    hub: async (again): Promise<Expected> => {
      const built = rows(await sides.hub("listBuilds", named(filter))).map((row) => text(row, "package_name"));
      const real = (await unclosedTasks(sides, again)).filter(({ request }) => !isScratch(request));
      const tried = real.map(({ request }) => nameOf(request)).filter((name) => name !== null);
      return [...new Set([...built, ...tried])].toSorted().slice(0, LISTED);
    },
    gateway: () => listedImages(sides),
  };
}
