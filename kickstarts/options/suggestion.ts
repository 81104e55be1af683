/** `: did you mean --size?` when one of the known words is near; null when none is. */
export function suggestion(word: string, known: readonly string[]): string | null {
  const near = nearest(word, known);
  return near === null ? null : `: did you mean ${near}?`;
}

/** Longer words are not typing mistakes, and would take long to compare. */
const MAX_LENGTH = 40;

function nearest(word: string, known: readonly string[]): string | null {
  if (word.length > MAX_LENGTH) return null;
  const bare = bareOf(word);
  const same = known.find((each) => bareOf(each) === bare);
  if (same !== undefined) return same;
  let best: string | null = null;
  let least = Math.floor(bare.length / 3) + 0.5;
  for (const each of known) {
    const distance = editDistance(bare, bareOf(each), least);
    if (distance < least) [best, least] = [each, distance];
  }
  return best;
}

/** Dashes, percent signs, case: often all that is wrong. */
const bareOf = (word: string) =>
  word
    .toLowerCase()
    .replace(/^[-%]+/, "")
    .replaceAll("-", "");

/** How many letters are wrong, missing, too many or swapped with their neighbour; `limit` where it is no less than that. */
function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) >= limit) return limit;
  let before = new Uint8Array(other.length + 1);
  let row = new Uint8Array(other.length + 1);
  let last = new Uint8Array(other.length + 1).map((_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= other.length; j += 1) {
      const change = (last[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      let cost = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least >= limit) return limit;
    [before, last, row] = [last, row, before];
  }
  return last[other.length] ?? limit;
}
