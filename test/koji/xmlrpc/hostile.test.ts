import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { decodeCall, decodeResponse } from "../../../koji/xmlrpc/decode.ts";
import { XmlRpcSyntaxError } from "../../../koji/xmlrpc/errors.ts";
import type { DecodeLimits } from "../../../koji/xmlrpc/errors.ts";
import { response } from "../../support/xmlrpc-documents.ts";

describe("limits", () => {
  const exceeding = (limit: keyof DecodeLimits) =>
    expect.objectContaining({ name: "XmlRpcLimitError", limit, message: expect.stringContaining(limit) });
  const nested = (depth: number) =>
    response("<array><data><value>".repeat(depth) + "</value></data></array>".repeat(depth));

  it("maxBytes counts all pieces", () => {
    const bytes = response("é");
    const pieces = [bytes.subarray(0, 40), bytes.subarray(40)];
    expect(decodeResponse(pieces, { maxBytes: bytes.length })).toBe("é");
    expect(() => decodeResponse(pieces, { maxBytes: bytes.length - 1 })).toThrow(exceeding("maxBytes"));
  });

  it("maxDepth counts arrays and structs in each other, not beside each other", () => {
    expect(decodeResponse(nested(3), { maxDepth: 3 })).toEqual([[[""]]]);
    expect(() => decodeResponse(nested(4), { maxDepth: 3 })).toThrow(exceeding("maxDepth"));
    expect(
      decodeResponse(response(`<array><data>${"<value><struct/></value>".repeat(9)}</data></array>`), { maxDepth: 2 }),
    ).toHaveLength(9);
  });

  it("maxValues counts every value, empty ones too", () => {
    const row =
      "<value/><value><int>1</int></value><value><struct><member><name>a</name><value/></member></struct></value>";
    const bytes = response(`<array><data>${row}</data></array>`);
    expect(decodeResponse(bytes, { maxValues: 5 })).toEqual(["", 1, { a: "" }]);
    expect(() => decodeResponse(bytes, { maxValues: 4 })).toThrow(exceeding("maxValues"));
  });

  it("hold without being named: 10,000 levels, a million and one values", () => {
    expect(() => decodeResponse(nested(10_000))).toThrow(exceeding("maxDepth"));
    expect(() => decodeResponse(response("<struct><member><name>a</name><value>".repeat(10_000)))).toThrow(
      exceeding("maxDepth"),
    );
    expect(() => decodeResponse(response(`<array><data>${"<value/>".repeat(1_000_001)}</data></array>`))).toThrow(
      exceeding("maxValues"),
    );
  });
});

describe("documents made to hurt", () => {
  it("entities cannot be declared", () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>`;
    for (const decode of [decodeResponse, decodeCall]) {
      expect(() => decode(Buffer.from(`${bomb}<methodCall><methodName>&b;</methodName></methodCall>`))).toThrow(
        "a document type declaration is refused",
      );
    }
  });

  it("a million references are a million characters", () => {
    expect(decodeResponse(response(`<string>${"&lt;&#x26;".repeat(500_000)}</string>`))).toBe("<&".repeat(500_000));
  });

  it("a million comments, sections and references without an end are read once", () => {
    expect(decodeResponse(response(`<string>${"<!-- - -->".repeat(100_000)}</string>`))).toBe("");
    expect(decodeResponse(response(`<string>${"<![CDATA[a]]>".repeat(100_000)}</string>`))).toHaveLength(100_000);
    expect(() => decodeResponse(response("&".repeat(1_000_000)))).toThrow("is not a reference");
    expect(() => decodeResponse(Buffer.from("<!--".repeat(300_000)))).toThrow("ends inside a comment");
  });

  it("numbers of a million digits, and almost numbers, are refused at once", () => {
    const digits = "1".repeat(1_000_000);
    expect(() => decodeResponse(response(`<int>${digits}</int>`))).toThrow("beyond 2^53");
    expect(() => decodeResponse(response(`<int>${digits}x</int>`))).toThrow("is not an integer");
    expect(() => decodeResponse(response(`<double>${digits}x</double>`))).toThrow("is not a finite double");
    expect(() => decodeResponse(response(`<double>.${digits}e${digits}</double>`))).toThrow("is not a finite double");
    expect(() => decodeResponse(response(`<base64>${"A".repeat(4_000_000)}!!!!</base64>`))).toThrow("is not base64");
    expect(() => decodeResponse(response(`<int>${" ".repeat(1_000_000)}x</int>`))).toThrow("is not an integer");
  });

  it("tags of a million bytes are refused at once", () => {
    for (const filling of [" ", "a", " a='b'", "/", '"']) {
      expect(() => decodeResponse(response(`<string${filling.repeat(1_000_000)}`))).toThrow(XmlRpcSyntaxError);
    }
  });

  it("a struct of 200,000 members, and 100,000 structs that are all different, are read in time", () => {
    const members = Array.from({ length: 200_000 }, (_, index) => `<member><name>n${index}</name><value/></member>`);
    expect(Object.keys(Object(decodeResponse(response(`<struct>${members.join("")}</struct>`))))).toHaveLength(200_000);
    const structs = members.slice(0, 100_000).map((member) => `<value><struct>${member}</struct></value>`);
    expect(decodeResponse(response(`<array><data>${structs.join("")}</data></array>`))).toHaveLength(100_000);
  });

  it("a name that stands for a prototype's setter sets nothing", () => {
    const names = ["__proto__", "__defineGetter__", "__lookupSetter__", "constructor", "prototype", "valueOf"];
    const members = names.map((name) => `<member><name>${name}</name><value><int>1</int></value></member>`).join("");
    const row = `<value><struct>${members}</struct></value>`;
    const rows = decodeResponse(response(`<array><data>${row}${row}</data></array>`));
    assert(Array.isArray(rows));
    for (const struct of rows) {
      assert.deepStrictEqual(
        Object.entries(Object(struct)),
        names.map((name) => [name, 1]),
      );
      assert.equal(Object.getPrototypeOf(struct), Object.prototype);
    }
  });
});
