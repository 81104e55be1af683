import { createHash } from "node:crypto";
import { Kind, print, visit } from "graphql";

/**
 * A plugin of graphql-codegen, which loads JavaScript only: every operation of the documents as callers who name it by
 * its hash send it, with the fragments that it uses.
 */
export const plugin = (_schema, documents) => {
  const definitions = documents.flatMap(({ document }) => document.definitions);
  const fragments = new Map(
    definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]),
  );
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const rows = operations.map((operation) => row(operation, fragments)).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    "/** Operations that the gateway knows from the start, by name: the SHA-256 of each text, and the text. */",
    `export const PERSISTED_OPERATIONS = ${JSON.stringify(Object.fromEntries(rows), null, 2)} as const;`,
    "",
  ].join("\n");
};

function row(operation, fragments) {
  const used = new Set();
  const collect = (node) =>
    visit(node, {
      FragmentSpread: ({ name }) => {
        if (used.has(name.value)) return;
        used.add(name.value);
        collect(fragments.get(name.value));
      },
    });
  collect(operation);
  const parts = [operation, ...[...used].sort((a, b) => (a < b ? -1 : 1)).map((name) => fragments.get(name))];
  const text = parts.map((part) => print(part)).join("\n\n");
  return [operation.name.value, { hash: createHash("sha256").update(text).digest("hex"), text }];
}
