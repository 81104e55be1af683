import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { encodeFault, encodeResponse } from "../koji/xmlrpc/encode.ts";
import { type Dispatcher, isWrite } from "./dispatch.ts";
import { HubFault } from "./fault.ts";
import { refuse, sendText, sendXml } from "./http-answers.ts";
import type { HubParts } from "./methods/hub.ts";
import { BadRequest, type Call, readCall } from "./request-reader.ts";
import type { Peer } from "./sessions/caller.ts";
import { type Authenticate, introduce } from "./sessions/introduction.ts";
import { credentialsOf, enter } from "./sessions/opening.ts";
import type { Turns } from "./sessions/turns.ts";
import { upload, uploadPath } from "./upload.ts";
import { isStruct } from "./values.ts";

/** Koji's MaxRequestLength. */
const LARGEST_REQUEST = 4 * 1024 * 1024;

/** What was asked in one request; a multiCall is unpacked. */
export type SampleHubRequest = {
  readonly calls: readonly Call[];
  /** Those that would change something, whether the hub let them or not. Logging in and out is none of them. */
  readonly writes: readonly Call[];
  /** Of an upload, which has no calls: below the hub's `work`. */
  readonly upload: { readonly path: string; readonly bytes: number } | null;
  readonly multiCall: boolean;
  /** Who asked, in a session; null for nobody. */
  readonly user: string | null;
  readonly requestBytes: number;
  readonly responseBytes: number;
};

/** `lose`: what was asked is done, and the connection breaks before the answer. */
export type AnswerFate = "send" | "lose" | void;

export type CallRoute = {
  readonly hub: HubParts;
  readonly dispatch: Dispatcher;
  readonly turns: Turns;
  readonly latencyMs: number;
  readonly onRequest: ((request: SampleHubRequest) => void) | null;
  readonly beforeAnswer: ((request: SampleHubRequest) => AnswerFate | Promise<AnswerFate>) | null;
  readonly authenticate: Authenticate | null;
};

/** A POST to the hub: a call, or an upload. */
export async function answerCall(route: CallRoute, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const introduced = introduce(request, route.authenticate);
  const introduction = introduced instanceof Promise ? await introduced : introduced;
  if ("status" in introduction) return refuse(request, response, introduction);
  try {
    const isUpload = request.headers["content-type"] === "application/octet-stream";
    const bytes = await bodyOf(request, isUpload ? Infinity : LARGEST_REQUEST);
    const call = isUpload ? null : await readCall(bytes);
    const asked: Asked = { request, peer: introduction.peer, bytes, call };
    const { answer, user, end } = await carryOut(route, asked);
    try {
      if (route.latencyMs > 0) await setTimeout(route.latencyMs);
      await deliver(route, { ...asked, response, answer, user, headers: introduction.headers });
    } finally {
      end();
    }
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    sendText(response, 400, `Invalid request: ${error.message}`);
  }
}

type Outgoing = Asked & {
  readonly response: ServerResponse;
  readonly answer: Buffer;
  readonly user: string | null;
  readonly headers: OutgoingHttpHeaders;
};

async function deliver({ onRequest, beforeAnswer }: CallRoute, { response, answer, ...out }: Outgoing): Promise<void> {
  if (onRequest === null && beforeAnswer === null) return sendXml(response, answer, out.headers);
  const sizes = { requestBytes: out.bytes.length, responseBytes: answer.length };
  const told: SampleHubRequest = { ...toldOf(out), user: out.user, ...sizes };
  if (beforeAnswer !== null && (await beforeAnswer(told)) === "lose") out.request.socket.destroy();
  else sendXml(response, answer, out.headers);
  onRequest?.(told);
}

type Asked = {
  readonly request: IncomingMessage;
  readonly peer: Peer;
  readonly bytes: Buffer;
  /** Null for an upload. */
  readonly call: Call | null;
};

/** `end`: to be called when the answer has left, for the session's next call. */
type CarriedOut = { readonly answer: Buffer; readonly user: string | null; readonly end: () => void };

const nothing = (): void => undefined;

/** A fault is an answer like any other. */
async function carryOut(route: CallRoute, { request, peer, bytes, call }: Asked): Promise<CarriedOut> {
  const query = queryOf(request);
  let [user, end]: [string | null, () => void] = [null, nothing];
  try {
    const credentials = credentialsOf(request.headers, query);
    if (credentials !== null) end = await route.turns.take(credentials.id, credentials.callnum !== null);
    const entered = () => {
      const caller = enter(route.hub, { credentials, peer, method: call?.methodName ?? null });
      user = caller.user?.name ?? null;
      return caller;
    };
    const value =
      call === null ? upload(route.hub, entered(), { query, content: bytes }) : route.dispatch(call, entered);
    return { answer: encodeResponse(value), user, end };
  } catch (error) {
    if (error instanceof HubFault) return { answer: encodeFault(error.code, error.faultString), user, end };
    end();
    throw error;
  }
}

const queryOf = ({ url = "" }: IncomingMessage): string => url.split("?").slice(1).join("?");

function toldOf({ request, call, bytes }: Asked): Pick<SampleHubRequest, "calls" | "writes" | "upload" | "multiCall"> {
  if (call === null)
    return {
      calls: [],
      writes: [],
      upload: { path: uploadPath(queryOf(request)), bytes: bytes.length },
      multiCall: false,
    };
  const { calls, multiCall } = unpacked(call);
  return { calls, writes: calls.filter(isWrite), upload: null, multiCall };
}

function unpacked(call: Call): Pick<SampleHubRequest, "calls" | "multiCall"> {
  const multiCall = call.methodName === "multiCall" || call.methodName === "system.multicall";
  const [list] = call.params;
  if (!multiCall || !Array.isArray(list)) return { calls: [call], multiCall };
  const calls = list.map((one: unknown): Call => {
    const { methodName, params } = isStruct(one) ? one : {};
    return { methodName: String(methodName), params: Array.isArray(params) ? params : [] };
  });
  return { calls, multiCall };
}

async function bodyOf(request: IncomingMessage, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  // The rest of a request that is too long is read all the same: else the client never sees the answer.
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size <= limit) pieces.push(piece);
  }
  if (size > limit) throw new BadRequest("Request too long");
  return Buffer.concat(pieces);
}
