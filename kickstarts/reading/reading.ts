import type {
  KickstartCertificate,
  KickstartCommand,
  KickstartInclude,
  KickstartNode,
  KickstartPiece,
  KickstartPlace,
  KickstartProblem,
  KickstartScript,
  KickstartSection,
} from "../../model/kickstart.ts";
import type { KickstartReader } from "./file-text.ts";
import { createPackageList, type PackageList } from "./packages.ts";
import { MAX_PROBLEMS, problemAt, TOO_MANY, type Finding } from "../problem.ts";
import type { SectionKind } from "./section-facts.ts";

/** Includes of includes may make a few lines into endless ones: what all of them together may bring. */
const MAX_INCLUSIONS = 1000;
const MAX_CHARACTERS = 4 * 1024 * 1024;

/** What is known while a kickstart is read. */
export type Reading = {
  readonly read: KickstartReader;
  readonly files: Map<string, string>;
  readonly nodes: KickstartNode[];
  readonly commands: KickstartCommand[];
  readonly scripts: KickstartScript[];
  readonly certificates: KickstartCertificate[];
  readonly includes: KickstartInclude[];
  readonly problems: KickstartProblem[];
  readonly problemsAfter: number[];
  readonly packages: PackageList;
  /** Blank lines of a script that had no other: pykickstart puts them before the next script of that section. */
  readonly blankLines: Map<string, string>;
  /** The section that lines belong to now; null between sections. */
  section: OpenSection | null;
  /** How many includes deep the reader is. */
  depth: number;
  platform: string;
  version: string | null;
  inclusionsLeft: number;
  charactersLeft: number;
};

/** A section that is being read: the node that it becomes, and what its lines are. */
export type OpenSection = {
  readonly node: KickstartSection & { readonly pieces: KickstartPiece[]; closed: boolean };
  readonly kind: SectionKind | null;
  /** Lines of the piece that is being read. */
  lines: string[];
  /** Where that piece begins. */
  pieceAt: KickstartPlace | null;
};

export function createReading(read: KickstartReader): Reading {
  return {
    read,
    files: new Map(),
    nodes: [],
    commands: [],
    scripts: [],
    certificates: [],
    includes: [],
    problems: [],
    problemsAfter: [],
    packages: createPackageList(),
    blankLines: new Map(),
    section: null,
    depth: 0,
    platform: "",
    version: null,
    inclusionsLeft: MAX_INCLUSIONS,
    charactersLeft: MAX_CHARACTERS,
  };
}

export function report(reading: Reading, place: KickstartPlace, finding: Finding): void {
  if (reading.problems.length > MAX_PROBLEMS) return;
  const last = reading.problems.length === MAX_PROBLEMS;
  reading.problems.push(problemAt(place, last ? TOO_MANY : finding));
  reading.problemsAfter.push(reading.nodes.length);
}
