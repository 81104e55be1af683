import type { KickstartCommand } from "../../model/kickstart.ts";
import { listed } from "../options/option-value.ts";
import { error, type Finding } from "../problem.ts";
import { splitWords } from "../reading/shlex.ts";
import { firstInk, trim } from "../reading/white-space.ts";

const OPTIONS = [
  "client-software=",
  "server-software=",
  "membership-software=",
  "one-time-password=",
  "no-password",
  "computer-ou=",
];

/** `realm join` reads its line itself, with Python's getopt: options first, and # is no comment. */
export function checkRealm(seen: Set<string>, { text }: KickstartCommand): Finding[] {
  if (firstInk(text) > 0) return [wrong("pykickstart misreads an indented realm: begin the line with it")];
  if (seen.has("realm")) return [wrong("only one realm can be joined: remove this line or the other")];
  const { words, error: unclosed } = splitWords(trim(text.slice("realm".length)), { comments: false });
  const [command, ...rest] = words;
  if (unclosed !== null) return [wrong("a quote has no partner, as # begins no comment here: close it")];
  if (command !== "join") return [wrong("the only thing it does is join: write realm join NAME")];
  const remaining = withoutOptions(rest);
  if (remaining === null) return [wrong(`join takes no options but ${listed(OPTIONS.map((option) => `--${option}`))}`)];
  if (remaining.length !== 1)
    return [wrong("it needs the name of one realm, behind its options; # begins no comment here")];
  seen.add("realm");
  return [];
}

const wrong = (what: string) => error("wrong-options", `realm: ${what}.`);

/** What is left behind the options; null when one is unknown, ambiguous, or has a value too many or too few. */
function withoutOptions(words: readonly string[]): readonly string[] | null {
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word === "--") return words.slice(at + 1);
    if (!word.startsWith("-") || word === "-") break;
    const [, name = "", equals] = /^--([^=]*)(=)?/s.exec(word) ?? [];
    const option = optionNamed(word.startsWith("--") ? name : "?");
    if (option === null || (equals !== undefined && !option.endsWith("="))) return null;
    if (option.endsWith("=") && equals === undefined) at += 1;
    if (at >= words.length) return null;
  }
  return words.slice(at);
}

function optionNamed(name: string): string | null {
  const exact = OPTIONS.find((option) => option === name || option === `${name}=`);
  const longer = OPTIONS.filter((option) => option.startsWith(name));
  return exact ?? (longer.length === 1 ? (longer[0] ?? null) : null);
}
