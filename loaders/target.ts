import DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import type { PackageConfigRow, TagRow, TargetRow } from "../koji/rows.ts";
import type { BuildTarget, Tag } from "../model/target.ts";
import { groupBy } from "../model/group-by.ts";
import { each, inSlots, once } from "./each.ts";

export type TargetLoaders = {
  /** By name or Koji's id; null where there is none. */
  readonly target: DataLoader<string | number, BuildTarget | null>;
  /** All of the hub, by name. */
  readonly targets: () => Promise<readonly BuildTarget[]>;
  readonly tag: DataLoader<string | number, Tag | null>;
  /** The arches a tag builds for, inherited ones included. */
  readonly buildArches: DataLoader<number, readonly string[]>;
  readonly tagsOfBuild: DataLoader<number, readonly Tag[]>;
  /** A package as a tag has it: its owner, whether it is blocked. Key: tag name and package name. */
  readonly packageConfig: DataLoader<PackageInTag, PackageConfigRow | null, string>;
};

export type PackageInTag = { readonly tag: string; readonly packageName: string };

export function createTargetLoaders(hub: string, reader: HubReader): TargetLoaders {
  const target = each("target", async (key: string | number) => {
    const row = await reader.getBuildTarget(key);
    return row && toTarget(hub, row);
  });
  return {
    target,
    targets: once(async () => {
      const all = (await reader.getBuildTargets()).map((row) => toTarget(hub, row));
      for (const one of all) target.prime(one.name, one);
      return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    }),
    tag: each("tag", async (key: string | number) => {
      const row = await reader.getTag(key);
      return row && toTag(hub, row);
    }),
    buildArches: each("build arches", async (tagId: number) => words((await reader.getBuildConfig(tagId)).arches)),
    tagsOfBuild: each("tags of build", async (buildId: number) =>
      (await reader.listTagsOfBuild(buildId)).map((row) => toTag(hub, row)),
    ),
    packageConfig: new DataLoader<PackageInTag, PackageConfigRow | null, string>(
      (wanted) => packageConfigs(wanted, reader),
      { name: "package config", cacheKeyFn: keyOf },
    ),
  };
}

const keyOf = ({ tag, packageName }: PackageInTag) => `${tag} ${packageName}`;

/** Those of each tag together. */
async function packageConfigs(wanted: readonly PackageInTag[], reader: HubReader) {
  const found = new Map<string, PackageConfigRow | Error | null>();
  const ofTag = async (tag: string, packages: readonly PackageInTag[]) => {
    const names = packages.map(({ packageName }) => packageName);
    const [configs] = await inSlots([tag], () => reader.getPackageConfigs({ tag, names }));
    packages.forEach((one, index) =>
      found.set(keyOf(one), configs instanceof Error ? configs : (configs?.[index] ?? null)),
    );
  };
  await Promise.all([...groupBy(wanted, ({ tag }) => tag)].map(([tag, packages]) => ofTag(tag, packages)));
  return wanted.map((one) => found.get(keyOf(one)) ?? null);
}

const toTarget = (hub: string, row: TargetRow): BuildTarget => ({
  hub,
  kojiId: row.id,
  name: row.name,
  buildTag: { kojiId: row.build_tag, name: row.build_tag_name },
  destinationTag: { kojiId: row.dest_tag, name: row.dest_tag_name },
});

const toTag = (hub: string, row: TagRow): Tag => ({
  hub,
  kojiId: row.id,
  name: row.name,
  arches: words(row.arches),
  locked: row.locked,
});

/** A hub's list of arches: words with blanks between, or nothing. */
export const words = (text: string | null): readonly string[] => (text ?? "").split(/\s+/u).filter(Boolean);
