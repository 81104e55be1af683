import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { decodeCall, decodeResponse } from "../../../koji/xmlrpc/decode.ts";
import { encodeCall, encodeFault, encodeResponse } from "../../../koji/xmlrpc/encode.ts";
import { XmlRpcEncodeError, XmlRpcFault, XmlRpcSyntaxError } from "../../../koji/xmlrpc/errors.ts";
import type { XmlRpcValue } from "../../../koji/xmlrpc/value.ts";
import { xmlText, xmlValue } from "../../support/xmlrpc-values.ts";

describe("whatever is encoded", () => {
  it("comes back from a response as it was", () => {
    fc.assert(fc.property(xmlValue, (value) => assert.deepStrictEqual(decodeResponse(encodeResponse(value)), value)));
  });

  it("comes back from a call as it was", () => {
    fc.assert(
      fc.property(xmlText, fc.array(xmlValue), (methodName, params) => {
        assert.deepStrictEqual(decodeCall(encodeCall(methodName, params)), { methodName, params });
      }),
    );
  });

  it("comes back from a fault as it was", () => {
    fc.assert(
      fc.property(fc.integer(), xmlText, (code, faultString) => {
        assert.throws(
          () => decodeResponse(encodeFault(code, faultString)),
          (error) => error instanceof XmlRpcFault && error.code === code && error.faultString === faultString,
        );
      }),
    );
  });

  it("means the same in pieces, wherever it is cut", () => {
    fc.assert(
      fc.property(xmlValue, fc.array(fc.nat()), (value, cuts) => {
        assert.deepStrictEqual(decodeResponse(pieces(encodeResponse(value), cuts)), value);
      }),
    );
  });

  it("means the same in other layouts", () => {
    fc.assert(
      fc.property(
        xmlValue,
        fc.infiniteStream(fc.constantFrom("", "\n", " ", "\r\n\t", "<!-- c -->", "<?pi x?>")),
        (value, misc) => {
          const between = () => misc.next().value ?? "";
          const document = encodeResponse(value)
            .toString()
            .replace(STRUCTURE, (tag) => `${between()}${tag}${between()}`);
          assert.deepStrictEqual(decodeResponse(Buffer.from(document)), value);
        },
      ),
    );
  });
});

/** Tags around which white space, comments and instructions mean nothing; those in text are escaped. */
const STRUCTURE = /<\/?(?:params|param|array|data|struct|member)>/g;

describe("whatever arrives", () => {
  it("is decoded, or refused with an error of the codec", () => {
    fc.assert(fc.property(fc.uint8Array({ size: "medium" }), onlyOwnErrors), { numRuns: 300 });
  });

  it("is decoded, or refused with an error of the codec, when a document was damaged", () => {
    fc.assert(fc.property(damagedDocument, onlyOwnErrors), { numRuns: 1000 });
  });

  it("is decoded alike in one piece and in two, right or wrong", () => {
    fc.assert(
      fc.property(damagedDocument, fc.nat(), (bytes, cut) => {
        assert.deepStrictEqual(outcome(pieces(bytes, [cut])), outcome(bytes));
      }),
    );
  });

  it("can be encoded, or is refused with an error that has a path", () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true }),
        (anything) => {
          try {
            encodeResponse(anything as XmlRpcValue); // callers in JavaScript may pass anything
          } catch (error) {
            assert(error instanceof XmlRpcEncodeError);
            assert.match(error.path, /^value/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Documents with some bytes taken out, put in, or doubled; entities and odd bytes among what is put in. */
const damagedDocument: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    xmlValue.map((value) => encodeResponse(value)),
    fc.array(
      fc.record({
        at: fc.nat(),
        remove: fc.nat({ max: 12 }),
        insert: fc.constantFrom(
          "",
          "<",
          ">",
          "&",
          "&#0;",
          "</value>",
          "<value>",
          "<!--",
          "<![CDATA[",
          "<struct>",
          "é",
          "\0",
          "<nil/>",
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([document, damages]) => damages.reduce(damage, document));

function damage(document: Buffer, { at, remove, insert }: { at: number; remove: number; insert: string }): Buffer {
  const from = at % (document.length + 1);
  return Buffer.concat([document.subarray(0, from), Buffer.from(insert), document.subarray(from + remove)]);
}

function onlyOwnErrors(bytes: Uint8Array): void {
  for (const decode of [decodeResponse, decodeCall]) {
    try {
      decode(bytes);
    } catch (error) {
      assert(error instanceof XmlRpcSyntaxError || error instanceof XmlRpcFault, String(error));
      if (error instanceof XmlRpcSyntaxError) assert(error.offset >= 0 && error.offset <= bytes.length);
    }
  }
}

function outcome(bytes: Uint8Array | readonly Uint8Array[]): unknown {
  try {
    return { value: decodeResponse(bytes) };
  } catch (error) {
    return String(error);
  }
}

function pieces(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place));
}
