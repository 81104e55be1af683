import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { querySize, type QuerySize } from "./query-size.ts";

/** What one operation may ask for; told in the error of one that asks for more. */
export const QUERY_LIMITS = {
  /** Objects that the answer may hold, reckoned from page sizes: a board of 100 images has about 5000. */
  objects: 50_000,
  /** Fields inside fields. */
  depth: 25,
  /** Words and signs of a document: the board has 110, GraphiQL's question for the schema 170. */
  tokens: 2_000,
  /** With every fragment in the places where it is used. */
  fields: 2_000,
  aliases: 100,
  /** Of a request with its variables: a query of a thousand lines has 40 KB, ten thousand ids have 300. */
  bodyBytes: 1_048_576,
  /** Lists and objects of variables inside each other; no argument nests nearly as deep. */
  variablesDepth: 50,
} as const;

/** How many a list without pages is taken to hold: the arches of an image, the files of a build. Longer ones say so. */
const LIST_GUESS = 5;
/** A connection's page when nothing is said; see model/page-bounds.ts. */
const DEFAULT_PAGE = 20;

type Reckoning = {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** Null, or the error for an operation that asks for too much; nothing has been asked of a hub by then. */
export function tooCostly(operation: OperationDefinitionNode, reckoning: Reckoning): GraphQLError | null {
  const reason = tooBig(querySize(operation, reckoning.fragments)) ?? tooMuch(operation, reckoning);
  if (reason === null) return null;
  return new GraphQLError(`The query ${reason}; ask for smaller pages, or in several queries.`, {
    nodes: operation,
    extensions: { code: "TOO_COSTLY" },
  });
}

function tooBig({ fields, aliases }: QuerySize): string | null {
  if (fields > QUERY_LIMITS.fields) return `asks for ${fields} fields, more than ${QUERY_LIMITS.fields}`;
  return aliases > QUERY_LIMITS.aliases ? `uses ${aliases} aliases, more than ${QUERY_LIMITS.aliases}` : null;
}

function tooMuch(operation: OperationDefinitionNode, reckoning: Reckoning): string | null {
  const root = reckoning.schema.getRootType(operation.operation);
  const objects = root ? cost(operation.selectionSet, root, { ...reckoning, depth: 1, page: 1 }) : 0;
  if (objects <= QUERY_LIMITS.objects) return null;
  return objects === Infinity
    ? `goes deeper than ${QUERY_LIMITS.depth} fields`
    : `may answer with ${objects} objects, more than ${QUERY_LIMITS.objects}`;
}

/** `page`: the size of the page that the fields belong to, where they belong to a connection. */
type At = Reckoning & { readonly depth: number; readonly page: number };

/** Objects that the selection may give for one parent; Infinity where it is too deep. */
function cost(selections: SelectionSetNode, parent: GraphQLNamedType, at: At): number {
  if (at.depth > QUERY_LIMITS.depth) return Infinity;
  let total = 0;
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) {
      total += fieldCost(selection, parent, at);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : at.fragments.get(selection.name.value);
    if (fragment === undefined) continue;
    const name = fragment.typeCondition?.name.value;
    const type = name === undefined ? parent : (at.schema.getType(name) ?? parent);
    total += cost(fragment.selectionSet, type, at);
  }
  return total;
}

function fieldCost(node: FieldNode, parent: GraphQLNamedType, at: At): number {
  const field = fieldOf(parent, node.name.value);
  // What GraphQL says of the schema costs no hub anything.
  if (field === undefined || node.selectionSet === undefined || field.name.startsWith("__")) return 0;
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return 0;
  const isConnection = type.name.endsWith("Connection");
  const isList = isListType(getNullableType(field.type));
  const times = isList ? (parent.name.endsWith("Connection") ? at.page : listSize(node, field, at)) : 1;
  const page = isConnection ? pageSize(node, at) : 1;
  return times * (1 + cost(node.selectionSet, type, { ...at, depth: at.depth + 1, page }));
}

function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

/** Of a list by ids, as many as are given. */
function listSize(node: FieldNode, { extensions }: GraphQLField<unknown, unknown>, at: At): number {
  const ids = argument(node, "ids", at);
  if (Array.isArray(ids)) return Math.max(1, ids.length);
  const { listSize: usual } = extensions;
  return typeof usual === "number" ? usual : LIST_GUESS;
}

function pageSize(node: FieldNode, at: At): number {
  const size = argument(node, "first", at) ?? argument(node, "last", at) ?? DEFAULT_PAGE;
  return typeof size === "number" ? Math.max(1, size) : DEFAULT_PAGE;
}

function argument(node: FieldNode, name: string, { variables }: At): unknown {
  const value = node.arguments?.find((one) => one.name.value === name)?.value;
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value];
  if (value?.kind === Kind.INT) return Number(value.value);
  return value?.kind === Kind.LIST ? value.values : undefined;
}
