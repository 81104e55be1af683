import type { Context } from "../../context/context.ts";
import type { BuildOrder } from "../../model/build-order.ts";
import { type FieldProblem, nameOf, shown } from "../../model/field-problem.ts";
import { orderProblems } from "../../model/order-problems.ts";
import type { BuildImageInput } from "./build-image-input.ts";
import { draftOrder, type DraftOrder } from "./draft-order.ts";
import { withFlatKickstart } from "./flat-kickstart.ts";
import { placeProblems } from "./place-problems.ts";

/** What is to be built, fit to be sent; or all that is wrong with the input, by its fields. */
export type ReadOrder = { readonly order: BuildOrder } | { readonly fields: readonly FieldProblem[] };

/**
 * Reads and checks what a person wants built, asking the hub only for what its words name. Sends nothing. A kickstart
 * that comes along is in it as one file that stands alone. Rejects with HubUnavailableError.
 */
export async function readOrder(input: BuildImageInput, context: Context): Promise<ReadOrder> {
  const unknown = hubProblem(input.hub, context);
  if (unknown !== null) return { fields: [unknown] };
  const empty = emptyWords(input, []);
  const draft = await draftOrder(input, context);
  if (draft.order === null) return { fields: unique([...empty, ...draft.fields]) };
  const own = ownProblems(draft);
  const [place, kickstart] = await Promise.all([
    placeProblems({ hub: input.hub, order: draft.order }, context),
    withFlatKickstart(draft.order, context),
  ]);
  const { order, fields: wrongKickstart } = kickstart;
  const fields = [...empty, ...own, ...place, ...wrongKickstart.map((problem) => placed(problem, draft))];
  return fields.length > 0 ? { fields: unique(fields) } : { order };
}

/** Mostly a script's variable that was never set. What stands in JSON is as it is. */
function emptyWords(value: unknown, path: readonly string[]): readonly FieldProblem[] {
  if (value === "")
    return [{ path, message: `${nameOf(path)} is empty; give a value, or leave it out if it is optional.` }];
  if (typeof value !== "object" || value === null || path.at(-1) === "blueprint") return [];
  return Object.entries(value).flatMap(([name, member]) => emptyWords(member, [...path, name]));
}

/** Of a hub that is not served here; null where it is. */
export function hubProblem(hub: string | null | undefined, { hubNames }: Context): FieldProblem | null {
  if (hub === null || hub === undefined || hubNames.includes(hub)) return null;
  const known = hubNames.map((name) => `"${name}"`).join(", ");
  return { path: ["hub"], message: `hub is ${shown(hub)}, which this gateway does not serve; give one of ${known}.` };
}

/** Of options that are not known, nothing more is said. */
function ownProblems(draft: DraftOrder): readonly FieldProblem[] {
  const lacksOptions = draft.fields.some(({ path }) => path[0] === "method");
  const found = orderProblems(draft.order).filter(({ path }) => !lacksOptions || path[0] !== "options");
  return [...draft.fields, ...found.map((problem) => placed(problem, draft))];
}

/** From the order's names to those of the input. */
function placed({ path, message }: FieldProblem, { optionsAt }: Pick<DraftOrder, "optionsAt">): FieldProblem {
  const [first = "", ...rest] = path;
  if (first === "name") return { path: ["image", ...rest], message: message.replace(/^name/u, "image") };
  if (first !== "options") return { path, message };
  if (optionsAt[0] === "method") return { path: [...optionsAt, ...rest], message };
  return { path: optionsAt, message: `As the catalogue and earlier attempts have it, ${message}` };
}

/** One for each place: the first. */
const unique = (fields: readonly FieldProblem[]) =>
  [...new Map([...fields].reverse().map((problem) => [problem.path.join("\n"), problem])).values()].reverse();
