import type { KickstartSection } from "../../model/kickstart.ts";
import { optionFindings } from "./option-findings.ts";
import { deprecatedOptions } from "./deprecations.ts";
import { listed } from "../options/option-value.ts";
import { error, quoted, warning, type Finding } from "../problem.ts";
import { readOptions } from "../options/read-options.ts";
import type { Release } from "../releases.ts";
import { headerFacts } from "../reading/section-facts.ts";

/** The first Fedora whose installer knows the section. pykickstart takes it in every release. */
const CERTIFICATES_SINCE = 42;

/** All that is wrong with a section's header in a release. */
export function checkSection(release: Release, { name, arguments: words }: KickstartSection): Finding[] {
  const facts = name === "%packages" ? release.commands.get(name) : headerFacts(name);
  const findings: Finding[] = [];
  if (release.commands.get(name)?.status === "deprecated")
    findings.push(warning("deprecated-section", `${name} goes out of use: write %onerror instead.`));
  if (name === "%certificate" && release.family === "Fedora" && release.number < CERTIFICATES_SINCE)
    findings.push(
      warning(
        "early-section",
        `The installer of ${release.name} does not know ${name}: it came with F${CERTIFICATES_SINCE}.`,
      ),
    );
  if (facts === null || facts === undefined) return findings;
  const reading = readOptions(words, facts, name);
  findings.push(
    ...optionFindings(reading, { name, facts, release: release.name }),
    ...deprecatedOptions(release, name, facts, reading),
  );
  if (reading.words.length > 0) findings.push(noWords(name, reading.words));
  if (!findings.some(({ severity }) => severity === "ERROR"))
    findings.push(...together(name, (flag) => reading.options.get(flag)?.value ?? reading.options.has(flag)));
  return findings;
}

const noWords = (name: string, words: readonly string[]) =>
  error("unexpected-argument", `${name} takes options only: remove ${listed(words.slice(0, 5).map(quoted))}.`);

function together(name: string, given: (flag: string) => string | boolean): Finding[] {
  if (name === "%packages" && given("--default") === true && given("--nocore") === true)
    return [error("wrong-options", "%packages cannot be --default and --nocore at once: keep one of them.")];
  if (name === "%packages" && given("--default") === true && given("--nobase") === true)
    return [error("wrong-options", "%packages cannot be --default and --nobase at once: keep one of them.")];
  if (name === "%certificate" && !given("--dir") && !given("--type"))
    return [error("missing-option", "%certificate needs --dir=FOLDER or --type=anchor: add one.")];
  return [];
}
