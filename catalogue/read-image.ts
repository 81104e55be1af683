import { duration, type Kind, oneOf, plainName, text, wholeNumber } from "../config/settings/kinds.ts";
import type { Section } from "../config/settings/section.ts";
import { suggestion } from "../config/settings/suggestion.ts";
import { type CatalogueImage, type CatalogueTarget, IMAGE_STAGES, type RetentionRule } from "../model/catalogue.ts";
import { imageMethodOfTask, PARENT_METHODS } from "../model/image-method.ts";
import { readDefinition } from "./read-definition.ts";

/** Koji's names of the tasks: livemedia, kiwiBuild. */
const METHOD: Kind<CatalogueImage["method"]> = {
  cure: `give ${PARENT_METHODS.slice(0, -1).join(", ")} or ${PARENT_METHODS.at(-1)}`,
  parse(value) {
    const method = typeof value === "string" ? imageMethodOfTask(value) : null;
    return method === "OTHER" ? null : method;
  },
  blank: "LIVEMEDIA",
};

export function readImage(name: string, section: Section, hubs: readonly string[] | null): CatalogueImage {
  const method = readMethod(section);
  return {
    name,
    hub: readHub(section, hubs),
    summary: section.optional("summary", text),
    group: section.optional("group", text),
    contact: section.optional("contact", text),
    stage: section.required("stage", oneOf(IMAGE_STAGES)),
    method: method ?? METHOD.blank,
    targets: readTargets(section),
    definition: readDefinition(section, method),
    staleAfterMs: section.optional("staleAfter", duration),
    retention: section.optionalSection("retention", readRetention),
    afterwards: section.optional("afterwards", text),
  };
}

function readMethod(section: Section): CatalogueImage["method"] | null {
  if (section.shape("method") === "absent") section.required("method", METHOD);
  return section.optional("method", METHOD);
}

function readHub(section: Section, hubs: readonly string[] | null): string | null {
  const hub = section.optional("hub", text);
  if (hub === null || hubs === null || hubs.includes(hub)) return hub;
  const meant = suggestion(hub, hubs);
  const cure = meant === null ? `the hubs are ${hubs.join(", ")}.` : `did you mean ${meant}?`;
  section.problem("hub", `${section.nameOf("hub")} is "${hub}", which is not configured; ${cure}`);
  return hub;
}

function readTargets(section: Section): readonly CatalogueTarget[] {
  const targets = section.section("targets", (all) => all.each(readTarget));
  if (targets.length === 0 && ["absent", "mapping"].includes(section.shape("targets"))) {
    section.problem(
      "targets",
      `${section.nameOf("targets")} names no build target; give one such as f45-compose: { arches: [x86_64] }.`,
    );
  }
  return targets;
}

function readTarget(name: string, section: Section): CatalogueTarget {
  if (plainName.parse(name) === null) section.problem(null, `${section.name} is no build target; ${plainName.cure}.`);
  const arches = section.list("arches", plainName) ?? [];
  const optionalArches = section.list("optionalArches", plainName) ?? [];
  if (arches.length === 0) section.problem("arches", `${section.nameOf("arches")} names no arch; give at least one.`);
  const stray = optionalArches.find((arch) => !arches.includes(arch));
  if (stray !== undefined) {
    section.problem(
      "optionalArches",
      `${section.nameOf("optionalArches")} names ${stray}, which is not in arches; add it there.`,
    );
  }
  return { name, arches: [...new Set(arches)], optionalArches: [...new Set(optionalArches)] };
}

function readRetention(section: Section): RetentionRule {
  const keepLast = section.optional("keepLast", wholeNumber(1, 10_000));
  const keepDays = section.optional("keepDays", wholeNumber(1, 36_500));
  if (section.shape("keepLast") === "absent" && section.shape("keepDays") === "absent") {
    section.problem(null, `${section.name} keeps nothing in particular; give keepLast, keepDays or both.`);
  }
  return { keepLast, keepDays };
}
