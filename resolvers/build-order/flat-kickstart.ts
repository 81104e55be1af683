import type { Context } from "../../context/context.ts";
import { flattenKickstart } from "../../kickstarts/flatten.ts";
import { letOthers } from "../../kickstarts/let-others.ts";
import { readKickstart } from "../../kickstarts/read-kickstart.ts";
import { releaseNamed } from "../../kickstarts/releases.ts";
import type { BuildOrder } from "../../model/build-order.ts";
import { RepositoryUnavailableError } from "../../model/errors.ts";
import type { FieldProblem } from "../../model/field-problem.ts";
import type { Kickstart, KickstartProblem } from "../../model/kickstart.ts";
import { problemsOf } from "../kickstart-problems.ts";
import { editionAt } from "../kickstart.ts";

type Flattened = { readonly order: BuildOrder; readonly fields: readonly FieldProblem[] };

/** With all that they include, kickstarts have some ten thousand. */
const MAX_CHARACTERS = 262_144;
/** Told of a kickstart. */
const MOST = 20;

/**
 * The order with its own kickstart, if it has one, as a single file: a builder gets that alone, and finds nothing that
 * it includes. What it includes is looked for in the first repository that is configured.
 */
export async function withFlatKickstart(order: BuildOrder, context: Context): Promise<Flattened> {
  const { options } = order;
  if (!("kickstart" in options)) return { order, fields: [] };
  const { kickstartSource: source, kickstart: path, kickstartVersion } = options;
  if (!source) return { order, fields: [] };
  if (source.trim() === "") {
    return refused(order, [
      "kickstartSource says nothing; give the text of a kickstart, or kickstartUrl in its place.",
    ]);
  }
  if (source.length > MAX_CHARACTERS) {
    return refused(order, [`kickstartSource has ${source.length} characters; give ${MAX_CHARACTERS} at most.`]);
  }
  const kickstart = await read(source, path, context);
  const flat = flattenKickstart(kickstart);
  const wrong = problemsOf(kickstart, releaseNamed(kickstartVersion ?? "")?.name).filter(
    ({ severity }) => severity === "ERROR",
  );
  if (wrong.length > 0) return refused(order, wrong.slice(0, MOST).map(sentenceOf));
  if (flat === null || kickstart.includes.some(({ found }) => !found)) {
    return refused(order, [
      "kickstartSource includes what is in no kickstart repository here, and a builder gets this file alone; write it in.",
    ]);
  }
  // What was a method's options stays one's.
  return { order: { ...order, options: { ...options, kickstartSource: flat } } as BuildOrder, fields: [] };
}

async function read(source: string, path: string, context: Context): Promise<Kickstart> {
  const around = context.kickstarts.repositories.length > 0 ? await standing(context) : null;
  await letOthers();
  return readKickstart({ path, read: (other) => (other === path ? source : (around?.read(other) ?? null)) });
}

/** Null where it cannot be had now: then what it has is missing. */
const standing = (context: Context) =>
  editionAt({}, context).catch((error: unknown) => {
    if (error instanceof RepositoryUnavailableError) return null;
    throw error;
  });

/** Each by its line, in reading order. */
const refused = (order: BuildOrder, messages: readonly string[]): Flattened => ({
  order,
  fields: [{ path: ["options", "kickstartSource"], message: messages.join(" ") }],
});

const sentenceOf = ({ file, line, message }: KickstartProblem) => `${file}:${line}: ${message}`;
