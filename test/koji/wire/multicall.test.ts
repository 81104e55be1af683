import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cutCalls, encodeMultiCall, readMultiCall } from "../../../koji/wire/multicall.ts";
import { decodeCall, decodeResponse } from "../../../koji/xmlrpc/decode.ts";

const call = (bytes: number) => ({ encoded: new Uint8Array(bytes) });

const cut = (sizes: readonly number[], limits: { maxCalls: number; maxBytes: number }) =>
  cutCalls(sizes.map(call), limits).map((group) => group.map(({ encoded }) => encoded.byteLength));

describe("calls are cut into requests", () => {
  test("of nearly equal count, so that they take equally long side by side", () => {
    const cuts = cutCalls(
      Array.from({ length: 120 }, () => call(10)),
      { maxCalls: 100, maxBytes: 1e6 },
    );
    expect(cuts.map((group) => group.length)).toEqual([60, 60]);
  });

  test("in their order", () => {
    expect(cut([1, 2, 3, 4, 5], { maxCalls: 2, maxBytes: 1e6 })).toEqual([[1, 2], [3, 4], [5]]);
  });

  test("within the bytes allowed", () => {
    expect(cut([300, 300, 300, 300], { maxCalls: 10, maxBytes: 1000 })).toEqual([
      [300, 300],
      [300, 300],
    ]);
  });

  test("a call larger than that goes alone", () => {
    expect(cut([10, 5000, 10], { maxCalls: 10, maxBytes: 1000 })).toEqual([[10], [5000], [10]]);
  });

  test("so that a request is never longer than reckoned", () => {
    const calls = Array.from({ length: 50 }, (_, id) => ({ methodName: "m", params: [id] }));
    const alone = calls.map(({ methodName, params }) => encodeMultiCall([{ methodName, params }]).byteLength);
    const wrapping = encodeMultiCall([]).byteLength;
    const together = encodeMultiCall(calls).byteLength;
    expect(together).toBeLessThan(alone.reduce((sum, bytes) => sum + bytes - wrapping + 1, wrapping));
  });

  test("none when there are none", () => {
    expect(cutCalls([], { maxCalls: 10, maxBytes: 10 })).toEqual([]);
  });
});

test("a multiCall names method and params of each call", () => {
  const calls = [
    { methodName: "getBuild", params: [1] },
    { methodName: "getAPIVersion", params: [] },
  ];
  expect(decodeCall(encodeMultiCall(calls))).toEqual({ methodName: "multiCall", params: [calls] });
});

describe("an answer to a multiCall", () => {
  test("has a slot for each call, value or fault", () => {
    const answer = [[7], [null], { faultCode: 1000, faultString: "No such build: 9", traceback: ["…"] }];
    expect(readMultiCall(answer, 3)).toEqual([
      { value: 7 },
      { value: null },
      { fault: { code: 1000, faultString: "No such build: 9" } },
    ]);
  });

  test("tells a Python error's class from the end of its traceback", () => {
    const slot = {
      faultCode: 1,
      faultString: "params",
      traceback: ["Traceback (most recent call last):\n", "KeyError: 'params'\n"],
    };
    expect(readMultiCall([slot], 1)).toEqual([{ fault: { code: 1, faultString: "KeyError: 'params'\n" } }]);
  });

  test("may hold a value that looks like a fault", () => {
    const struct = { faultCode: 1, faultString: "of a task, as getTaskResult gives it" };
    expect(readMultiCall([[struct]], 1)).toEqual([{ value: struct }]);
  });

  test.each([
    ["is no list", 7],
    ["has too few slots", [[1]]],
    ["has too many slots", [[1], [2], [3]]],
    ["has an empty slot", [[1], []]],
    ["has a slot of two", [[1], [1, 2]]],
    ["has a bare value", [[1], 2]],
    ["has a struct that is no fault", [[1], { faultCode: "x", faultString: "y" }]],
  ])("that %s is none", (_name, answer) => {
    expect(readMultiCall(answer, 2)).toBeNull();
  });
});

const WIRE = new URL("../../../../shared/koji/wire/", import.meta.url);

describe.skipIf(!existsSync(WIRE))("a real hub (skipped without ../shared/koji)", () => {
  test("answers as read here", () => {
    const { params } = decodeCall(readFileSync(new URL("multiCall-mixed.request.xml", WIRE)));
    const count = Array.isArray(params[0]) ? params[0].length : 0;
    const answer = decodeResponse(readFileSync(new URL("multiCall-mixed.response.xml", WIRE)));
    const slots = readMultiCall(answer, count) ?? [];
    expect(slots).toHaveLength(count);
    expect(slots.filter((slot) => "fault" in slot)).toEqual([
      { fault: { code: 1000, faultString: "No such build: 99999999" } },
      { fault: { code: 1000, faultString: "Invalid method: noSuchMethod" } },
      { fault: { code: 1022, faultString: expect.stringMatching(/^Could not create LiveMedia/) } },
      { fault: { code: 1, faultString: "Exception: test exception\n" } },
    ]);
  });
});
