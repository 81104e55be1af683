/** What rpm orders packages of one name by. */
export type RpmVersion = {
  /** Null counts as 0. */
  readonly epoch: number | null;
  readonly version: string;
  /** Empty where there is none: older than any that is not a pre-release. */
  readonly release: string;
};

/** `[epoch:]version-release`, as rpm writes it; an epoch of 0 says nothing and is left out. */
export const rpmVersionText = ({ epoch, version, release }: RpmVersion): string =>
  `${epoch ? `${epoch}:` : ""}${version}${release === "" ? "" : `-${release}`}`;

/** Below 0: `a` is older; 0: neither is, which differently written versions can be. (rpm's rpmverCmp) */
export const compareRpmVersions = (a: RpmVersion, b: RpmVersion): number =>
  (a.epoch ?? 0) - (b.epoch ?? 0) ||
  compareRpmVersionTexts(a.version, b.version) ||
  compareRpmVersionTexts(a.release, b.release);

/**
 * One version, or one release, against another: as lists of segments, each a number, a word, `~` or `^`. Whatever stands
 * between them only parts them. The order is rpm's (rpmvercmp).
 */
export function compareRpmVersionTexts(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [segmentsOf(a), segmentsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = compareSegments(left[index], right[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Letters and digits are those of ASCII: to rpm others are separators. */
const segmentsOf = (text: string): readonly string[] => text.match(/[0-9]+|[A-Za-z]+|[~^]/gu) ?? [];

function compareSegments(a: string | undefined, b: string | undefined): number {
  const [rank, other] = [rankOf(a), rankOf(b)];
  if (rank !== other) return rank - other;
  return rank === RANK.number ? compareNumbers(a ?? "", b ?? "") : compareTexts(a ?? "", b ?? "");
}

/** A pre-release (`~`) is older than the end of the version, what came after it (`^`) newer; then words, then numbers. */
const RANK = { tilde: 0, end: 1, caret: 2, word: 3, number: 4 } as const;

function rankOf(segment: string | undefined): number {
  if (segment === undefined) return RANK.end;
  if (segment === "~") return RANK.tilde;
  if (segment === "^") return RANK.caret;
  return /^[0-9]/u.test(segment) ? RANK.number : RANK.word;
}

/** Of any length: dates and commit counts outgrow a JavaScript number. */
function compareNumbers(a: string, b: string): number {
  const [left, right] = [withoutZeros(a), withoutZeros(b)];
  return left.length - right.length || compareTexts(left, right);
}

const withoutZeros = (digits: string) => digits.replace(/^0+/u, "");

const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
