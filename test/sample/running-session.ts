import { request as httpRequest, type IncomingMessage } from "node:http";
import { decodeResponse } from "../../koji/xmlrpc/decode.ts";
import { XmlRpcFault } from "../../koji/xmlrpc/errors.ts";
import { encodeCall } from "../../koji/xmlrpc/encode.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { named, type Params, type RunningHub } from "./running-hub.ts";

export type Posted = {
  readonly headers?: Readonly<Record<string, string>>;
  /** After the hub's address: a path below it, a query. */
  readonly suffix?: string;
  /** The client's own address. */
  readonly from?: string;
};

/** A session, call by call; each has the next number unless it is told another, or null for none. */
export type RunningSession = {
  readonly id: number;
  readonly key: string;
  xml(
    method: string,
    params?: Params,
    options?: Posted & { readonly callnum?: number | string | null },
  ): Promise<string>;
  call(method: string, ...params: Params): Promise<XmlRpcValue>;
};

/** One POST; the text of the answer. */
export async function post(url: string, body: Uint8Array, { headers = {}, from }: Posted = {}): Promise<string> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const length = { "Content-Type": "text/xml", "Content-Length": body.length };
    const options = { method: "POST", agent: false, headers: { ...length, ...headers }, localAddress: from };
    httpRequest(url, options, resolve).once("error", reject).end(body);
  });
  let text = "";
  for await (const piece of answer.setEncoding("utf8")) text += String(piece);
  return text;
}

export const postCall = (
  running: RunningHub,
  [method, ...params]: readonly [string, ...Params],
  options: Posted = {},
): Promise<string> => post(`${running.hub.hubUrl}${options.suffix ?? ""}`, encodeCall(method, params), options);

export function sessionOf(running: RunningHub, keys: XmlRpcValue): RunningSession {
  const { "session-id": id, "session-key": key } = Object(keys) as { "session-id": number; "session-key": string }; // what a login answers; a test that is wrong in this fails
  let last = 0;
  const xml: RunningSession["xml"] = (
    method,
    params = [],
    { callnum = (last += 1), headers = {}, ...options } = {},
  ) => {
    const number = callnum === null ? {} : { "Koji-Session-Callnum": String(callnum) };
    const all = { "Koji-Session-Id": String(id), "Koji-Session-Key": key, ...number, ...headers };
    return postCall(running, [method, ...params], { ...options, headers: all });
  };
  return { id, key, xml, call: async (method, ...params) => decodeResponse(Buffer.from(await xml(method, params))) };
}

export const logIn = async (running: RunningHub, name: string): Promise<RunningSession> =>
  sessionOf(running, await running.call("login", name, "sample"));

/** Code and text of the fault that comes; null for none. */
export async function fault(call: Promise<unknown>): Promise<readonly [number, string] | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof XmlRpcFault) return [error.code, error.faultString];
    throw error;
  }
}

/** The newest that is complete, of an image for main. */
export async function completeBuild(running: RunningHub): Promise<number> {
  const of = {
    type: "image",
    pattern: "Aurora-Plasma-Live-Main-*",
    state: 1,
    queryOpts: { order: "-build_id", limit: 1 },
  };
  return Number((await running.rows("listBuilds", named(of)))[0]?.["build_id"]);
}
