import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BadArgumentError } from "../../model/errors.ts";
import { decodeCursor, encodeCursor, MAX_PAGE_SIZE, pageBounds } from "../../model/page-bounds.ts";

describe("paging arguments", () => {
  test("mean the first 20 when there are none", () => {
    expect(pageBounds({})).toEqual({ direction: "forward", size: 20, after: null, before: null });
    expect(pageBounds({ first: null, last: null, after: null, before: null })).toEqual(pageBounds({}));
  });

  test("go backwards with last, and only then", () => {
    expect(pageBounds({ last: 3, before: "x" })).toMatchObject({ direction: "backward", size: 3, before: "x" });
    expect(pageBounds({ first: 3, before: "x" })).toMatchObject({ direction: "forward", size: 3, before: "x" });
    expect(pageBounds({ before: "x" })).toMatchObject({ direction: "forward", size: 20 });
  });

  test("may ask for none, and for as many as a page holds", () => {
    expect(pageBounds({ first: 0 }).size).toBe(0);
    expect(pageBounds({ last: 0 }).direction).toBe("backward");
    expect(pageBounds({ first: MAX_PAGE_SIZE }).size).toBe(MAX_PAGE_SIZE);
  });

  test.each([
    [{ first: -1 }, "first is -1; give a number from 0 to 100"],
    [{ last: -5 }, "last is -5; give a number from 0 to 100"],
    [{ first: 101 }, "first is 101;"],
    [{ last: 2_147_483_647 }, "last is 2147483647;"],
    [{ first: 3, last: 4 }, "first is 3 and last is 4; give one of them."],
    [{ first: 0, last: 0 }, "first is 0 and last is 0;"],
  ])("%j are refused with the cure", (args, message) => {
    expect(() => pageBounds(args)).toThrow(BadArgumentError);
    expect(() => pageBounds(args)).toThrow(message);
  });
});

describe("a cursor", () => {
  test("gives back its parts as text, and fits into a URL as it is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.double({ noNaN: true }), fc.integer())),
        (parts) => {
          const cursor = encodeCursor(parts);
          expect(decodeCursor(cursor, "after", parts.length)).toEqual(parts.map(String));
          expect(encodeURIComponent(cursor)).toBe(cursor);
        },
      ),
    );
  });

  test("keeps a hub's time to the last bit", () => {
    const time = 1_795_358_409.293_721;
    expect(Number(decodeCursor(encodeCursor([time, 7]), "after", 2)[0])).toBe(time);
  });

  test.each([
    ["nothing", ""],
    ["no base64", "%%%"],
    ["no JSON", Buffer.from("hello").toString("base64url")],
    ["no list", Buffer.from('{"0":"a","length":1}').toString("base64url")],
    ["too many parts", encodeCursor(["a", "b"])],
    ["too few parts", encodeCursor([])],
    ["a part that is no text", Buffer.from("[1]").toString("base64url")],
    ["another cursor's end missing", encodeCursor(["a"]).slice(0, -2)],
  ])("with %s is refused by its name", (_, cursor) => {
    expect(() => decodeCursor(cursor, "before", 1)).toThrow(BadArgumentError);
    expect(() => decodeCursor(cursor, "before", 1)).toThrow(`before is "${cursor}", which is no cursor of this list`);
  });
});
