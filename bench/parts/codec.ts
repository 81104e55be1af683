import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { decodeCall, decodeResponse } from "../../koji/xmlrpc/decode.ts";
import { encodeCall, encodeResponse } from "../../koji/xmlrpc/encode.ts";
import { packageDecodeResponse, packageEncodeCall } from "../../test/support/xmlrpc-package.ts";
import type { BenchPart, BenchRow } from "../bench-part.ts";
import { contest } from "../contest.ts";
import { timedTurns } from "../timed-turns.ts";
import { buildRows, getBuildCalls, rpmRows } from "../hub-rows.ts";

const CAPTURES = new URL("../../../shared/koji/wire/", import.meta.url);

/** Ours against the `xmlrpc` package, and against JSON of the same data. */
export const codec: BenchPart = {
  name: "codec",
  about: "reading and writing XML-RPC",
  run: async () => {
    const rows: BenchRow[] = [];
    for (const [what, bytes] of documents()) rows.push(...(await decoding(what, bytes)));
    rows.push(...(await encoding()));
    return rows;
  },
};

function documents(): [string, Buffer][] {
  const made: [string, Buffer][] = [
    ["1000 builds", encodeResponse(buildRows(1000))],
    ["5000 rpms", encodeResponse(rpmRows(5000))],
  ];
  const captured = ["listBuilds-1000", "listRPMs-imageID"].flatMap((name): [string, Buffer][] => {
    const file = new URL(`${name}.response.xml`, CAPTURES);
    return existsSync(file) ? [[`captured ${name}`, readFileSync(file)]] : [];
  });
  if (captured.length === 0) console.log("No captured answers here: generated ones only.");
  return [...made, ...captured];
}

async function decoding(what: string, bytes: Buffer): Promise<BenchRow[]> {
  const json = JSON.stringify(decodeResponse(bytes));
  if (!isDeepStrictEqual(decodeResponse(bytes), JSON.parse(json)))
    throw new Error(`${what}: JSON holds something else`);
  const turn = (run: () => unknown) => timedTurns(run, 60);
  const [xmlrpc, parse] = [await turn(() => packageDecodeResponse(bytes)), await turn(() => JSON.parse(json))];
  return contest({
    what: `decode ${what}`,
    rounds: 15,
    unit: "ms",
    ours: await turn(() => decodeResponse(bytes)),
    peers: [
      { name: "xmlrpc", turn: xmlrpc, goal: { atLeast: 15 } },
      { name: "JSON.parse", turn: parse, goal: { atMost: 5 } },
    ],
  });
}

async function encoding(): Promise<BenchRow[]> {
  const calls = getBuildCalls(200);
  const [ours, theirs] = [encodeCall("multiCall", [calls]), packageEncodeCall("multiCall", [calls])].map((bytes) =>
    decodeCall(bytes),
  );
  if (!isDeepStrictEqual(ours, theirs)) throw new Error("The two encodings of the calls mean different things");
  const turn = (run: () => unknown) => timedTurns(run, 40);
  const [xmlrpc, stringify] = [
    await turn(() => packageEncodeCall("multiCall", [calls])),
    await turn(() => JSON.stringify(calls)),
  ];
  return contest({
    what: "encode a multiCall of 200 getBuild",
    rounds: 25,
    unit: "ms",
    ours: await turn(() => encodeCall("multiCall", [calls])),
    peers: [
      { name: "xmlrpc", turn: xmlrpc, goal: { atLeast: 25 } },
      { name: "JSON.stringify", turn: stringify, goal: null },
    ],
  });
}
