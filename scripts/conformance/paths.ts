import type { Row } from "./hub.ts";
import { number, text } from "./rows.ts";
import type { Sides } from "./sides.ts";

/* Koji's layout of files and pages, from koji.PathInfo and kojiweb. */

type Urls = Sides["urls"];

const below = (base: string, path: string) =>
  [
    base,
    ...path
      .split("/")
      .filter((part) => part !== "" && part !== ".")
      .map(encodeURIComponent),
  ].join("/");

const onVolume = (volume: string) => (volume === "DEFAULT" ? "" : `vol/${volume}/`);

export const archiveUrl = ({ files }: Urls, build: Row, filename: string): string => {
  const names = ["package_name", "version", "release"].map((name) => text(build, name));
  return below(files, `${onVolume(text(build, "volume_name"))}packages/${names.join("/")}/images/${filename}`);
};

export const logUrl = ({ files }: Urls, path: string): string => below(files, path);

export const outputUrl = ({ files }: Urls, task: number, name: string, volume: string): string =>
  below(files, `${onVolume(volume)}work/tasks/${task % 10_000}/${task}/${name}`);

export const buildPage = ({ web }: Urls, build: Row): string => `${web}/buildinfo?buildID=${number(build, "build_id")}`;
export const taskPage = ({ web }: Urls, task: Row): string => `${web}/taskinfo?taskID=${number(task, "id")}`;
