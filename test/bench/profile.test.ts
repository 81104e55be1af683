import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { profileShares } from "../../bench/profile.ts";

const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 1 });

test("a profile tells the share of rooms, packages and functions of the time in which anything was done", () => {
  const folder = mkdtempSync(join(tmpdir(), "profile-"));
  const file = join(folder, "a.cpuprofile");
  const profile = {
    nodes: [
      { id: 1, callFrame: frame("(root)", ""), children: [2, 3, 4, 5, 6] },
      { id: 2, callFrame: frame("(idle)", "") },
      { id: 3, callFrame: frame("decode", "file:///house/dist/koji/xmlrpc/decode.js") },
      { id: 4, callFrame: frame("", "file:///house/node_modules/@org/pack/esm/index.js") },
      { id: 5, callFrame: frame("(garbage collector)", "") },
      { id: 6, callFrame: frame("fresh", "file:///house/bench/processes/gateway.mjs"), children: [7] },
      { id: 7, callFrame: frame("serve", "file:///house/dist/server/serve.js") },
    ],
    samples: [2, 3, 4, 5, 7, 3],
    timeDeltas: [1000, 30, 10, 20, 500, 40],
  };
  writeFileSync(file, JSON.stringify(profile));
  const { rooms, functions } = profileShares(file);
  rmSync(folder, { recursive: true });
  expect(rooms).toEqual([
    { place: "koji/xmlrpc/", share: 0.7 },
    { place: "(garbage collector)", share: 0.2 },
    { place: "@org/pack", share: 0.1 },
  ]);
  expect(functions.map(({ place }) => place)).toEqual([
    "koji/xmlrpc/decode.ts: decode",
    "V8: (garbage collector)",
    "@org/pack index.js: (anonymous)",
  ]);
});
