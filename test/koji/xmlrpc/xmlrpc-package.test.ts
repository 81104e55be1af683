import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCall, decodeResponse } from "../../../koji/xmlrpc/decode.ts";
import { encodeCall, encodeFault, encodeResponse } from "../../../koji/xmlrpc/encode.ts";
import type { XmlRpcValue } from "../../../koji/xmlrpc/value.ts";
import {
  packageDecodeCall,
  packageDecodeResponse,
  packageEncodeCall,
  packageEncodeResponse,
} from "../../support/xmlrpc-package.ts";
import { response } from "../../support/xmlrpc-documents.ts";
import { xmlNumber, xmlText } from "../../support/xmlrpc-values.ts";

/** Text, names and numbers that the package gets right; below it is told where it does not. */
const plainText = xmlText.map((text) => text.replaceAll("\r", "").replaceAll("]]>", ""));
const plainName = plainText.filter((name) => name !== "__proto__");
const plainNumber = xmlNumber
  .filter((value) => !Number.isInteger(value) || (value | 0) === value)
  .map((value) => value + 0);

const plainValue: fc.Arbitrary<XmlRpcValue> = fc.letrec<{ value: XmlRpcValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(fc.constant(null), fc.boolean(), plainNumber, plainText),
    fc.array(tie("value")),
    fc.array(fc.tuple(plainName, tie("value"))).map((members) => Object.fromEntries(members)),
  ),
})).value;

describe("the xmlrpc package", () => {
  it("reads our responses as we do", async () => {
    await fc.assert(
      fc.asyncProperty(plainValue, async (value) => {
        assert.deepStrictEqual(await packageDecodeResponse(encodeResponse(value)), value);
      }),
    );
  });

  it("reads our calls as we do", async () => {
    await fc.assert(
      fc.asyncProperty(plainText.filter(Boolean), fc.array(plainValue), async (methodName, params) => {
        assert.deepStrictEqual(await packageDecodeCall(encodeCall(methodName, params)), { methodName, params });
      }),
    );
  });

  it("reads our faults as we do", async () => {
    await expect(packageDecodeResponse(encodeFault(1000, "No such <build> é"))).rejects.toMatchObject({
      faultCode: 1000,
      faultString: "No such <build> é",
    });
  });

  it("writes responses and calls that we read", () => {
    fc.assert(
      fc.property(plainValue, (value) => {
        assert.deepStrictEqual(decodeResponse(packageEncodeResponse(value)), value);
        assert.deepStrictEqual(decodeCall(packageEncodeCall("echo", [value])), { methodName: "echo", params: [value] });
      }),
    );
  });

  it("agrees on bytes, and on times with a zone", async () => {
    const value = { bytes: Buffer.from("hello"), time: new Date("2026-11-22T14:40:09Z") };
    assert.deepStrictEqual(decodeResponse(packageEncodeResponse(value)), {
      ...value,
      bytes: new Uint8Array(value.bytes),
    });
    const zoned = response("<dateTime.iso8601>20261122T14:40:09Z</dateTime.iso8601>");
    assert.deepStrictEqual(await packageDecodeResponse(zoned), decodeResponse(zoned));
    assert.deepStrictEqual(await packageDecodeResponse(encodeResponse(new Uint8Array(value.bytes))), value.bytes);
  });
});

describe("the xmlrpc package is wrong, and we are not,", () => {
  it("about i8: it makes a string of it", async () => {
    const bytes = encodeResponse(5_000_000_000);
    expect(await packageDecodeResponse(bytes)).toBe("5000000000");
    expect(decodeResponse(bytes)).toBe(5_000_000_000);
  });

  it("about integers beyond 32 bits: it writes them as int", () => {
    expect(packageEncodeResponse(5_000_000_000).toString()).toContain("<int>5000000000</int>");
    expect(encodeResponse(5_000_000_000).toString()).toContain("<i8>5000000000</i8>");
  });

  it("about __proto__: it replaces the prototype", async () => {
    const bytes = encodeResponse({ ["__proto__"]: { admin: true } });
    const theirs = Object(await packageDecodeResponse(bytes));
    expect(theirs.admin).toBe(true);
    const ours = Object(decodeResponse(bytes));
    expect(ours.admin).toBeUndefined();
    expect(Object.keys(ours)).toEqual(["__proto__"]);
  });

  it("about ]]> twice in a text: what it writes is no XML", () => {
    const text = "a]]>b]]>c";
    expect(() => assert.deepStrictEqual(decodeResponse(packageEncodeResponse(text)), text)).toThrow(Error);
    expect(decodeResponse(encodeResponse(text))).toBe(text);
  });

  it("about CR beside markup: it writes it bare, so that it is read as LF", () => {
    expect(decodeResponse(packageEncodeResponse("<\r>"))).toBe("<\n>");
    expect(decodeResponse(encodeResponse("<\r>"))).toBe("<\r>");
  });

  it("about undefined and bigint: it writes empty values", () => {
    expect(decodeResponse(packageEncodeResponse([undefined, 1n]))).toEqual(["", ""]);
    expect(() => encodeResponse([undefined] as unknown as XmlRpcValue)).toThrow("value[0]"); // what JavaScript may pass
  });

  it("about a time without a zone: it takes it for local time", async () => {
    const bytes = encodeResponse(new Date("2026-11-22T14:40:09Z"));
    const before = process.env["TZ"];
    process.env["TZ"] = "Asia/Tokyo";
    const theirs = await packageDecodeResponse(bytes);
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
    expect(theirs).toEqual(new Date("2026-11-22T05:40:09Z"));
    expect(decodeResponse(bytes)).toEqual(new Date("2026-11-22T14:40:09Z"));
  });

  it("about what is no number: it takes what a number begins with", async () => {
    const bytes = response("<int>12abc</int>");
    expect(await packageDecodeResponse(bytes)).toBe(12);
    expect(() => decodeResponse(bytes)).toThrow('"12abc" is not an integer');
  });
});
