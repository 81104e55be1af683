/** The end of the here-document that a script's text leaves open; null when none is. */
export function openHereDocument(script: string): string | null {
  if (!script.includes("<<")) return null;
  let waiting: readonly Waiting[] = [];
  let next = 0;
  for (const line of script.split(/\r?\n/)) {
    const document = waiting[next];
    if (document === undefined) {
      waiting = opened(line);
      next = 0;
    } else if ((document.tabs ? line.replace(/^\t+/, "") : line) === document.word) next += 1;
  }
  return waiting[next]?.word ?? null;
}

/** `tabs`: written `<<-`, so that tabs may stand before the end. */
type Waiting = { readonly word: string; readonly tabs: boolean };

const REDIRECTION = /(?<![<0-9(])<<(-?)[ \t]*(?:'([^'\n]{1,200})'|"([^"\n]{1,200})"|\\?([A-Za-z_][\w.-]{0,200}))/g;

/** Shells alone know for certain; a comment, a here-string and arithmetic do not count. */
function opened(line: string): Waiting[] {
  if (!line.includes("<<") || /^\s*#/.test(line)) return [];
  return [...line.matchAll(REDIRECTION)].map(([, dash, single, double, plain]) => ({
    word: single ?? double ?? plain ?? "",
    tabs: dash === "-",
  }));
}
