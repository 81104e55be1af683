import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { encodeResponse } from "../../../koji/xmlrpc/encode.ts";
import { toCaptureJson } from "../../support/captures.ts";
import { xmlValue } from "../../support/xmlrpc-values.ts";

const found = spawnSync("python3", ["-c", "import xmlrpc.client"]).status === 0;

/** Reads documents in base64, one a line; answers what Python's own decoder, which is Koji's, makes of each as JSON. */
const READER = `
import base64, datetime, json, sys, xmlrpc.client
def plain(value):
    if isinstance(value, bytes): return {"$base64": base64.b64encode(value).decode()}
    if isinstance(value, xmlrpc.client.DateTime): return {"$dateTime": f"{value.value[:4]}-{value.value[4:6]}-{value.value[6:]}"}
    if isinstance(value, xmlrpc.client.Binary): return plain(value.data)
    if isinstance(value, list): return [plain(item) for item in value]
    if isinstance(value, dict): return {name: plain(member) for name, member in value.items()}
    return value
for line in sys.stdin:
    (value,), _ = xmlrpc.client.loads(base64.b64decode(line))
    print(json.dumps(plain(value)))
`;

describe.skipIf(!found)("Python, which every hub is written in (SKIPPED where there is no python3)", () => {
  it("reads what we write as what it was", () => {
    const values = fc.sample(xmlValue, 500);
    const input = values.map((value) => encodeResponse(value).toString("base64")).join("\n");
    const { stdout, stderr, status } = spawnSync("python3", ["-c", READER], { input, maxBuffer: 2 ** 28 });
    assert.equal(status, 0, stderr.toString());
    const read = stdout
      .toString()
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    assert.equal(read.length, values.length);
    values.forEach((value, index) => assert.deepEqual(read[index], toCaptureJson(value)));
  });
});
