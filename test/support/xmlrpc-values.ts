import * as fc from "fast-check";
import { FORBIDDEN_CHARACTER } from "../../koji/xmlrpc/characters.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";

/** Text that XML can carry: any character of any plane, with many that mean something to XML or to its readers. */
export const xmlText = fc
  .oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
    fc.string({
      unit: fc.constantFrom("&", "<", ">", "]]>", "\r", "\n", "\r\n", "\t", " ", "&amp;", "<value>", '"', "'", "é"),
    }),
  )
  .map((text) => text.replace(new RegExp(FORBIDDEN_CHARACTER, "gu"), "\uFFFD"));

/** Names of members, with those that objects of JavaScript are particular about. */
export const memberName = fc.oneof(
  xmlText,
  fc.constantFrom(
    "",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "tag.name",
    "0",
    "17",
    "length",
    "ключ",
  ),
);

/** Numbers that an integer of 53 bits or a double can carry. */
export const xmlNumber = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value)),
  fc.constantFrom(0, -0, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 1795376055.989574, 1e-5, 5e-324, 0.1 + 0.2),
);

const xmlDate = fc.date({
  noInvalidDate: true,
  min: new Date("0000-01-01T00:00:00.000Z"),
  max: new Date("9999-12-31T23:59:59.999Z"),
});

/** Any value that can be encoded and comes back as it was. */
export const xmlValue: fc.Arbitrary<XmlRpcValue> = fc.letrec<{ value: XmlRpcValue; leaf: XmlRpcValue }>((tie) => ({
  leaf: fc.oneof(
    fc.constant(null),
    fc.boolean(),
    xmlNumber,
    xmlText,
    xmlDate,
    fc.uint8Array().map((bytes) => Uint8Array.from(bytes)),
  ),
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    fc.array(tie("value")),
    fc.array(fc.tuple(memberName, tie("value"))).map((members) => Object.fromEntries(members)),
    // Rows: structs with the same members, one after another.
    fc
      .tuple(
        fc.uniqueArray(memberName, { minLength: 1, maxLength: 6 }),
        fc.array(fc.array(tie("leaf"), { minLength: 6, maxLength: 6 })),
      )
      .map(([names, rows]) =>
        rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? null]))),
      ),
  ),
})).value;
