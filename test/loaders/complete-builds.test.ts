import { expect, test } from "vitest";
import { type ImageBuilds, listImageBuilds } from "../../koji/image-builds.ts";
import type { BuildRow } from "../../koji/rows.ts";
import { createCompleteBuilds, MAX_COMPLETE_BUILDS } from "../../loaders/complete-builds.ts";
import { toBuild } from "../../loaders/build.ts";

const row = (build_id: number): BuildRow => ({
  build_id,
  package_name: "Aurora-Live",
  version: "1",
  release: String(build_id),
  epoch: 0,
  nvr: `Aurora-Live-1-${build_id}`,
  state: 1,
  owner_id: 1,
  owner_name: "releng",
  task_id: build_id,
  volume_name: "DEFAULT",
  creation_time: "2026-03-01 00:00:00+00:00",
  creation_ts: 1_772_323_200 + build_id,
  start_time: null,
  completion_time: "2026-03-01 01:00:00+00:00",
  completion_ts: 1_772_326_800,
});

/** A hub with so many complete builds, newest first; remembers what it was asked. */
function hubOf(count: number) {
  const rows = Array.from({ length: count }, (_, index) => row(count - index));
  const asked: unknown[] = [];
  const listBuilds = (filter: object, opts: { limit: number }) => {
    asked.push({ ...filter, ...opts });
    return Promise.resolve(rows.slice(0, opts.limit));
  };
  const reader = { listImageBuilds: (wanted: ImageBuilds) => listImageBuilds(listBuilds, wanted) };
  const learn = (learned: readonly BuildRow[]) => learned.map((one) => toBuild("sample", one));
  return { asked, builds: createCompleteBuilds(reader, { learn }) };
}

test.each([
  [0, 0, true],
  [MAX_COMPLETE_BUILDS - 1, MAX_COMPLETE_BUILDS - 1, true],
  [MAX_COMPLETE_BUILDS, MAX_COMPLETE_BUILDS, true],
  [MAX_COMPLETE_BUILDS + 1, MAX_COMPLETE_BUILDS, false],
  [500, MAX_COMPLETE_BUILDS, false],
])("of %i complete builds the newest %i are looked at; complete: %s", async (count, looked, complete) => {
  const { builds, asked } = hubOf(count);
  const found = await builds.load("Aurora-Live");
  expect([found.builds.length, found.complete]).toEqual([looked, complete]);
  expect(found.builds.map(({ kojiId }) => kojiId)).toEqual(Array.from({ length: looked }, (_, i) => count - i));
  expect(asked).toEqual([
    { packageID: "Aurora-Live", type: "image", state: 1, order: "-creation_ts,-build_id", limit: 101 },
  ]);
});
