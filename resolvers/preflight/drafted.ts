import type { Context } from "../../context/context.ts";
import { type BuildDraft, completed } from "../../model/build-draft.ts";
import type { BuildOrder } from "../../model/build-order.ts";
import { ExpectedError } from "../../model/errors.ts";
import type { BuildImageInput } from "../build-order/build-image-input.ts";
import { draftOrder } from "../build-order/draft-order.ts";
import { draftFrom } from "../build-order/image-draft.ts";
import { inTime } from "./in-time.ts";
import type { Question } from "./question.ts";

type Drafted = Pick<Question, "order" | "lacks" | "known">;

/** An order to look at, with words in capitals where nobody knows better; without the hub where that cannot be asked. */
export const draftedOrder = (input: BuildImageInput, context: Context): Promise<Drafted> =>
  inTime(
    () => asItWouldBeSent(input, context),
    () => withoutAttempts(input, context),
  );

async function asItWouldBeSent(input: BuildImageInput, context: Context): Promise<Drafted> {
  try {
    const { order, fields } = await draftOrder(input, context);
    if (order !== null)
      return withKnown(
        order,
        fields.flatMap(({ path: [first] }) => first ?? []),
      );
  } catch (error) {
    // What earlier attempts say cannot be read now: `input` will tell.
    if (!(error instanceof ExpectedError)) throw error;
  }
  return withoutAttempts(input, context);
}

/** What the draft of an order may lack, by the input's members. */
const MEMBERS: ReadonlyMap<string, string> = new Map([
  ["the version", "version"],
  ["the arches", "arches"],
]);

/** As much as the input and the catalogue say. */
function withoutAttempts(input: BuildImageInput, context: Context): Drafted {
  const { method, basics, options, missing: unknown } = ofCatalogue(input, context);
  const { version, release, target, background, skipTag, repos } = input;
  const arches = input.arches ?? basics.arches;
  const optionalArches = input.optionalArches ?? (input.arches ? [] : basics.optionalArches);
  const said = { version, release, target, background, skipTag, arches, optionalArches, repos };
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const draft = { method, options, missing: unknown, basics: { ...given, scratch: input.scratch ?? true } };
  const { order, missing } = completed(draft, input.image);
  const lacks = missing.map((meaning) => MEMBERS.get(meaning) ?? "method");
  const isListed = context.hub(input.hub).catalogue.has(input.image);
  return isListed || input.method ? withKnown(order, lacks) : { order, lacks, known: "basics" };
}

/** What stands in for options that nobody says is told as a lack of `method`. */
const withKnown = (order: BuildOrder, lacks: readonly string[]): Drafted => ({
  order,
  lacks,
  known: lacks.includes("method") ? "method" : "all",
});

function ofCatalogue({ hub, image, target: name }: BuildImageInput, context: Context): BuildDraft {
  const listed = context.hub(hub).catalogue.get(image) ?? null;
  const target = listed?.targets.find((one) => one.name === name) ?? null;
  return listed === null || target === null
    ? { method: listed?.method ?? "LIVEMEDIA", basics: {}, options: {}, missing: [] }
    : draftFrom({ listed, target, task: null }, context);
}
