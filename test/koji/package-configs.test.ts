import { describe, expect, test } from "vitest";
import { getPackageConfigs } from "../../koji/package-configs.ts";

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const row = (name: string) => ({
  package_name: name,
  owner_id: 1,
  owner_name: `owner of ${name}`,
  blocked: false,
  tag_name: "main",
});

/** A tag with these packages; what it was asked is remembered. */
function tagOf(packages: readonly string[]) {
  const asked: string[] = [];
  const reads = {
    ofPackage: (tag: string, name: string) => {
      asked.push(name);
      if (name === "broken") return Promise.reject(new Error("no"));
      return Promise.resolve(tag === "main" && packages.includes(name) ? row(name) : null);
    },
    withPrefix: (tag: string, prefix: string, limit: number) => {
      asked.push(`${prefix}*`);
      const fits = (name: string) => name.toLowerCase().startsWith(prefix.toLowerCase());
      return Promise.resolve(tag === "main" ? packages.filter(fits).slice(0, limit).map(row) : null);
    },
  };
  const owners = async (wanted: readonly string[], tag = "main") => {
    const found = await getPackageConfigs(reads, { tag, names: wanted });
    return found.map((one) => (one instanceof Error ? one.message : (one?.owner_name ?? null)));
  };
  return { asked, owners };
}

describe("the packages of a tag", () => {
  const MANY = names("Aurora-", 20);

  test("are one list where many begin alike, and a call for each of the others", async () => {
    const { asked, owners } = tagOf([...MANY, "aurora-logos", "Plasma", "bash"]);
    expect(await owners([...MANY, "Plasma"])).toEqual([...MANY, "Plasma"].map((name) => `owner of ${name}`));
    expect(asked).toEqual(["Aurora-*", "Plasma"]);
  });

  test("that are not in it are known from the list", async () => {
    const { asked, owners } = tagOf(MANY.slice(1));
    expect((await owners(MANY))[0]).toBeNull();
    expect(asked).toEqual(["Aurora-*"]);
  });

  test("are a call for each where they are few, or nothing alike", async () => {
    for (const wanted of [MANY.slice(0, 15), [...names("a", 10), ...names("b", 10)]]) {
      const { asked, owners } = tagOf(wanted);
      expect(await owners(wanted)).toEqual(wanted.map((name) => `owner of ${name}`));
      expect(asked).toEqual(wanted);
    }
  });

  test("are found although more begin alike than are read", async () => {
    const { asked, owners } = tagOf([...names("Aurora-rpm-", 400), ...MANY]);
    expect(await owners(MANY)).toEqual(MANY.map((name) => `owner of ${name}`));
    expect(asked).toEqual(["Aurora-*", ...MANY]);
  });

  test("of a tag that is not there are not there; what fails fails alone", async () => {
    const { owners } = tagOf(MANY);
    expect(new Set(await owners(MANY, "gone"))).toEqual(new Set([null]));
    expect(await owners(["Aurora-1", "broken"])).toEqual(["owner of Aurora-1", "no"]);
  });
});
