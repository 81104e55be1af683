import { encodeCall } from "../../koji/xmlrpc/encode.ts";
import { decodeResponse } from "../../koji/xmlrpc/decode.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { type SampleHub, type SampleHubOptions, startSampleHub } from "../../sample/sample-hub.ts";

/** An evening on which the night's last builds are running. */
export const EVENING = Date.UTC(2026, 10, 22, 20, 0);

export const HOUR = 3_600_000;

export type Params = readonly XmlRpcValue[];

/** A hub whose clock the test moves, and what talks to it. */
export type RunningHub = {
  readonly hub: SampleHub;
  /** The XML of an answer. */
  xml(method: string, ...params: Params): Promise<string>;
  /** The value of an answer; throws a fault. */
  call(method: string, ...params: Params): Promise<XmlRpcValue>;
  /** Rows, where an answer is a list of structs. */
  rows(method: string, ...params: Params): Promise<readonly Record<string, XmlRpcValue>[]>;
  move(ms: number): void;
  now(): number;
};

/** Koji's way to name arguments. */
export const named = (args: Record<string, XmlRpcValue>): XmlRpcValue => ({ ...args, __starstar: true });

export async function startHub(options: Partial<SampleHubOptions> = {}): Promise<RunningHub> {
  let now = EVENING;
  const hub = await startSampleHub({ seed: 45, now: () => now, ...options });
  const xml = async (method: string, ...params: Params) => {
    const response = await fetch(hub.hubUrl, { method: "POST", body: new Uint8Array(encodeCall(method, params)) });
    return response.text();
  };
  const call = async (method: string, ...params: Params) => decodeResponse(Buffer.from(await xml(method, ...params)));
  return {
    hub,
    xml,
    call,
    rows: async (method, ...params) => {
      const value = await call(method, ...params);
      if (!Array.isArray(value)) throw new TypeError(`${method} answered no list`);
      return value as readonly Record<string, XmlRpcValue>[]; // what the hub's lists hold; a test that is wrong in this fails
    },
    move: (ms) => {
      now += ms;
    },
    now: () => now,
  };
}
