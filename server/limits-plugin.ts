import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  valueFromASTUntyped,
} from "graphql";
import type { Plugin } from "graphql-yoga";
import type { Context } from "../context/context.ts";
import { tooCostly } from "./query-limits.ts";
import { parseWithin } from "./request/documents.ts";

/** Refuses operations that ask for too much, before any resolver runs. */
export const limitsPlugin: Plugin<Context> = {
  onParse: ({ setParseFn }) => setParseFn(parseWithin),
  onExecute: ({ args, setResultAndStopExecution }) => {
    const document: DocumentNode = args.document;
    const operation = getOperationAST(document, args.operationName);
    if (!operation) return;
    const error = tooCostly(operation, {
      schema: args.schema,
      fragments: new Map(document.definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment])),
      variables: { ...defaultsOf(operation), ...args.variableValues },
    });
    if (error !== null) setResultAndStopExecution({ errors: [error] });
  },
};

const isFragment = (definition: DocumentNode["definitions"][number]): definition is FragmentDefinitionNode =>
  definition.kind === Kind.FRAGMENT_DEFINITION;

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
