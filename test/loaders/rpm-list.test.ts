import { expect, test } from "vitest";
import type { QueryOpts } from "../../koji/hub-reader.ts";
import type { RpmRow } from "../../koji/rows.ts";
import { createAllRpms } from "../../loaders/all-rpms.ts";
import { createRpmList } from "../../loaders/rpm-list.ts";

const row = (id: number): RpmRow => ({
  id,
  name: `pkg-${String(id).padStart(5, "0")}`,
  version: "1",
  release: "1",
  epoch: null,
  arch: "noarch",
  size: 1,
  build_id: 1,
});

/** A hub with one image file of so many rpms; remembers what it was asked. */
function hubOf(count: number) {
  const asked: QueryOpts[] = [];
  const reader = {
    listImageRpms: (_archiveId: number, opts: QueryOpts) => {
      asked.push(opts);
      const { limit, offset = 0 } = opts;
      const size = Math.max(0, Math.min(limit, count - offset));
      return Promise.resolve(Array.from({ length: size }, (_, index) => row(offset + index + 1)));
    },
    countImageRpms: () => Promise.reject(new Error("a filtered list is counted here")),
  };
  const all = createAllRpms("sample", reader);
  return { asked, all, list: createRpmList("sample", { reader, all }) };
}

test.each([
  [0, 1],
  [998, 1],
  [999, 2],
  [1000, 2],
  [2500, 3],
])("the whole list of %i rpms is read in %i calls of less than 1000 rows each", async (count, calls) => {
  const { all, asked } = hubOf(count);
  const rpms = await all.load(7);
  expect(rpms.map(({ kojiId }) => kojiId)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  expect(asked).toEqual(
    Array.from({ length: calls }, (_, page) => ({ order: "name,id", limit: 999, offset: page * 999 })),
  );
});

test("a list without end is given up with the cure named", async () => {
  const { all, asked } = hubOf(1_000_000);
  await expect(all.load(7)).rejects.toMatchObject({
    code: "TOO_COSTLY",
    message: "Archive 7 holds more than 9990 rpms, which are not read at once; page through them without a nameGlob.",
  });
  expect(asked).toHaveLength(10);
});

test("with a glob, pages follow one another through what fits, and all that fits is counted", async () => {
  const { list, asked } = hubOf(2500);
  const keys: number[] = [];
  let after: string | null = null;
  for (let pages = 1; ; pages += 1) {
    const page = await list(7, { nameGlob: "pkg-*7", first: 60, after });
    expect(await page.totalCount()).toBe(250);
    expect(page.hasPreviousPage).toBe(pages > 1);
    keys.push(...page.edges.map(({ node }) => node.kojiId));
    if (!page.hasNextPage) break;
    after = page.edges.at(-1)?.cursor ?? null;
  }
  expect(keys).toEqual(Array.from({ length: 250 }, (_, index) => index * 10 + 7));
  // The list is read once, however many pages are cut from it.
  expect(asked).toHaveLength(3);
});

test("a glob that fits nothing is an empty page; one that fits exactly a page has no next", async () => {
  const { list } = hubOf(100);
  expect(await list(7, { nameGlob: "nothing" })).toMatchObject({ edges: [], hasNextPage: false });
  const exact = await list(7, { nameGlob: "pkg-*7", first: 10 });
  expect([exact.edges.length, exact.hasNextPage]).toEqual([10, false]);
});
