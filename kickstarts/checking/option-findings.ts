import { optionIndex, type CommandFacts } from "../options/command-facts.ts";
import type { OptionMistake, OptionReading } from "../options/read-options.ts";
import { suggestion } from "../options/suggestion.ts";
import { error, quoted, type Finding } from "../problem.ts";
import { successorOfOption } from "./fading.ts";
import { releasesKnowing } from "./releases-knowing.ts";

/** Whose options they are. */
export type OptionOwner = { readonly name: string; readonly facts: CommandFacts; readonly release: string };

/** What to tell of the mistakes in a line's options. */
export const optionFindings = ({ mistakes }: OptionReading, owner: OptionOwner): Finding[] =>
  mistakes.map((mistake) => findingOf(mistake, owner));

function findingOf(mistake: OptionMistake, owner: OptionOwner): Finding {
  const { name, release } = owner;
  switch (mistake.kind) {
    case "unknown":
      return unknownOption(mistake.word.split("=", 1)[0] ?? "", owner);
    case "ambiguous":
      return error(
        "ambiguous-option",
        `${quoted(mistake.word)} of ${name} may be ${mistake.flags.join(" or ")}: write the whole name.`,
      );
    case "removed":
      return error(
        "removed-option",
        `${name} has no ${mistake.flag} in ${release} any more: ${successorOfOption(name, mistake.flag) ?? "remove it"}.`,
      );
    case "not-for-this-name":
      return error(
        "unknown-option",
        `${name} takes no ${mistake.flag}, only ${mistake.names.join(" and ")} do: remove it.`,
      );
    case "needs-value":
      return error("missing-value", `${mistake.flag} of ${name} needs a value: write ${mistake.flag}=VALUE.`);
    case "missing":
      return error("missing-option", `${name} needs ${mistake.flag} in ${release}: add it.`);
    case "takes-no-value":
      return error(
        "unexpected-value",
        `${mistake.flag} of ${name} takes no value: remove "=" and ${quoted(mistake.value)}.`,
      );
    case "wrong-value":
      return error("wrong-value", `${quoted(mistake.value)} cannot be ${mistake.flag} of ${name}: ${mistake.wanted}.`);
  }
}

function unknownOption(option: string, { name, facts, release }: OptionOwner): Finding {
  if (option === "--nochroot" && name.startsWith("%"))
    return error("unknown-option", `${name} runs outside of the installed system anyway: remove --nochroot.`);
  const releases = releasesKnowing(name, option);
  const usable = [...optionIndex(facts).byFlag].filter(
    ([, { facts }]) => facts.removed !== true && facts.deprecated !== true,
  );
  const cure =
    releases === null
      ? (suggestion(
          option,
          usable.map(([flag]) => flag),
        ) ?? ": remove it.")
      : `, ${releases} do: remove it, or check for another release.`;
  return error("unknown-option", `${name} has no option ${quoted(option)} in ${release}${cure}`);
}
