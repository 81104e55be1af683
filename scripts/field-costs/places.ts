import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import type { ColdGateway } from "./cost.ts";
import { ARGUMENTS, type Place, SAMPLES, TELLING, TYPICAL } from "./samples.ts";

export type FieldOfType = { readonly type: GraphQLObjectType; readonly field: GraphQLField<unknown, unknown> };

/** Where each type that a query can reach is asked for its fields. */
export type Places = {
  /** Query first, others by name. */
  readonly types: readonly (readonly [GraphQLObjectType, Place])[];
  readonly placeOf: (asked: FieldOfType) => Place;
  /** The field as it is asked, with `selection` where it has members. */
  readonly ask: (asked: FieldOfType, selection?: string) => string;
};

/** Throws where a type cannot be reached in the sample, or a field's arguments are not known, saying what to add where. */
export async function findPlaces(schema: GraphQLSchema, gateway: ColdGateway): Promise<Places> {
  const filled = await sampleValues(gateway);
  const ask = (asked: FieldOfType, selection?: string, given?: string) =>
    fieldText(asked, { selection, given, filled });
  const open = reachable(schema);
  const types = new Map<GraphQLObjectType, Place>();
  for (const type of open) {
    const place = TYPICAL[type.name];
    if (place !== undefined) types.set(type, place);
  }
  for (let found = true; found;) {
    found = false;
    for (const type of open.filter((one) => !types.has(one))) {
      const place = await firstPlace(type, types, { schema, gateway, ask });
      if (place === null) continue;
      types.set(type, place);
      found = true;
    }
  }
  const lost = open.filter((type) => !types.has(type)).map(({ name }) => name);
  if (lost.length > 0)
    throw new Error(`The sample shows no ${lost.join(", ")}: add a place to scripts/field-costs/samples.ts.`);
  return {
    types: open.map((type) => [type, types.get(type) ?? "%"]),
    placeOf: ({ type, field }) => TELLING[`${type.name}.${field.name}`] ?? types.get(type) ?? "%",
    ask: (asked, selection) => ask(asked, selection),
  };
}

/** Object types that a query leads to, Query first, others by name. */
function reachable(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  const query = schema.getQueryType();
  const found = new Set<GraphQLObjectType>(query ? [query] : []);
  for (const type of found)
    for (const field of fieldsOf(type)) for (const one of objectsOf(field, schema)) found.add(one);
  return [...found].sort((a, b) => (a === query ? -1 : b === query ? 1 : a.name < b.name ? -1 : 1));
}

export const fieldsOf = (type: GraphQLObjectType) =>
  Object.values(type.getFields()).sort((a, b) => (a.name < b.name ? -1 : 1));

function objectsOf(field: GraphQLField<unknown, unknown>, schema: GraphQLSchema): readonly GraphQLObjectType[] {
  const type = getNamedType(field.type);
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}

type Search = {
  readonly schema: GraphQLSchema;
  readonly gateway: ColdGateway;
  readonly ask: (asked: FieldOfType, selection: string, given: string) => string;
};

/** The first field of a placed type in which the sample shows an object of `wanted`. */
async function firstPlace(
  wanted: GraphQLObjectType,
  types: ReadonlyMap<GraphQLObjectType, Place>,
  { schema, gateway, ask }: Search,
): Promise<Place | null> {
  for (const [type, place] of types) {
    for (const field of fieldsOf(type).filter((one) => objectsOf(one, schema).includes(wanted))) {
      const first = field.args.some(({ name }) => name === "first") ? "first: 1" : "";
      const inside = isAbstractType(getNamedType(field.type)) ? `... on ${wanted.name} { % }` : "%";
      const candidate = place.replace("%", ask({ type, field }, inside, first));
      const { data } = await gateway.ask(`{ ${candidate.replace("%", "placed: __typename")} }`);
      if (JSON.stringify(data).includes(`"placed":"${wanted.name}"`)) return candidate;
    }
  }
  return null;
}

type Filling = {
  readonly selection: string | undefined;
  readonly given: string | undefined;
  readonly filled: (text: string) => string;
};

function fieldText({ type, field }: FieldOfType, { selection = "__typename", given = "", filled }: Filling): string {
  const name = `${type.name}.${field.name}`;
  const known = ARGUMENTS[name];
  if (known === undefined && field.args.some(isRequiredArgument)) {
    throw new Error(`What ${name} takes is not known: add it to ARGUMENTS in scripts/field-costs/samples.ts.`);
  }
  const args = [known ?? "", given].filter((one) => one !== "").join(", ");
  const members = isCompositeType(getNamedType(field.type)) ? ` { ${selection} }` : "";
  return filled(field.name + (args === "" ? "" : `(${args})`) + members);
}

/** Ids and names of the sample's newest image build, which nobody can write down beforehand. */
async function sampleValues(gateway: ColdGateway): Promise<(text: string) => string> {
  const values: [string, string][] = [];
  for (const [word, { query, member }] of Object.entries(SAMPLES)) {
    const { data } = await gateway.ask(query);
    const value = new RegExp(`"${member}":"?([^",}]+)`, "u").exec(JSON.stringify(data))?.[1];
    if (value === undefined) throw new Error(`The sample has no ${member} at ${query}.`);
    values.push([word, value]);
  }
  return (text) => values.reduce((filled, [word, value]) => filled.replaceAll(word, value), text);
}
