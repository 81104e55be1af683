import type { CommandFacts } from "../options/command-facts.ts";
import { listed } from "../options/option-value.ts";
import type { OptionReading } from "../options/read-options.ts";
import { error, quoted, type Finding } from "../problem.ts";

/** Whether a command has as many words besides its options as it needs, and the right ones. */
export function wrongWords(name: string, { words }: OptionReading, facts: CommandFacts): Finding | null {
  const [least = 0, most = Number.POSITIVE_INFINITY] = boundsOf(name, facts);
  const [first = ""] = words;
  if (words.length > most) return tooMany(name, words.slice(most), facts);
  if (words.length < least) return tooFew(name, least);
  if (facts.words === undefined || facts.words.includes(first)) return null;
  return error("wrong-value", `${quoted(first)} is nothing that ${name} does: give ${listed(facts.words)}.`);
}

/** mount was measured together with its --reformat, which may take a word. */
function boundsOf(name: string, { count = "0..*" }: CommandFacts): number[] {
  if (name === "mount") return [2, 2];
  return count
    .split("..")
    .filter((bound) => bound !== "*")
    .map(Number);
}

const EXAMPLES: Readonly<Record<string, string>> = {
  btrfs: "btrfs none --label=fedora btrfs.01",
  device: "device eth",
  iscsiname: "iscsiname iqn.2026-01.org.example:client",
  keyboard: "keyboard us",
  lang: "lang en_US.UTF-8",
  logvol: "logvol /home --name=home --vgname=vg --size=1024",
  mount: "mount /dev/vda1 /boot",
  nvdimm: "nvdimm use --namespace=namespace0.0",
  part: "part /home --size=1024",
  partition: "partition /home --size=1024",
  raid: "raid / --device=root --level=1 raid.01 raid.02",
  snapshot: "snapshot vg/root --name=before --when=pre-install",
  sshkey: 'sshkey --username=root "ssh-ed25519 AAAA…"',
  sshpw: "sshpw --username=install secret",
  timezone: "timezone Europe/Prague --utc",
  updates: "updates http://example.org/updates.img",
  volgroup: "volgroup vg pv.01",
};

function tooFew(name: string, least: number): Finding {
  const example = EXAMPLES[name];
  const cure = example === undefined ? "add what is missing" : `write it as in ${example}`;
  return error("missing-argument", `${name} needs ${least === 1 ? "an argument" : `${least} arguments`}: ${cure}.`);
}

function tooMany(name: string, [word = "", ...others]: readonly string[], facts: CommandFacts): Finding {
  if (word === "\n" || word === "\r")
    return error("unexpected-argument", `${name} cannot go on in the next line: write it in one, without the \\.`);
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const cure =
    facts.options?.[`--${word}`] === undefined
      ? "remove it, or put in quotes what belongs together."
      : `did you mean --${word}?`;
  return error("unexpected-argument", `${name} has no place for ${quoted(word)}${more}: ${cure}`);
}
