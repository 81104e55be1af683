import { type Check, type FieldProblem, nameOf, shown, valueCheck } from "./field-problem.ts";
import { hostOf } from "./source-host.ts";

/*
 * What words of an order may look like: what Koji's hub, its client and its builders check, and what none of them does
 * though it ends badly.
 */

/** Characters; the hub's own limit for names (MaxNameLengthInternal). */
const LONGEST_WORD = 256;
const LONGEST_ADDRESS = 2048;

/** What no hub can be asked for, and what has no business in one line: control characters and halves of characters. */
const UNFIT = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/** One line of text. */
export const line = ({ longest = LONGEST_WORD } = {}): Check<string> =>
  valueCheck((text) => {
    if (text.trim() === "") return ", which says nothing; give a value, or leave it out if it is optional.";
    if (UNFIT.test(text)) return ", which holds a control character; give one line of plain text.";
    return text.length > longest ? `, which has ${text.length} characters; give ${longest} at most.` : null;
  });

/** A line that fits the pattern besides. */
export const fitting = (pattern: RegExp, cure: string): Check<string> => allOf(line(), matches(pattern, cure));

const matches = (pattern: RegExp, cure: string): Check<string> =>
  valueCheck((text) => (pattern.test(text) ? null : `; ${cure}`));

/** The first that finds something speaks. */
function allOf<T>(...checks: readonly Check<T>[]): Check<T> {
  return (value, path) => {
    for (const check of checks) {
      const found = check(value, path);
      if (found.length > 0) return found;
    }
    return [];
  };
}

/** Of a package, which is a folder of the hub too. */
export const packageName = fitting(
  /^[A-Za-z0-9_][A-Za-z0-9_.+-]*$/u,
  "Koji's packages have names of letters, digits and _ . + -: give such a one.",
);

/** Koji takes a build's name apart at its last two `-` (koji.parse_NVR); its image tasks refuse one in either. */
export const versionOrRelease: Check<string> = allOf(
  line({ longest: 64 }),
  valueCheck((text) =>
    text.includes("-") ? ', which has a "-", where Koji parts version and release; leave it out.' : null,
  ),
  matches(/^[A-Za-z0-9_+~^][A-Za-z0-9_.+~^]*$/u, "Koji takes letters, digits and _ . + ~ ^: give such a one."),
);

/** koji.parse_arches */
export const archName = fitting(/^[A-Za-z0-9_-]+$/u, "an arch is a word such as x86_64: give one.");

export const word = fitting(/^\S+$/u, "blanks have no place in it: give one word.");

/** To install from. Koji puts the arch in for `$arch`. */
export const webAddress: Check<string> = allOf(
  line({ longest: LONGEST_ADDRESS }),
  valueCheck((text) => {
    if (!/^https?:\/\//iu.test(text)) return "; builders read from https:// and http:// addresses: give such a one.";
    if (/\s/u.test(text)) return ", which has a blank in it; write %20 for it.";
    if (authorityOf(text).includes("@")) return NO_CREDENTIALS;
    return hostOf(text) === "" ? NO_HOST : null;
  }),
);

/** SCM.types in koji/daemon.py */
const SOURCE_SCHEMES = /^(?:git|git\+(?:https?|rsync|ssh)|svn|svn\+(?:https?|ssh)|cvs|cvs\+ssh):\/\//iu;

/** `git+https://host/repository?folder#revision`, as a builder of Koji reads it (koji/daemon.py, SCM._parse_url). */
export const sourceAddress: Check<string> = allOf(
  line({ longest: LONGEST_ADDRESS }),
  valueCheck((text) => {
    if (!SOURCE_SCHEMES.test(text))
      return "; give an address of sources in Koji's form, as git+https://example.org/images.git#main.";
    if (/\s/u.test(text)) return ", which has a blank in it; write %20 for it.";
    const authority = authorityOf(text);
    const mayNameUser = /^[a-z]+\+ssh:/iu.test(text) && !authority.includes(":");
    if (authority.includes("@") && !mayNameUser) return NO_CREDENTIALS;
    if (hostOf(text) === "") return NO_HOST;
    const [, path = "", folder = "", revision = ""] =
      /^[^:]+:\/\/[^/?#]*([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/u.exec(text) ?? [];
    if (path.replaceAll("/", "") === "") return ", which names no repository of its host; give that too.";
    if (revision === "") return ", which says no revision; give a branch, tag or commit behind #, as …#main.";
    if (revision.startsWith("-")) return ", whose revision would be taken for an option; give a branch, tag or commit.";
    return leadsOut(folder) ? ", whose folder leads out of the repository; give one inside it." : null;
  }),
);

const NO_CREDENTIALS =
  ", which has a name or password in it; leave that out: everybody may read what a task was asked for.";
const NO_HOST = ", in which no host can be read; give the whole address.";

const authorityOf = (address: string) => /:\/\/([^/?#]*)/u.exec(address)?.[1] ?? "";

/** Inside the sources. */
export const pathInside: Check<string> = allOf(
  line({ longest: 1024 }),
  valueCheck((text) =>
    leadsOut(text) || /^[/\\-]|\/$|\\/u.test(text)
      ? "; give the path of a file inside its sources, as live/kde.ks."
      : null,
  ),
);

export const fileName: Check<string> = allOf(
  pathInside,
  valueCheck((text) => (text.includes("/") ? ", which is a path; give a file's name alone." : null)),
);

const leadsOut = (path: string) => path.split("/").includes("..");

export const whole = (min: number, max: number, unit = ""): Check<number> =>
  valueCheck((number) =>
    Number.isInteger(number) && number >= min && number <= max ? null : `; give ${min} to ${max}${unit}.`,
  );

/** Any. */
export const free: Check<unknown> = () => [];

/** Each of them, no two alike, and not too many. */
export const listOf =
  (check: Check<string>, { least = 0, most = 50 } = {}): Check<readonly string[]> =>
  (all, path) => {
    if (all.length < least) return [{ path, message: `${nameOf(path)} is empty; give ${least} at least.` }];
    if (all.length > most) {
      return [{ path, message: `${nameOf(path)} has ${all.length} members; give ${most} at most.` }];
    }
    return all.flatMap((one, index) => {
      const place = [...path, String(index)];
      const twice = all.indexOf(one) < index;
      return twice
        ? [{ path: place, message: `${nameOf(place)} is ${shown(one)} once more; give it once.` }]
        : check(one, place);
    });
  };

const MOST_JSON = 65_536;

/** A JSON object that XML-RPC can carry. */
export const jsonObject: Check<unknown> = (value, path) => {
  const name = nameOf(path);
  const problem = (message: string): readonly FieldProblem[] => [{ path, message: `${name} ${message}` }];
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return problem(`is ${shown(value)}, which is no JSON object; give one, as {"packages": []}.`);
  }
  const text = JSON.stringify(value);
  if (text.length > MOST_JSON) return problem(`has ${text.length} characters; give ${MOST_JSON} at most.`);
  return holdsUnfit(value) ? problem("holds a control character, which no hub can be asked for; take it out.") : [];
};

/** Line ends and tabs may stand in a file's content. */
const UNFIT_FOR_XML = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

function holdsUnfit(value: unknown): boolean {
  if (typeof value === "string") return UNFIT_FOR_XML.test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, member]) => UNFIT_FOR_XML.test(name) || holdsUnfit(member));
}
