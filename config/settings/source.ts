/** Where a setting was written: a line of a file, or the name of a variable (`PORT`) or flag (`--port`). */
export type Source = { readonly file: string; readonly line: number } | { readonly name: string };

export const sourceText = (source: Source): string =>
  "file" in source ? `${source.file}:${source.line}` : source.name;
