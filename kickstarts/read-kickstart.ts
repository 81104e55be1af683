import type { Kickstart } from "../model/kickstart.ts";
import { appendFiles } from "./reading/append-files.ts";
import { linesOf, type KickstartReader } from "./reading/file-text.ts";
import { loadText } from "./reading/follow-include.ts";
import { error, quoted } from "./problem.ts";
import { createReading, report } from "./reading/reading.ts";
import { readLines } from "./reading/read-lines.ts";

export type ReadKickstart = {
  /** The file to begin with, relative to the top of the repository. */
  readonly path: string;
  readonly read: KickstartReader;
  /**
   * `expand` (the default): as Anaconda and ksvalidator, which write the files of %ksappend lines in before they parse.
   * `ignore`: as Koji's builder and ksflatten, which pass those lines over between sections.
   */
  readonly appends?: "expand" | "ignore";
};

/**
 * Reads a kickstart with all that it includes. Never throws, unless the reader does: whatever is wrong is told among its
 * problems, and reading goes on behind it. Means what it means to pykickstart 3.74, quirks included; which commands and
 * options there are depends on the release and is checked by `checkKickstart`.
 */
export function readKickstart({ path, read, appends = "expand" }: ReadKickstart): Kickstart {
  const reading = createReading(read);
  const text = loadText(reading, path, null);
  if (text === null) {
    report(
      reading,
      { file: path, line: 1, includedBy: null },
      error("missing-file", `There is no file ${quoted(path)}: correct the path.`),
    );
  } else {
    const lines = linesOf(text, path, null);
    readLines(reading, appends === "expand" ? appendFiles(reading, lines) : lines);
  }
  const { nodes, commands, scripts, certificates, includes, files, platform, version, problems, problemsAfter } =
    reading;
  const packages = reading.packages.result();
  return {
    path,
    nodes,
    commands,
    packages,
    scripts,
    certificates,
    includes,
    files,
    platform,
    version,
    problems,
    problemsAfter,
  };
}
