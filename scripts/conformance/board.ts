import type { Check } from "./check.ts";
import type { Expected, Json } from "./compare.ts";
import type { Sides } from "./sides.ts";
import { meaningOf } from "./status-meaning.ts";
import { triesOf } from "./tries.ts";

export const LISTED = 100;

type Board = {
  readonly totalCount: number;
  readonly nodes: readonly { readonly name: string; readonly status: Json }[];
};

/** Of images.graphql. */
const boardOf = async ({ ask }: Sides, filter: unknown) =>
  (await ask("images", { filter, first: LISTED }))["images"] as unknown as Board;

/** Names of the images that the gateway lists. */
export const listedImages = async (sides: Sides): Promise<readonly string[]> =>
  (await boardOf(sides, null)).nodes.map(({ name }) => name);

/** The status of many images in one answer, which the gateway reads in another way than that of one. */
export const boardCheck = (sides: Sides, names: readonly string[]): Check => ({
  kind: "board",
  thing: `${names.length} images`,
  hub: async (again) => {
    const expected: { [name: string]: Expected } = {};
    for (const name of names) {
      const { age: _, ...members } = meaningOf(await triesOf(sides, name, again), {
        target: null,
        arch: null,
        now: sides.now,
      }).members;
      expected[name] = members;
    }
    return expected;
  },
  gateway: async () => {
    const { nodes } = await boardOf(sides, null);
    return Object.fromEntries(
      nodes.filter(({ name }) => names.includes(name)).map(({ name, status }) => [name, status]),
    );
  },
});
