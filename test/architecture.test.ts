import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { expect, test } from "vitest";

/** Tables of data may be long; each says so in its first lines. */
const DATA_TABLES = [
  "sample/methods/signatures.ts",
  "generated/operations.ts",
  "kickstarts/checking/release-patches.ts",
];
const MAX_LINES = 250;

type Room = { floor: number; folder: string; mayImport: string[]; packages: string[] };

const plan = readPlan();
if (plan.length < 10) throw new Error("The floor plan in ARCHITECTURE.md cannot be read.");
const rooms = new Map(plan.map((room) => [room.folder, room]));

for (const { folder, floor, mayImport, packages } of plan) {
  test(`${folder}/ imports only ${mayImport.join(", ") || "nothing of the house"}`, () => {
    for (const [file, target] of importsOf(folder))
      expect([folder, ...mayImport], file).toContain(target.split(sep)[0]);
  });

  test(`${folder}/ uses only the packages ${packages.join(", ") || "of Node"}`, () => {
    for (const [file, name] of packagesOf(folder)) expect(packages, file).toContain(name);
  });

  test(`${folder}/ looks only downwards`, () => {
    for (const other of mayImport) expect(rooms.get(other)?.floor, `${folder} imports ${other}`).toBeLessThan(floor);
  });
}

test("the floor plan names every folder of the source", () => {
  const build: { include: string[] } = JSON.parse(readFileSync("tsconfig.build.json", "utf8"));
  expect(build.include.toSorted()).toEqual([...rooms.keys()].toSorted());
});

test("no file imports itself by way of others", () => {
  const graph = new Map<string, string[]>();
  for (const { folder } of plan)
    for (const [file, target] of importsOf(folder)) graph.set(file, [...(graph.get(file) ?? []), target]);
  expect(cycleIn(graph)).toBeNull();
});

test(`no source file is longer than ${MAX_LINES} lines`, () => {
  const files = plan.flatMap(({ folder }) => sources(folder)).filter((file) => !DATA_TABLES.includes(file));
  const long = files.filter((file) => readFileSync(file, "utf8").split("\n").length > MAX_LINES + 1);
  expect(long).toEqual([]);
});

test("folders are flat or one deep", () => {
  const deep = plan.flatMap(({ folder }) => sources(folder)).filter((file) => file.split(sep).length > 3);
  expect(deep).toEqual([]);
});

test("only one file reads the environment", () => {
  const readers = plan
    .flatMap(({ folder }) => sources(folder))
    .filter((file) => /process\.env|import \{ env \}/u.test(readFileSync(file, "utf8")));
  expect(readers).toEqual(["config/environment.ts"]);
});

/** The table of ARCHITECTURE.md: the one place where the plan is written. */
function readPlan(): Room[] {
  const rows = readFileSync("ARCHITECTURE.md", "utf8").matchAll(
    /^\|\s*(\d+)\s*\|\s*`(\w+)\/`\s*\|.*\|([^|]*)\|([^|]*)\|$/gmu,
  );
  const words = (cell: string | undefined) => (cell ?? "").split(/\s+/u).filter((word) => word !== "–" && word !== "");
  return [...rows].map(([, floor, folder, mayImport, packages]) => ({
    floor: Number(floor),
    folder: folder ?? "",
    mayImport: words(mayImport),
    packages: words(packages),
  }));
}

function sources(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".ts")).map((name) => join(folder, name));
}

/** What a file names in `import … from "x"`, `export … from "x"` and `import("x")`. */
function specifiersOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const pattern = /^(?:import|export)\s+(?:[\w*\s{},$]+?\s+from\s+)?"([^"]+)";|\bimport\(\s*"([^"]+)"\s*\)/gmu;
  return [...text.matchAll(pattern)].map(([, plain, lazy]) => plain ?? lazy ?? "");
}

function importsOf(folder: string): [file: string, target: string][] {
  return sources(folder).flatMap((file) =>
    specifiersOf(file)
      .filter((specifier) => specifier.startsWith("."))
      .map((specifier): [string, string] => [file, normalize(join(dirname(file), specifier))]),
  );
}

function packagesOf(folder: string): [file: string, name: string][] {
  return sources(folder).flatMap((file) =>
    specifiersOf(file)
      .filter((specifier) => !specifier.startsWith(".") && !specifier.startsWith("node:"))
      .map((specifier): [string, string] => [file, packageOf(specifier)]),
  );
}

const packageOf = (specifier: string) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** A path that ends where it began; null where there is none. Types count too: a cycle of words is a cycle. */
function cycleIn(graph: ReadonlyMap<string, string[]>): string[] | null {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const target of graph.get(file) ?? []) {
      const cycle = visit(target, [...path, file]);
      if (cycle !== null) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle !== null) return cycle;
  }
  return null;
}
