import { describe, expect, test } from "vitest";
import { listImageArchivesOf } from "../../koji/image-archives.ts";
import type { ArchiveRow } from "../../koji/rows.ts";

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

const archive = (build_id: number, id: number): ArchiveRow => ({
  id,
  build_id,
  filename: `${id}.iso`,
  size: 1,
  checksum: "",
  checksum_type: 2,
  type_name: "iso",
  btype: "image",
  arch: "x86_64",
  metadata_only: false,
});

/** A hub whose builds 1 … have so many files each; what it was asked is remembered. */
function hubOf(filesOf: readonly number[]) {
  const rows = filesOf.flatMap((count, index) => upTo(count).map((file) => archive(index + 1, 100 * index + file)));
  const asked: string[] = [];
  const reads = {
    ofBuild: (id: number) => {
      asked.push(`of ${id}`);
      if (id === 666) return Promise.reject(new Error("no"));
      return Promise.resolve(rows.filter(({ build_id }) => build_id === id));
    },
    newest: (limit: number) => {
      asked.push(`newest ${limit}`);
      return Promise.resolve(rows.toSorted((a, b) => b.build_id - a.build_id).slice(0, limit));
    },
  };
  const read = async (buildIds: readonly number[], among: readonly number[] = upTo(filesOf.length)) => {
    const found = await listImageArchivesOf(reads, { buildIds, among });
    return found.map((one) => (one instanceof Error ? one.message : one.map(({ id }) => id)));
  };
  const expected = (buildIds: readonly number[]) =>
    buildIds.map((build) => upTo(filesOf[build - 1] ?? 0).map((file) => 100 * (build - 1) + file));
  return { asked, read, expected };
}

describe("the files of many builds", () => {
  test("are one list where they are the newest builds", async () => {
    const { asked, read, expected } = hubOf(Array<number>(50).fill(4));
    const wanted = upTo(20).map((index) => 51 - index);
    expect(await read(wanted)).toEqual(expected(wanted));
    expect(asked).toEqual(["newest 160"]);
  });

  test("are one list, and a call for each of the older ones", async () => {
    const { asked, read, expected } = hubOf(Array<number>(100).fill(4));
    const wanted = [3, ...upTo(15).map((index) => 102 - 2 * index), 40];
    expect(await read(wanted)).toEqual(expected(wanted));
    expect(asked).toEqual(["newest 232", "of 3", "of 40"]);
  });

  test("are a call for each where they are few, or few of the newest", async () => {
    for (const wanted of [upTo(7).map((index) => 101 - index), upTo(20).map((index) => 4 * index)]) {
      const { asked, read, expected } = hubOf(Array<number>(100).fill(4));
      expect(await read(wanted)).toEqual(expected(wanted));
      expect(asked).toEqual(wanted.map((id) => `of ${id}`));
    }
  });

  test("are whole where builds have more than was thought: those that the list cut are asked for", async () => {
    const { asked, read, expected } = hubOf(Array<number>(30).fill(12));
    const wanted = upTo(12).map((index) => 31 - index);
    expect(await read(wanted)).toEqual(expected(wanted));
    // 96 files are eight builds; of the eighth nobody knows whether that is all.
    expect(asked).toEqual(["newest 96", "of 23", "of 22", "of 21", "of 20", "of 19"]);
  });

  test("are none where the list passes a build by", async () => {
    const { asked, read } = hubOf([4, 4, 4, 4, 0, 4, 4, 4, 4, 4]);
    expect((await read(upTo(10))).map((ids) => ids.length)).toEqual([4, 4, 4, 4, 0, 4, 4, 4, 4, 4]);
    expect(asked).toEqual(["newest 80"]);
  });

  test("are a call for each while nothing is known of other builds; what fails fails alone", async () => {
    const { read } = hubOf(Array<number>(3).fill(1));
    expect(await read([1, 666, 3], [])).toEqual([[1], "no", [201]]);
  });
});
