import { expect, test } from "vitest";
import { readTaskParams } from "../../../koji/requests/task-params.ts";
import { encodeCall } from "../../../koji/xmlrpc/encode.ts";
import { liveMediaRequest } from "../../support/hub-rows.ts";

test("what a task was asked for is read from the XML that the hub keeps", () => {
  const request = liveMediaRequest(["x86_64"], { ksurl: "git+https://example.org/Lärche.git#main", scratch: true });
  const params = Array.isArray(request) ? request : [];
  expect(readTaskParams(encodeCall("livemedia", params).toString())).toEqual(params);
});

test.each([
  ["nothing", null],
  ["no XML", "PD94bWwgdmVyc2lvbj0nMS4wJz8+"],
  ["half of it", "<?xml version='1.0'?><methodCall><methodName>livemedia</methodName><params>"],
])("a task of which the hub keeps %s was asked for nothing that is known", (_what, xml) => {
  expect(readTaskParams(xml)).toBeNull();
});
