import type { Context } from "../../context/context.ts";
import { type BuildDraft, completed } from "../../model/build-draft.ts";
import type { BuildMethod, BuildOrder } from "../../model/build-order.ts";
import type { CatalogueImage } from "../../model/catalogue.ts";
import { type FieldProblem, shown } from "../../model/field-problem.ts";
import { type BuildImageInput, METHOD_OF_KEY, type MethodKey } from "./build-image-input.ts";
import { cataloguedDraft } from "./image-draft.ts";

/** An order as it was given, whether it can be carried out or not. */
export type DraftOrder = {
  readonly order: BuildOrder;
  /** Where its options stand in the input. */
  readonly optionsAt: readonly string[];
  /** What it lacks; then words in capitals stand in its place. */
  readonly fields: readonly FieldProblem[];
};

/** Null, with the problems alone, where nothing says how it is built. */
export async function draftOrder(
  input: BuildImageInput,
  context: Context,
): Promise<DraftOrder | { readonly order: null; readonly fields: readonly FieldProblem[] }> {
  const asked = methodOf(input);
  if (asked !== null) return inFull(input, asked, context);
  const { name: hub, catalogue } = context.hub(input.hub);
  const listed = catalogue.get(input.image) ?? null;
  if (listed === null) return { order: null, fields: [unlisted(input, hub)] };
  const target = listed.targets.find(({ name }) => name === input.target);
  if (target === undefined) return { order: null, fields: [otherTarget(input, listed)] };
  const draft = await cataloguedDraft({ hub, name: input.image }, { listed, target }, context);
  const { order, missing } = completed(saidBesides(draft, input), input.image);
  return { order, optionsAt: ["image"], fields: missing.map((meaning) => missingFrom(meaning, input)) };
}

type Asked = { readonly key: MethodKey; readonly method: BuildMethod; readonly options: object };

function methodOf({ method }: BuildImageInput): Asked | null {
  for (const key of Object.keys(METHOD_OF_KEY)) {
    // The keys are those of METHOD_OF_KEY.
    const options = method?.[key as MethodKey];
    if (options) return { key: key as MethodKey, method: METHOD_OF_KEY[key as MethodKey], options };
  }
  return null;
}

/** The arches of an image that the catalogue lists need not be given. */
function inFull(input: BuildImageInput, { key, method, options }: Asked, context: Context): DraftOrder {
  const listed = context.hub(input.hub).catalogue.get(input.image);
  const target = listed?.targets.find(({ name }) => name === input.target);
  const order = {
    name: input.image,
    version: input.version ?? "",
    release: input.release ?? null,
    target: input.target,
    arches: input.arches ?? target?.arches ?? [],
    optionalArches: input.optionalArches ?? (input.arches ? [] : (target?.optionalArches ?? [])),
    repos: input.repos ?? [],
    ...flags(input),
    method,
    options,
  };
  const lacksVersion = !input.version && method !== "KIWI";
  return {
    // The options are those of the method: both come from one member of the input.
    order: order as BuildOrder,
    optionsAt: ["method", key],
    fields: lacksVersion ? [{ path: ["version"], message: "version is not given; say which, as 45." }] : [],
  };
}

const flags = ({ scratch, background, skipTag }: BuildImageInput) => ({
  scratch: scratch ?? true,
  background: background ?? false,
  skipTag: skipTag ?? false,
});

/** What is said in the input counts, whatever the catalogue and earlier attempts say. */
function saidBesides(draft: BuildDraft, input: BuildImageInput): BuildDraft {
  const { version, release, arches, optionalArches, repos } = input;
  const { basics } = draft;
  const known = basics.optionalArches ?? [];
  return {
    ...draft,
    basics: {
      ...basics,
      ...flags(input),
      version: version ?? basics.version ?? null,
      release: release ?? null,
      arches: arches ?? basics.arches ?? null,
      optionalArches: optionalArches ?? (arches ? known.filter((arch) => arches.includes(arch)) : known),
      // Those of an earlier attempt were of its day.
      repos: repos ?? [],
    },
  };
}

const unlisted = ({ image }: BuildImageInput, hub: string): FieldProblem => ({
  path: ["image"],
  message: `image is ${shown(image)}, which the catalogue does not list for hub "${hub}"; give one that it lists, or say with method how to build it.`,
});

function otherTarget({ target, image }: BuildImageInput, { targets }: CatalogueImage): FieldProblem {
  const known = targets.map(({ name }) => `"${name}"`).join(", ");
  return {
    path: ["target"],
    message: `target is ${shown(target)}, for which the catalogue does not build ${image}; give one of ${known}, or say with method how to build it.`,
  };
}

function missingFrom(meaning: string, { image }: BuildImageInput): FieldProblem {
  if (meaning === "the version") {
    return {
      path: ["version"],
      message: `version is not given, and no earlier attempt of ${image} says it; say which.`,
    };
  }
  return {
    path: ["method"],
    message: `Neither the catalogue nor an earlier attempt of ${image} says ${meaning}; say with method how to build it.`,
  };
}
