import { expect, test } from "vitest";
import type { Context } from "../../context/context.ts";
import { isStruct } from "../../koji/requests/value-shape.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { changedPackages, changedPackagesRecorded } from "../../resolvers/image-changes.ts";
import { aBuild } from "../support/builds.ts";
import { loadersOver } from "../support/loaders.ts";

/** Builds 1 and 2, whose images of an arch hold these packages; image number: the build's, then the arch's place. */
async function contextOver(packages: Readonly<Record<string, readonly [readonly string[], readonly string[]]>>) {
  const arches = Object.keys(packages);
  const member = (value: XmlRpcValue | undefined, name: string) =>
    value !== undefined && isStruct(value) ? value[name] : undefined;
  const archive = (build: number, arch: string, index: number) => ({
    id: build * 10 + index,
    build_id: build,
    filename: `Aurora.${arch}.qcow2`,
    size: 1,
    checksum: "00",
    checksum_type: 2,
    type_name: "qcow2",
    btype: "image",
    arch,
    metadata_only: false,
  });
  const { loaders } = await loadersOver({
    listArchives: (filter) => arches.map((arch, index) => archive(Number(member(filter, "buildID")), arch, index)),
    listRPMs: (filter) => {
      const image = Number(member(filter, "imageID"));
      const names = packages[arches[image % 10] ?? ""]?.[image < 20 ? 0 : 1] ?? [];
      const asList = member(member(filter, "queryOpts"), "asList") === true;
      const row = (name: string) => ({ arch: "noarch", epoch: null, name, release: "1", version: "1" });
      return names.map((name) => (asList ? Object.values(row(name)) : row(name)));
    },
  });
  // What changed asks a context for nothing but a hub's loaders.
  return { hub: () => ({ loaders }) } as unknown as Context;
}

const CHANGES = { from: aBuild({ kojiId: 1 }), to: aBuild({ kojiId: 2 }) };

test("packages are not compared on an arch of which the hub knows only one build's", async () => {
  const context = await contextOver({
    x86_64: [["bash"], ["bash", "zlib"]],
    aarch64: [[], ["bash"]],
    s390x: [["bash"], []],
  });
  const changes = await changedPackages(CHANGES, {}, context);
  expect(changes.map(({ arch, name }) => `${arch} ${name}`)).toEqual(["x86_64 zlib"]);
  expect(await changedPackagesRecorded(CHANGES, { arch: "x86_64" }, context)).toBe(true);
  expect(await changedPackagesRecorded(CHANGES, { arch: "aarch64" }, context)).toBe(false);
  expect(await changedPackagesRecorded(CHANGES, { arch: "s390x" }, context)).toBe(false);
  expect(await changedPackagesRecorded(CHANGES, {}, context)).toBe(false);
});
