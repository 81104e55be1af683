import { existsSync, readFileSync } from "node:fs";

/** The version of this package. Its package.json lies above server/, and above dist/server/ once compiled. */
export function packageVersion(): string {
  const places = ["../package.json", "../../package.json"].map((path) => new URL(path, import.meta.url));
  const file = places.find((place) => existsSync(place));
  const read: unknown = file === undefined ? null : JSON.parse(readFileSync(file, "utf8"));
  if (typeof read === "object" && read !== null && "version" in read) return String(read.version);
  throw new Error("This installation is not whole: it has no package.json with a version.");
}
