/** The one of `known` that `written` was probably meant to be; null when none is near. */
export function suggestion(written: string, known: readonly string[]): string | null {
  const folded = fold(written);
  const near = known
    .map((name) => ({ name, distance: distance(folded, fold(name)) }))
    .filter((each) => each.distance <= (each.name.length < 4 ? 1 : Math.max(2, each.name.length / 3)))
    .toSorted((one, other) => one.distance - other.distance);
  return near[0]?.name ?? null;
}

/** `files_url`, `files-url` and `filesURL` are all meant to be `filesUrl`. Longer than any setting's name is cut off. */
const fold = (name: string): string => name.slice(0, 64).toLowerCase().replaceAll(/[-_ ]/g, "");

/** How many letters have to be added, dropped or changed. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [index, letter] of one.split("").entries()) {
    const next = [index + 1];
    for (const [column, otherLetter] of other.split("").entries()) {
      const changed = (row[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
