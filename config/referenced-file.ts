import { isAbsolute, join, resolve } from "node:path";
import type { Files } from "./files.ts";
import { textSuchAs } from "./settings/kinds.ts";
import type { Section } from "./settings/section.ts";

/** A disk, and the folder that relative paths start from: that of the configuration file. `home`: what `~` means. */
export type Disk = { readonly files: Files; readonly folder: string; readonly home: string };

const FILE = textSuchAs("the path of a file");
const FOLDER = textSuchAs("the path of a folder");

/** The path of a file that can be read now, and its text; null when the setting is absent or that fails. */
export function referencedFile(section: Section, key: string, disk: Disk): { path: string; text: string } | null {
  const written = section.optional(key, FILE);
  if (written === null) return null;
  const path = resolved(disk, written);
  const file = disk.files.read(path);
  if ("text" in file) return { path, text: file.text };
  section.problem(key, `${section.nameOf(key)} is ${JSON.stringify(written)}; ${path} cannot be read: ${file.reason}.`);
  return null;
}

/** The path of a file that somebody else reads, and may have to make first. */
export function referencedPath(section: Section, key: string, disk: Disk): string | null {
  const written = section.optional(key, FILE);
  return written === null ? null : resolved(disk, written);
}

export function requiredFile(section: Section, key: string, disk: Disk): string {
  if (section.shape(key) === "absent") return section.required(key, FILE);
  return referencedFile(section, key, disk)?.path ?? FILE.blank;
}

export function referencedFolder(section: Section, key: string, disk: Disk): string | null {
  const written = section.optional(key, FOLDER);
  if (written === null) return null;
  const path = resolved(disk, written);
  if (disk.files.list(path) !== null) return path;
  section.problem(key, `${section.nameOf(key)} is ${JSON.stringify(written)}; ${path} is no folder that can be read.`);
  return null;
}

/** The path of a folder of the gateway's own, which need not exist. */
export function ownFolder(
  section: Section,
  { key, fallback }: { readonly key: string; readonly fallback: string },
  { folder, home }: Disk,
): string {
  return resolve(folder, section.withDefault(key, FOLDER, fallback).replace(/^~(?=\/|$)/, home));
}

const resolved = ({ folder }: Disk, path: string) => (isAbsolute(path) ? path : join(folder, path));
