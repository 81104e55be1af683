import { describe, expect, test } from "vitest";
import type { XmlRpcStruct } from "../../koji/xmlrpc/value.ts";
import { buildRow } from "../support/hub-rows.ts";
import { loadersOver } from "../support/loaders.ts";

const archive = (id: number, overrides: XmlRpcStruct = {}): XmlRpcStruct => ({
  id,
  build_id: 7,
  buildroot_id: null,
  filename: `Aurora-Live-1-7.x86_64-${id}.iso`,
  size: 2_690_000_000,
  checksum: "c0ffee",
  checksum_type: 2,
  type_id: 1,
  type_name: "iso",
  btype: "image",
  btype_id: 4,
  arch: "x86_64",
  metadata_only: false,
  extra: null,
  ...overrides,
});

describe("the files of a build", () => {
  test("are by arch and name, those without an arch first, and those that were only described are left out", async () => {
    const rows = [
      archive(1, { arch: "x86_64", filename: "b.iso" }),
      archive(2, { arch: "aarch64", filename: "c.iso" }),
      archive(3, { arch: "x86_64", filename: "a.iso" }),
      archive(4, { arch: null, filename: "z.ks" }),
      archive(5, { metadata_only: true }),
    ];
    const { loaders } = await loadersOver({ listArchives: () => rows });
    expect((await loaders.artifacts.ofBuild.load(7)).map(({ kojiId }) => kojiId)).toEqual([4, 2, 3, 1]);
  });

  test("are one request for many builds", async () => {
    const { loaders, carried } = await loadersOver({ listArchives: () => [archive(1)] });
    expect(await loaders.artifacts.ofBuild.loadMany([7, 8, 9])).toHaveLength(3);
    expect(carried()).toEqual([["listArchives", "listArchives", "listArchives"]]);
  });

  test("are told in the gateway's words, sizes beyond 32 bits as they are", async () => {
    const { loaders } = await loadersOver({ getArchive: () => archive(1, { size: 5_000_000_000 }) });
    expect(await loaders.artifacts.byId.load(1)).toEqual({
      hub: "sample",
      kojiId: 1,
      buildId: 7,
      filename: "Aurora-Live-1-7.x86_64-1.iso",
      format: "iso",
      arch: "x86_64",
      size: 5_000_000_000,
      checksum: { algorithm: "SHA256", value: "c0ffee" },
    });
  });

  test.each([
    [0, "MD5"],
    [1, "SHA1"],
    [2, "SHA256"],
  ])("have checksums of Koji's kind %i, %s", async (checksum_type, algorithm) => {
    const { loaders } = await loadersOver({ getArchive: () => archive(1, { checksum_type }) });
    expect((await loaders.artifacts.byId.load(1))?.checksum.algorithm).toBe(algorithm);
  });

  test("are no artifacts when they are of another kind, or not there", async () => {
    const { loaders } = await loadersOver({
      getArchive: (id) => (id === 1 ? archive(1, { btype: "maven", arch: null }) : null),
    });
    expect(await loaders.artifacts.byId.loadMany([1, 2])).toEqual([null, null]);
  });

  test("lie where their build does: in its volume, under its name, version and release", async () => {
    const getBuild = () => buildRow(7, { volume_name: "archive", package_name: "Aurora+Live", release: "1.7~beta" });
    const { loaders } = await loadersOver({
      getArchive: () => archive(1),
      getBuild,
      getBuildType: () => ({ image: {} }),
    });
    const file = await loaders.artifacts.byId.load(1);
    const url = file && (await loaders.artifacts.urlOf(file));
    expect(url).toBe(
      "https://files.example.org/vol/archive/packages/Aurora%2BLive/1/1.7~beta/images/Aurora-Live-1-7.x86_64-1.iso",
    );
  });
});

describe("the logs of a finished build", () => {
  test("are of the arch of their folder, if they lie in one", async () => {
    const getBuildLogs = () => [
      { name: "root.log", dir: "image/x86_64", path: "packages/A/1/1/data/logs/image/x86_64/root.log" },
      { name: "oz-x86_64.log", dir: "image", path: "packages/A/1/1/data/logs/image/oz-x86_64.log" },
      { name: "x86_64-ec2.log", dir: ".", path: "packages/A/1/1/data/logs/./x86_64-ec2.log" },
    ];
    const { loaders } = await loadersOver({ getBuildLogs });
    const logs = await loaders.artifacts.logsOfBuild.load(7);
    expect(logs.map(({ arch }) => arch)).toEqual(["x86_64", null, null]);
    expect(logs[0]?.url).toBe("https://files.example.org/packages/A/1/1/data/logs/image/x86_64/root.log");
    expect(logs[0]?.size).toBeNull();
  });
});
