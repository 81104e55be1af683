import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { decodeCall, decodeResponse } from "../../../koji/xmlrpc/decode.ts";
import { encodeCall, encodeFault, encodeResponse } from "../../../koji/xmlrpc/encode.ts";
import { XmlRpcFault, XmlRpcSyntaxError } from "../../../koji/xmlrpc/errors.ts";
import { XmlRpcDouble } from "../../../koji/xmlrpc/value.ts";
import type { XmlRpcCall, XmlRpcValue } from "../../../koji/xmlrpc/value.ts";
import { ALL_CAPTURES, OWN_CAPTURES, readCaptures, toCaptureJson } from "../../support/captures.ts";
import type { Capture } from "../../support/captures.ts";

const own = readCaptures(OWN_CAPTURES);
const all = readCaptures(ALL_CAPTURES);

describe("the captured exchanges of this project", () => {
  it("are 60 at least, none of them large", () => {
    expect(own.length).toBeGreaterThanOrEqual(60);
    for (const { request, response } of own) {
      expect(Math.max(request?.length ?? 0, response?.length ?? 0)).toBeLessThanOrEqual(20_480);
    }
  });
  it("include what is refused: a document type with entities, an integer of 63 bits", () => {
    const refused = own.filter(({ name }) => REFUSED.has(name));
    expect(refused.map(({ name }) => name)).toEqual(["getTaskInfo-huge64", "http-entity-bomb"]);
    for (const { request } of refused) expect(() => decodeCall(request ?? Buffer.of())).toThrow(XmlRpcSyntaxError);
  });
  holdAgainstPython(own);
});

describe.skipIf(all.length === 0)("all captured exchanges (SKIPPED where ../shared/koji is absent)", () => {
  holdAgainstPython(all);
});

function holdAgainstPython(captures: readonly Capture[]): void {
  it("answers decode to what Python makes of them; what is no XML-RPC is refused", () => {
    for (const { name, response, decoded } of captures) {
      if (response === null) continue;
      const ours = outcome(() => ({ value: toCaptureJson(decodeResponse(response)) }));
      expect(ours, name).toEqual(decoded?.response ?? { notXmlRpc: true });
    }
  });

  it("requests decode to what Python makes of them", () => {
    for (const { name, request, decoded } of captures) {
      if (request === null || REFUSED.has(name)) continue;
      const ours = outcome(() => toCallJson(decodeCall(request)));
      expect(ours, name).toEqual(decoded?.request ?? { notXmlRpc: true });
    }
  });

  it("values and faults are written byte for byte as the hub wrote them", () => {
    for (const { name, response, decoded } of captures) {
      if (response === null || decoded === null) continue;
      const { response: expected } = decoded;
      if ("fault" in expected) {
        const { code, string } = expected.fault;
        assert.equal(encodeFault(code, string).toString(), response.toString(), name);
      }
      if (!("value" in expected)) continue;
      const value = decodeResponse(response);
      const written = encodeResponse(withDoubles(value));
      assert.deepStrictEqual(decodeResponse(written), value, name);
      // What Python writes as 2.0 is read, and so written, as the integer that it is.
      if (!/<double>(-?\d+\.0|1e\+22)</.test(response.toString())) {
        assert.equal(written.toString(), response.toString(), name);
      }
    }
  });

  it("requests keep their meaning when they are written again", () => {
    for (const { name, request, decoded } of captures) {
      if (request === null || REFUSED.has(name) || !(decoded && "method" in decoded.request)) continue;
      const call = decodeCall(request);
      const again = decodeCall(encodeCall(call.methodName, call.params.map(withDoubles)));
      assert.deepStrictEqual(again, call, name);
    }
  });
}

/** A hub refuses the first, as we do, though Python's plain decoder reads it; the second would lose digits here. */
const REFUSED = new Set(["http-entity-bomb", "getTaskInfo-huge64"]);

function outcome(decode: () => unknown): unknown {
  try {
    return decode();
  } catch (error) {
    if (error instanceof XmlRpcFault) return { fault: { code: error.code, string: error.faultString } };
    if (error instanceof XmlRpcSyntaxError) return { notXmlRpc: true };
    throw error;
  }
}

const toCallJson = ({ methodName, params }: XmlRpcCall): unknown => ({
  method: methodName,
  params: toCaptureJson(params),
});

/** The value with numbers that no integer of XML-RPC can be marked as the doubles that they were. */
function withDoubles(value: XmlRpcValue): XmlRpcValue {
  if (typeof value === "number") return Math.abs(value) > Number.MAX_SAFE_INTEGER ? new XmlRpcDouble(value) : value;
  if (Array.isArray(value)) return value.map(withDoubles);
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withDoubles(member)]));
}
