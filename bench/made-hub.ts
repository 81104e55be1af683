import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeCall } from "../koji/xmlrpc/decode.ts";
import { encodeResponse } from "../koji/xmlrpc/encode.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../koji/xmlrpc/value.ts";
import { buildRows } from "./hub-rows.ts";

export type MadeHub = { readonly hubUrl: string; readonly close: () => void };

/** A hub that has an image build of every number, and knows nothing else. */
export async function startMadeHub(): Promise<MadeHub> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const { methodName, params } = decodeCall(Buffer.concat(pieces));
      const answer = methodName === "multiCall" ? each(params[0] ?? []) : one(methodName, params);
      response.setHeader("content-type", "text/xml").end(encodeResponse(answer));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  const close = () => server.close().closeAllConnections();
  return { hubUrl: `http://127.0.0.1:${port}/kojihub`, close };
}

const each = (calls: XmlRpcValue): XmlRpcValue[] =>
  // A multiCall is a list of structs of these two members.
  (calls as { methodName: string; params: XmlRpcValue[] }[]).map(({ methodName, params }) => [one(methodName, params)]);

function one(methodName: string, [id = null]: readonly XmlRpcValue[]): XmlRpcValue {
  if (methodName === "getBuild" && typeof id === "number") return buildOf(id);
  return methodName === "getBuildType" ? { image: {} } : null;
}

const ROWS = buildRows(1000);

function buildOf(id: number): XmlRpcStruct {
  const release = `${20_000_000 + id}.n.0`;
  return {
    ...ROWS[id % ROWS.length],
    id,
    build_id: id,
    task_id: id * 53,
    release,
    nvr: `Fedora-KDE-Live-Rawhide-${release}`,
  };
}
