import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from "graphql";

/** What is written in an operation, with every fragment in the places where it is used. */
export type QuerySize = { readonly fields: number; readonly aliases: number };

/** Each fragment is counted once and taken so many times: fragments of fragments grow faster than they can be walked. */
export function querySize(
  { selectionSet }: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): QuerySize {
  const known = new Map<string, QuerySize>();
  const ofFragment = (name: string): QuerySize => {
    const fragment = fragments.get(name);
    const size = known.get(name) ?? (fragment === undefined ? NOTHING : sizeOf(fragment.selectionSet));
    known.set(name, size);
    return size;
  };
  const sizeOf = ({ selections }: SelectionSetNode): QuerySize =>
    selections
      .map((selection) => {
        if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
        const inside = selection.selectionSet === undefined ? NOTHING : sizeOf(selection.selectionSet);
        return selection.kind === Kind.FIELD ? sum(inside, { fields: 1, aliases: selection.alias ? 1 : 0 }) : inside;
      })
      .reduce(sum, NOTHING);
  return sizeOf(selectionSet);
}

const NOTHING: QuerySize = { fields: 0, aliases: 0 };

const sum = (a: QuerySize, b: QuerySize): QuerySize => ({
  fields: a.fields + b.fields,
  aliases: a.aliases + b.aliases,
});
