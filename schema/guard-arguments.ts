import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from "graphql";
import { BadArgumentError } from "../model/errors.ts";

/**
 * Makes every field of the schema refuse text that no hub can be asked for. An empty name is mostly a script's variable
 * that was never set: to take it for "any" would answer with everything. Arguments whose text goes to no hub, as that of
 * a kickstart, say so by ANY_TEXT.
 */
export function guardArguments(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      const free = new Set(field.args.filter(({ extensions }) => extensions["anyText"]).map(({ name }) => name));
      if (field.args.length > free.size) field.resolve = guarded(field.resolve ?? defaultFieldResolver, free);
    }
  }
  return schema;
}

export const ANY_TEXT = { anyText: true } as const;

type Resolve = GraphQLFieldResolver<unknown, unknown>;

const guarded =
  (resolve: Resolve, free: ReadonlySet<string>): Resolve =>
  (parent, args, context, info) => {
    for (const [name, value] of Object.entries(args)) if (!free.has(name)) refuse(name, value);
    return resolve(parent, args, context, info);
  };

/** Control characters and halves of characters, which XML cannot carry. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\p{Cs}\uFFFE\uFFFF]/u;

function refuse(path: string, value: unknown): void {
  if (value === "") throw new BadArgumentError(`${path} is empty; give a value, or leave it out if it is optional.`);
  if (typeof value === "string" && CONTROL.test(value)) {
    throw new BadArgumentError(
      `${path} is ${JSON.stringify(value)}; it holds a control character, which no hub can be asked for.`,
    );
  }
  if (typeof value !== "object" || value === null || value instanceof Date) return;
  const isList = Array.isArray(value);
  for (const [name, member] of Object.entries(value)) refuse(isList ? `${path}[${name}]` : `${path}.${name}`, member);
}
