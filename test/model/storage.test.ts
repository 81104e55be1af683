import { expect, test } from "vitest";
import type { Artifact } from "../../model/artifact.ts";
import { storageUse } from "../../model/storage.ts";

const file = (size: number, arch: string | null): Artifact => ({
  hub: "sample",
  kojiId: size,
  buildId: 1,
  filename: `${size}.iso`,
  format: "iso",
  arch,
  size,
  checksum: { algorithm: "SHA256", value: "0" },
});

test("sizes are added up in all and by arch, in the order of the arches' names", () => {
  const use = storageUse([[file(10, "x86_64"), file(1, "aarch64")], [file(100, "x86_64")]], true);
  expect(use).toEqual({
    bytes: 111,
    artifacts: 3,
    builds: 2,
    bytesByArch: [
      { arch: "aarch64", bytes: 1 },
      { arch: "x86_64", bytes: 110 },
    ],
    complete: true,
  });
});

test("files of no arch stand under noarch, beside those that Koji calls so", () => {
  const use = storageUse([[file(10, null), file(5, "noarch"), file(1, "s390x")]], true);
  expect(use.bytesByArch).toEqual([
    { arch: "noarch", bytes: 15 },
    { arch: "s390x", bytes: 1 },
  ]);
});

test("sums beyond 32 bits stay exact", () => {
  const nearly = 2 ** 40 + 1;
  expect(storageUse([[file(nearly, "x86_64"), file(nearly, "x86_64")]], true).bytes).toBe(2 ** 41 + 2);
});

test("no builds take nothing; a build without files still counts as one", () => {
  expect(storageUse([], true)).toEqual({ bytes: 0, artifacts: 0, builds: 0, bytesByArch: [], complete: true });
  expect(storageUse([[]], false)).toMatchObject({ builds: 1, artifacts: 0, complete: false });
});
