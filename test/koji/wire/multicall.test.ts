import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { encodeMultiCall, multiCallBytes, readMultiCall } from "../../../koji/wire/multicall.ts";
import { encodeCall } from "../../../koji/xmlrpc/encode.ts";
import { decodeCall, decodeResponse } from "../../../koji/xmlrpc/decode.ts";

test("a multiCall names method and params of each call", () => {
  const calls = [
    { methodName: "getBuild", params: [1] },
    { methodName: "getAPIVersion", params: [] },
  ];
  expect(decodeCall(encodeMultiCall(calls))).toEqual({ methodName: "multiCall", params: [calls] });
});

test("a multiCall is never longer than reckoned from its calls, and hardly shorter", () => {
  const calls = [
    { methodName: "getAPIVersion", params: [] },
    { methodName: "getBuild", params: [{ name: "köji", version: "<1>", "a&b": [] }] },
    { methodName: "getTaskInfo", params: [[1, 2, 3], { request: true, __starstar: true }] },
    { methodName: "<odd>", params: [null, true, 1.5, "text"] },
  ];
  const { around, perCall } = multiCallBytes;
  for (const call of calls) {
    const reckoned = around + perCall + encodeCall(call.methodName, call.params).byteLength;
    expect(encodeMultiCall([call]).byteLength).toBeLessThanOrEqual(reckoned);
  }
  const calm = calls.slice(0, 1);
  expect(encodeMultiCall(calm).byteLength).toBe(around + perCall + encodeCall("getAPIVersion", []).byteLength);
  expect(encodeMultiCall([]).byteLength).toBe(around);
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
