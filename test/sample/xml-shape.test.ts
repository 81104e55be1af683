import { describe, expect, it } from "vitest";
import { encodeResponse } from "../../koji/xmlrpc/encode.ts";
import { XmlRpcDouble, type XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { differences, readAnswer } from "./xml-shape.ts";

const shape = (value: XmlRpcValue) => readAnswer(encodeResponse(value).toString()).shape;
const compare = (real: XmlRpcValue, ours: XmlRpcValue, open = /never/) =>
  differences({ real: shape(real), ours: shape(ours), allowed: shape(real), open });

/** The comparison that all others rest on finds what it is there for. */
describe("comparing answers", () => {
  it("finds nothing between answers that differ in what they say alone", () => {
    expect(
      compare(
        [{ a: 1, b: "x", c: [] }],
        [
          { a: 2, b: "", c: [] },
          { a: 3, b: "y", c: [] },
        ],
      ),
    ).toEqual([]);
  });

  it("finds a member that is missing, one too many, and one of another type, wherever they are", () => {
    expect(compare([{ a: 1, b: { c: 1 } }], [{ a: 1, b: {} }])).toEqual([]);
    expect(compare([{ a: 1, b: { c: 1 } }], [{ a: 1 }])).toEqual(["[].b: missing"]);
    expect(compare([{ a: 1 }], [{ a: 1, b: 1 }])).toEqual(["[].b: not in the captured answer"]);
    expect(compare({ a: new XmlRpcDouble(1) }, { a: 1 })).toEqual([".a: int instead of double"]);
    expect(compare({ a: 1 }, { a: "1" })).toEqual([".a: string instead of int"]);
    expect(compare({ a: 1 }, { a: null })).toEqual([".a: nil instead of int"]);
  });

  it("takes i8 for an int, and leaves alone what is open", () => {
    expect(compare({ a: 1 }, { a: 5_000_000_000 })).toEqual([]);
    expect(compare({ a: { x: 1 } }, { a: { y: "" } }, /^\.a\./)).toEqual([]);
  });
});
