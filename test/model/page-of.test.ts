import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BadArgumentError } from "../../model/errors.ts";
import { pageOf } from "../../model/page-of.ts";
import type { Page, PageArgs } from "../../model/page.ts";

/** Named things with a number; several may share the number. */
type Item = { readonly name: string; readonly size: number };
type Key = readonly (string | number)[];

const keyOf = ({ size, name }: Item): Key => [size, name];
const compare = ([a, b]: Key, [c, d]: Key) =>
  Number(a) - Number(c) || (String(b) < String(d) ? -1 : String(b) > String(d) ? 1 : 0);
const page = (items: readonly Item[], args: PageArgs): Page<Item> => pageOf(items, args, { keyOf, compare });
const names = ({ edges }: Page<Item>) => edges.map(({ node }) => node.name);
const sorted = (items: readonly Item[]) => items.toSorted((a, b) => compare(keyOf(a), keyOf(b)));

const LETTERS: readonly Item[] = "abcdefg".split("").map((name) => ({ name, size: 1 }));
const cursorOf = (name: string) =>
  page(LETTERS, { first: 100 }).edges.find(({ node }) => node.name === name)?.cursor ?? "";

describe("a page of a list", () => {
  test.each<[string, PageArgs, string, boolean, boolean]>([
    ["nothing asked", {}, "abcdefg", false, false],
    ["the first", { first: 3 }, "abc", true, false],
    ["the first after", { first: 3, after: cursorOf("b") }, "cde", true, true],
    ["the first after, to the end", { first: 9, after: cursorOf("e") }, "fg", false, true],
    ["the last", { last: 2 }, "fg", false, true],
    ["the last before", { last: 3, before: cursorOf("e") }, "bcd", true, true],
    ["the last before, to the start", { last: 3, before: cursorOf("c") }, "ab", true, false],
    ["the first between two cursors", { first: 2, after: cursorOf("a"), before: cursorOf("e") }, "bc", true, true],
    ["the last between two cursors", { last: 2, after: cursorOf("a"), before: cursorOf("e") }, "cd", true, true],
    [
      "cursors that have nothing between them",
      { first: 2, after: cursorOf("c"), before: cursorOf("d") },
      "",
      false,
      true,
    ],
    ["cursors the wrong way round", { first: 2, after: cursorOf("e"), before: cursorOf("b") }, "", false, true],
    ["the last of a span", { first: 2, after: cursorOf("b"), before: cursorOf("e") }, "cd", false, true],
    ["the first of a span", { last: 2, after: cursorOf("b"), before: cursorOf("e") }, "cd", true, false],
    ["none", { first: 0 }, "", true, false],
    ["after the last", { first: 2, after: cursorOf("g") }, "", false, true],
    ["before the first", { last: 2, before: cursorOf("a") }, "", true, false],
  ])("with %s holds what Relay says", (_, args, expected, hasNextPage, hasPreviousPage) => {
    const result = page(LETTERS, args);
    expect(names(result).join("")).toBe(expected);
    expect({ next: result.hasNextPage, previous: result.hasPreviousPage }).toEqual({
      next: hasNextPage,
      previous: hasPreviousPage,
    });
  });

  test("counts the whole list, whatever the page", async () => {
    expect(await page(LETTERS, { first: 2, after: cursorOf("b") }).totalCount()).toBe(7);
  });

  test("of an empty list is empty, with any cursor", () => {
    const result = page([], { first: 5, after: cursorOf("b") });
    expect(result).toMatchObject({ edges: [], hasNextPage: false, hasPreviousPage: false });
  });

  test("begins at the same place when the item of its cursor is gone", () => {
    expect(
      names(
        page(
          LETTERS.filter(({ name }) => name !== "c"),
          { first: 2, after: cursorOf("c") },
        ),
      ),
    ).toEqual(["d", "e"]);
  });

  test("holds 20 items when nothing is said, and at most 100", () => {
    const many = Array.from({ length: 130 }, (_, index) => ({ name: String(index), size: index }));
    expect(page(many, {}).edges).toHaveLength(20);
    expect(page(many, { first: null, after: null, last: null, before: null }).edges).toHaveLength(20);
    expect(page(many, { last: 100 }).edges).toHaveLength(100);
  });

  test("is not given for a cursor of a list in another order", () => {
    const byName = { keyOf: ({ name }: Item): Key => [name, name], compare };
    const [edge] = pageOf(LETTERS, { first: 1 }, byName).edges;
    expect(() => page(LETTERS, { after: edge?.cursor ?? null })).toThrow(BadArgumentError);
  });
});

describe("pages one after the other", () => {
  const lists = fc
    .uniqueArray(
      fc.record({ name: fc.string({ maxLength: 4 }), size: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
      {
        selector: ({ name, size }) => JSON.stringify([size, name]),
        maxLength: 30,
        size: "max",
      },
    )
    .map(sorted);
  const sizes = fc.integer({ min: 1, max: 7 });

  /** What comes on all pages, and between two of them `change` may happen. */
  function walk(
    items: readonly Item[],
    { size, forward }: { size: number; forward: boolean },
    change = (now: readonly Item[]) => now,
  ) {
    const seen: Item[] = [];
    let list = items;
    for (let cursor: string | null = null; ;) {
      const result: Page<Item> = page(list, forward ? { first: size, after: cursor } : { last: size, before: cursor });
      const nodes = result.edges.map(({ node }) => node);
      if (forward) seen.push(...nodes);
      else seen.unshift(...nodes);
      if (!(forward ? result.hasNextPage : result.hasPreviousPage)) return seen;
      cursor = (forward ? result.edges.at(-1) : result.edges[0])?.cursor ?? null;
      list = change(list);
    }
  }

  test("hold every item once and in order, forwards and backwards", () => {
    fc.assert(
      fc.property(lists, sizes, fc.boolean(), (items, size, forward) => {
        expect(walk(items, { size, forward })).toEqual(items);
      }),
    );
  });

  test("lose and double nothing while items come and go between them", () => {
    const changes = fc.array(
      fc.record({
        drop: fc.nat(),
        add: fc.record({
          name: fc.string({ maxLength: 3 }),
          size: fc.double({ noNaN: true, noDefaultInfinity: true }),
        }),
      }),
    );
    fc.assert(
      fc.property(lists, sizes, fc.boolean(), changes, (items, size, forward, changes) => {
        const gone = new Set<Item>();
        const pending = [...changes];
        const seen = walk(items, { size, forward }, (now) => {
          const change = pending.pop();
          if (change === undefined) return now;
          const victim = now[change.drop % Math.max(1, now.length)];
          if (victim !== undefined) gone.add(victim);
          const known = now.some((item) => compare(keyOf(item), keyOf(change.add)) === 0);
          return sorted([...now.filter((item) => item !== victim), ...(known ? [] : [change.add])]);
        });
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen).toEqual(expect.arrayContaining(items.filter((item) => !gone.has(item))));
        expect(seen).toEqual(sorted(seen));
      }),
    );
  });
});
