/*
 * Which lines of a failed build's log matter. What the tools of Koji's builders say when they fail: dnf and rpm in mock,
 * anaconda under livemedia-creator, imgcreate's creators, Oz and ImageFactory, kiwi, osbuild, git.
 */

/**
 * The last block of lines that tell an error, with a little around it, at most `max`; consecutive lines of `lines`.
 * Null where none does: the reader of a longer piece of the log may find one.
 */
export function errorBlock(lines: readonly string[], max: number): readonly string[] | null {
  const known = new Map<number, Weight>();
  const weights: Weights = (at) => {
    const weight = known.get(at) ?? weightOf(lines[at] ?? "");
    known.set(at, weight);
    return weight;
  };
  const anchor = anchorIn(weights, lines.length);
  return anchor === null ? null : trimmed(lines, around(anchor, weights, { max, count: lines.length }));
}

/** As errorBlock; the last lines where nothing tells an error. */
export const logExcerpt = (lines: readonly string[], max: number): readonly string[] =>
  errorBlock(lines, max) ?? lines.slice(-max);

/** TELLING: names what went wrong. HINT: says that something did. */
type Weight = 0 | 1 | 2;
const HINT = 1;
const TELLING = 2;

/** Of the line at an index. Weighing takes a while: only those lines are weighed that are looked at. */
type Weights = (at: number) => Weight;

/** What a tool says after its error, cleaning up. An error further up is one that the tool got over, if a nearer one is there. */
const NEAR_THE_END = 400;

/** Lines without a mark that may stand within a block: a blank one, a package's name, an advice. */
const GAP = 3;
const CONTEXT = 2;

const TELLS: readonly RegExp[] = [
  // dnf and rpm
  /\bNo match(?:es)? for\b|\bUnable to (?:match|find a match)\b|\bno (?:such )?package\b.{0,120}\bfound\b/i,
  /\bnothing provides\b|\bProblem(?: \d+)?: |\bconflicting requests\b|\bconflicts with\b.{0,120}\b(?:from|provided by)\b/,
  /\b(?:none of the providers can|cannot) (?:be installed|install)\b/,
  /\b(?:resolve|build|check|run|test) (?:the )?(?:rpm )?transaction\b|\btransaction (?:check |test )?(?:failed|errors?)\b/i,
  /\bscriptlet\b.{0,120}\bfail|\b(?:Error|failure) in\b.{0,120}\bscriptlet\b|%(?:pre|post)\w*\b.{0,120}\b(?:failed|exited with)\b/i,
  /\bStatus code: [45]\d\d\b|\bCurl error\b|\ball mirrors were (?:already )?tried\b|\b(?:Cannot|Failed to) download\b/i,
  /\bGPG check FAILED\b|\bbad checksum\b|\bchecksum (?:mismatch|doesn.t match)\b/i,
  // the machine
  /\bNo space left on device\b|\bdisk quota exceeded\b|\bRead-only file system\b|\bInput\/output error\b/i,
  /\b(?:Cannot allocate|Out of) memory\b|\boom-kill|(?:^|\s)Killed(?:\s|$)|\bkilled by signal\b/,
  /\bSegmentation fault\b|\bcore dumped\b|\bBus error\b|\bKernel panic\b/,
  /\bCould not resolve host\b|\bConnection (?:refused|reset|timed out)\b|\[Errno -?\d+\]/i,
  // the installers
  /\bUnable to (?:complete|install|locate|create|(?:un)?mount)\b|\bNo disk activity in\b|\bdid not shutdown in time\b/i,
  /\b(?:exact error message is|installation failed|installation was stopped|error occurred while)\b/i,
  /\bError creating (?:Live ?CD|Live image|appliance|image)\b|\bFATAL ERROR\b/i,
  /\borg\.osbuild\.[\w.-]+ failure\b|"(?:success": ?false|status": ?"fail)|"reason": ?"/,
  // how programs end: `Error: …` of most, the last line of Python's tracebacks
  /(?:^|[\s:|>])(?:[Ee]rror|[Ff]atal): \S|\bError: ?$/,
  /\b\w*(?:Error|Exception|Failed|Failure|Interrupt|Exit): \S/,
];

const HINTS: readonly RegExp[] = [
  /\b(?:ERROR|ERR|FATAL|CRITICAL|FAIL|FAILED|FAILURE)\b/,
  /\bTraceback \(most recent call last\)|\bFile "[^"]+", line \d+|\bException\b/,
  /\b(?:failed|fatal|aborted|abnormally)\b|\b(?:Unable|[Ff]ailed) to\b|\bcould ?n[o']t\b|\bcannot\b/i,
  /\b(?:exit(?:ed)?|returned?)\b.{0,120}\b(?:status|code)\b\D{0,20}[1-9]/i,
  /\breturn code(?: was)?: -?[1-9]/i,
];

/** Noise of installers that end well: GLib without a session bus, options and packages that are named after errors. */
const HARMLESS =
  /\(process:\d+\)|\*\* ?: |\b(?:no|without|0) errors?\b|\bnon-fatal\b|\berrors=|\bfailed: 0\b|--on-?error|%onerror|\bnot fatal\b/i;

function weightOf(line: string): Weight {
  if (HARMLESS.test(line)) return 0;
  if (TELLS.some((pattern) => pattern.test(line))) return TELLING;
  return HINTS.some((pattern) => pattern.test(line)) ? HINT : 0;
}

/** The last telling line near the end, the last hint near the end, the last telling line at all. */
function anchorIn(weights: Weights, count: number): number | null {
  let hint: number | null = null;
  for (let at = count - 1; at >= 0; at -= 1) {
    if (hint !== null && at < count - NEAR_THE_END) return hint;
    const weight = weights(at);
    if (weight === TELLING) return at;
    if (weight === HINT && at >= count - NEAR_THE_END) hint ??= at;
  }
  return hint;
}

type Span = { readonly start: number; readonly end: number };

/** Marked lines up and down from the anchor that are no further apart than GAP, cut to `max` with the anchor in it. */
function around(anchor: number, weights: Weights, { max, count }: { max: number; count: number }): Span {
  const start = reach(anchor, weights, -1);
  const end = Math.min(reach(anchor, weights, 1), anchor + Math.floor(max / 4));
  const cutStart = Math.max(start, end - max + 1);
  const room = max - (end - cutStart + 1);
  const before = Math.min(CONTEXT, cutStart, room);
  const after = Math.min(CONTEXT, count - 1 - end, room - before);
  return { start: cutStart - before, end: end + after };
}

function reach(from: number, weights: Weights, step: 1 | -1): number {
  let last = from;
  for (let at = from + step; Math.abs(at - last) <= GAP + 1; at += step) {
    if (weights(at) > 0) last = at;
  }
  return last;
}

/** Without blank lines at its ends. */
function trimmed(lines: readonly string[], { start, end }: Span): readonly string[] {
  const block = lines.slice(start, end + 1);
  const first = block.findIndex((line) => line.trim() !== "");
  return block.slice(first, block.findLastIndex((line) => line.trim() !== "") + 1);
}
