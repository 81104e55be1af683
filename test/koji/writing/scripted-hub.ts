import type { ServerResponse } from "node:http";
import { decodeCall } from "../../../koji/xmlrpc/decode.ts";
import { encodeFault, encodeResponse } from "../../../koji/xmlrpc/encode.ts";
import { textOf } from "../../../koji/requests/value-shape.ts";
import type { XmlRpcCall, XmlRpcValue } from "../../../koji/xmlrpc/value.ts";
import { HubRefusal, type LoopbackHub, type Received, sendXml, startHub } from "../wire/loopback-hub.ts";

/** A request as the scripted hub got it; `user` is empty without a session. */
export type Arrived = {
  readonly method: string;
  readonly user: string;
  readonly session: number;
  readonly number: number;
};

/** What becomes of one request: `carryOut` does it and gives the answer's bytes. */
export type Fate = (request: { carryOut: () => Buffer; response: ServerResponse }) => void | Promise<void>;

export type ScriptedHub = LoopbackHub & {
  readonly arrived: Arrived[];
  /** Writes that were carried out, as `user method`. */
  readonly done: string[];
  /** Of the next calls of that method, one each; then all goes well again. */
  readonly fates: Map<string, Fate[]>;
  readonly sessions: Map<number, ScriptedSession>;
  /** Those of the people it knows. */
  readonly disabled: Set<string>;
  /** By path; uploads go there. */
  readonly files: Map<string, Buffer>;
};

type ScriptedSession = { user: string; key: string; number: number | null; state: "open" | "closed" | "expired" };

const USERS: Readonly<Record<string, { name?: string; usertype?: number; status?: number }>> = {
  alice: {},
  bob: {},
  carol: {},
  "gone.away": { status: 1 },
  "build-host": { usertype: 1 },
  "kde-sig": { usertype: 2 },
  "alice@EXAMPLE.TEST": { name: "alice" },
  "image-gateway": {},
};

/** Answers as a hub with sessions and call numbers does, where no fate stands in the way. Each write gives the number of writes. */
export async function startScriptedHub(): Promise<ScriptedHub> {
  const state = {
    arrived: new Array<Arrived>(),
    done: new Array<string>(),
    fates: new Map<string, Fate[]>(),
    sessions: new Map<number, ScriptedSession>(),
    disabled: new Set<string>(),
    files: new Map<string, Buffer>(),
  };
  const hub = await startHub(async (received, response) => {
    const upload = received.headers["content-type"] === "application/octet-stream";
    const call = upload ? { methodName: "(upload)", params: [] } : decodeCall(received.body);
    const session = Number(received.headers["koji-session-id"] ?? 0);
    const user = state.sessions.get(session)?.user ?? "";
    state.arrived.push({ method: call.methodName, user, session, number: numberOf(received) });
    const carryOut = () => answerTo(state, call, received);
    const fate = state.fates.get(call.methodName)?.shift() ?? inOrder;
    await fate({ carryOut, response });
  });
  return { ...hub, ...state };
}

const inOrder: Fate = ({ carryOut, response }) => sendXml(response, carryOut());

/** The connection breaks, and the hub never saw the call. */
export const dropsBefore: Fate = ({ response }) => void response.destroy();
export const dropsAfter: Fate = ({ carryOut, response }) => void (carryOut(), response.destroy());
export const answersHalf: Fate = ({ carryOut, response }) => {
  const bytes = carryOut();
  response.writeHead(200, { "content-type": "text/xml", "content-length": bytes.byteLength });
  response.write(bytes.subarray(0, bytes.byteLength / 2), () => response.destroy());
};
export const answersNonsense: Fate = ({ carryOut, response }) => {
  carryOut();
  sendXml(response, Buffer.from("<methodResponse><params>"));
};
export const fails =
  (status: number, carriedOut: boolean): Fate =>
  ({ carryOut, response }) => {
    if (carriedOut) carryOut();
    response.writeHead(status, { "content-type": "text/html" }).end("<h1>sorry</h1>");
  };
export const faults =
  (code: number, message: string): Fate =>
  ({ response }) =>
    sendXml(response, encodeFault(code, message));
/** Does it, and never answers. */
export const fallsSilent: Fate = ({ carryOut }) => void carryOut();
/** Never answers, and never did it. */
export const ignores: Fate = () => undefined;
export const waitsFor =
  (opened: Promise<void>): Fate =>
  async ({ carryOut, response }) => {
    await opened;
    sendXml(response, carryOut());
  };

const numberOf = ({ headers }: Received) => Number(headers["koji-session-callnum"] ?? 0);

type State = Omit<ScriptedHub, keyof LoopbackHub>;

function answerTo(state: State, call: XmlRpcCall, received: Received): Buffer {
  try {
    const session = sessionOf(state, received);
    return encodeResponse(perform(state, call, { session, received }));
  } catch (error) {
    if (!(error instanceof HubRefusal)) throw error;
    return encodeFault(error.code, error.message);
  }
}

/** kojihub/auth.py, Session: what is asked of the session comes before all else. */
function sessionOf({ sessions }: State, received: Received): ScriptedSession | null {
  const { headers } = received;
  if (headers["koji-session-id"] === undefined) return null;
  const session = sessions.get(Number(headers["koji-session-id"]));
  if (session?.key !== headers["koji-session-key"] || session?.state === "closed") {
    throw new HubRefusal(1002, "Invalid session or bad credentials");
  }
  if (session === undefined) return null;
  if (session.state === "expired") throw new HubRefusal(1007, "session has expired");
  const number = numberOf(received);
  if (session.number !== null && session.number > number) throw new HubRefusal(1008, `${session.number} > ${number}`);
  if (session.number === number) throw new HubRefusal(1009, `unable to retry call ${number}`);
  return session;
}

type Asked = { readonly session: ScriptedSession | null; readonly received: Received };

function perform(state: State, { methodName, params }: XmlRpcCall, { session, received }: Asked): XmlRpcValue {
  const [first = "", second = ""] = params.map((param) => textOf(param) ?? "");
  if (methodName === "getAPIVersion") return 1;
  if (methodName === "getUser") return userRow(state, first);
  if (methodName === "login") return login(state, first);
  if (session === null) throw new HubRefusal(1004, "you must be logged in for this operation");
  if (methodName === "(upload)") return store(state, received);
  if (methodName === "checkUpload") return stored(state.files.get(`${first}/${second}`));
  session.number = numberOf(received);
  if (methodName === "logout") session.state = "closed";
  else if (methodName !== "sharedSession") state.done.push(`${session.user} ${methodName}`);
  return methodName === "logout" || methodName === "sharedSession" ? null : state.done.length;
}

function userRow({ disabled }: State, asked: string): XmlRpcValue {
  const found = disabled.has(asked) ? { status: 1 } : USERS[asked];
  return found === undefined ? null : { id: 7, name: asked, usertype: 0, status: 0, krb_principals: [], ...found };
}

function login({ sessions }: State, user: string): XmlRpcValue {
  const id = sessions.size + 1;
  const key = `${id}-key`;
  sessions.set(id, { user, key, number: null, state: "open" });
  return { "session-id": id, "session-key": key, "header-auth": true };
}

/** kojihub.handle_upload: cuts off behind the place, writes there. */
function store({ files }: State, { url, body }: Received): XmlRpcValue {
  const query = new URL(url ?? "", "http://hub").searchParams;
  const path = `${query.get("filepath")}/${query.get("filename")}`;
  const offset = Number(query.get("offset"));
  files.set(path, Buffer.concat([(files.get(path) ?? Buffer.alloc(0)).subarray(0, offset), body]));
  return { size: body.length, fileverify: "adler32", offset, hexdigest: adler32(body) };
}

const stored = (file: Buffer | undefined): XmlRpcValue =>
  file === undefined ? null : { size: file.length, mtime: 1.5, sumlength: file.length, hexdigest: adler32(file) };

/** As RFC 1950 has it, one byte after another. */
function adler32(bytes: Buffer): string {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return (b * 65_536 + a).toString(16).padStart(8, "0");
}
