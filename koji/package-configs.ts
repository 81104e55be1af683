import { groupBy } from "../model/group-by.ts";
import type { PackageConfigRow, PackageInTagRow } from "./rows.ts";

/**
 * From so many packages of one tag on the hub lists them in one call. A call for each takes it 0.7 ms; a list takes 2 ms of
 * a tag of images, and 130 ms of one that holds the 24,000 packages of a distribution.
 */
const TOGETHER_FROM = 16;
/** Characters that names must begin with alike. */
const MIN_PREFIX = 3;
/** Rows that are read for each one wanted, at most; 0.5 KB each. */
const ROWS_PER_NAME = 8;

export type PackagesOfTag = { readonly tag: string; readonly names: readonly string[] };

type Reads = {
  /** Null: not in the tag. */
  readonly ofPackage: (tag: string, name: string) => Promise<PackageConfigRow | null>;
  /** The packages of a tag, inherited ones among them, that begin so in whatever case; null: no such tag. */
  readonly withPrefix: (tag: string, prefix: string, limit: number) => Promise<readonly PackageInTagRow[] | null>;
};

/** See HubReader. The hub can pick a tag's packages by how their names begin, as those of images mostly do alike. */
export async function getPackageConfigs(
  reads: Reads,
  { tag, names }: PackagesOfTag,
): Promise<readonly (PackageConfigRow | null | Error)[]> {
  const alike = [...groupBy(names, beginning).values()].filter((group) => group.length >= TOGETHER_FROM);
  const lists = await Promise.all(alike.map((group) => listed(reads, tag, group)));
  const found = new Map(lists.flatMap((list) => [...list]));
  return Promise.all(
    names.map(async (name) => {
      try {
        const known = found.get(name);
        return known === undefined ? await reads.ofPackage(tag, name) : known;
      } catch (error) {
        return error instanceof Error ? error : new Error(String(error));
      }
    }),
  );
}

const beginning = (name: string) => name.slice(0, MIN_PREFIX);

/** What a list of those that begin like these names tells of them; nothing of any where it is longer than is read. */
async function listed(
  { withPrefix }: Reads,
  tag: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, PackageConfigRow | null>> {
  const limit = names.length * ROWS_PER_NAME;
  const rows = await withPrefix(tag, commonPrefix(names), limit);
  const whole = rows !== null && rows.length < limit;
  const none: [string, null][] = whole ? names.map((name) => [name, null]) : [];
  const some = (rows ?? []).map((row): [string, PackageConfigRow] => [row.package_name, row]);
  return new Map([...none, ...some]);
}

function commonPrefix([first = "", ...others]: readonly string[]): string {
  let prefix = first;
  while (!others.every((name) => name.startsWith(prefix))) prefix = prefix.slice(0, -1);
  return prefix;
}
