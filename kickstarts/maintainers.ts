import { posix } from "node:path";
import { parse, TomlError } from "smol-toml";

/** Who maintains what, as fedora-kickstarts' maintainers.toml records it. */
export type Maintainers = readonly MaintainedImage[];

type MaintainedImage = {
  /** `xfce` of `[spins.xfce.x86_64]`. */
  readonly name: string;
  /** As people write their names; account names where there are none. Each once, all arches together. */
  readonly maintainers: readonly string[];
};

const ARCH = /^(x86_64|i[3-6]86|aarch64|armhfp|ppc64(le)?|s390x|riscv64)$/;

/** Tables at any depth that hold `maintainers` or `fas`. What is no TOML names nobody; the message says where it breaks. */
export function parseMaintainers(text: string): Maintainers | { readonly problem: string } {
  try {
    const found = new Map<string, Set<string>>();
    collect(parse(text), [], found);
    return [...found].map(([name, maintainers]) => ({ name, maintainers: [...maintainers] }));
  } catch (error) {
    if (error instanceof TomlError) return { problem: `line ${error.line}: ${error.message.split("\n")[0]}` };
    throw error;
  }
}

function collect(
  table: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  found: Map<string, Set<string>>,
): void {
  const people = [texts(table["maintainers"]), texts(table["fas"])].find((list) => list.length > 0);
  const name = keys.findLast((key) => !ARCH.test(key));
  if (people !== undefined && name !== undefined) {
    const known = found.get(plain(name)) ?? new Set();
    for (const person of people) known.add(person);
    found.set(plain(name), known);
  }
  for (const [key, value] of Object.entries(table)) if (isTable(value)) collect(value, [...keys, key], found);
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string" && one.trim() !== "") : [];

/**
 * Those of the image whose name stands in the file's, as whole words: `fedora-live-jam_kde.ks` is jam_kde's and not kde's,
 * `fedora-kde-common.ks` is kde's. What all images share is nobody's.
 */
export function maintainersOf(maintainers: Maintainers, path: string): readonly string[] {
  const file = `-${plain(posix.basename(path).replace(/\.ks$/, ""))}-`;
  const fitting = maintainers.filter(({ name }) => file.includes(`-${name}-`));
  const [closest] = fitting.toSorted((a, b) => b.name.length - a.name.length);
  return closest?.maintainers ?? [];
}

const plain = (name: string) => name.toLowerCase().replaceAll("_", "-");
