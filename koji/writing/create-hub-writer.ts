import { setTimeout as sleep } from "node:timers/promises";
import { BadArgumentError, HubWriteError } from "../../model/errors.ts";
import type { HubClient } from "../wire/hub-client.ts";
import { createTransport, type TransportOptions } from "../wire/transport.ts";
import { XmlRpcEncodeError } from "../xmlrpc/errors.ts";
import type { XmlRpcValue } from "../xmlrpc/value.ts";
import type { HubLogin } from "./hub-login.ts";
import type { HubWriter, WriteCall, WriteOptions } from "./hub-writer.ts";
import { createPatience, type PatienceLimits } from "./patience.ts";
import { checkPerson } from "./persons.ts";
import { answerOf } from "./outcomes.ts";
import { callRequest, createSend, type WriteRequest } from "./send.ts";
import { createSessionWork } from "./session-work.ts";
import { Sessions, type SessionLimits } from "./sessions.ts";
import { settle } from "./settle.ts";
import { type TurnLimits, Turns } from "./turns.ts";
import { uploadIn } from "./upload.ts";

export type WriterLimits = TurnLimits & SessionLimits & PatienceLimits;

/** Where nothing else is said. */
const WRITER_LIMITS: WriterLimits = {
  /** Beside those that read: a prefork hub keeps a process busy per connection. */
  atOnce: 2,
  waitingOfOne: 50,
  waiting: 500,
  waitMs: 30_000,
  sessions: 100,
  idleMs: 180_000,
  ageMs: 3_600_000,
  firstPauseMs: 100,
  patienceMs: 60_000,
};

export type HubWriterOptions = TransportOptions &
  Partial<WriterLimits> & {
    /** Asked, anonymously, whom the hub knows. */
    readonly client: HubClient;
    readonly login: HubLogin;
    /** Names that the gateway itself has at the hub. */
    readonly own: readonly string[];
    /** Why nothing can be written; null where it can be. */
    readonly unable?: string | null;
  };

/** A logout that takes longer is not waited for. */
const LOGOUT_MS = 5_000;

/** At the end: for what was sent, and the same again for the logouts. A hub that is slower is left to itself. */
const CLOSING_MS = 4_000;

export function createHubWriter(options: HubWriterOptions): HubWriter {
  const { turns, sessions, patience, work, close } = createParts(options);
  const act = (user: string, { signal }: WriteOptions, action: () => Promise<XmlRpcValue>): Promise<XmlRpcValue> =>
    turns.take(user, signal, () => action().finally(() => sessions.rest(user)));
  let closing: Promise<void> | null = null;

  return {
    unable: options.unable ?? null,
    call: async (user, call, writeOptions = {}) => {
      const request = requestOf(call);
      return act(user, writeOptions, async () => {
        const settled = await work(user, writeOptions, (wire) => settle(request, wire.nextCall()));
        return answerOf(settled, { user, what: call.methodName });
      });
    },
    upload: async (user, file, writeOptions = {}) => {
      await act(user, writeOptions, async () => {
        const settled = await work(user, writeOptions, (wire) => uploadIn(wire, file));
        return answerOf(settled, { user, what: `the upload of ${file.name}` });
      });
    },
    async close() {
      patience.end();
      closing ??= close();
      await closing;
    },
  };
}

function createParts(options: HubWriterOptions) {
  const { client, login, own } = options;
  const limits = { ...WRITER_LIMITS, ...options };
  const transport = createTransport({ ...options, connections: limits.atOnce });
  const send = createSend(transport);
  const turns = new Turns(limits);
  const patience = createPatience(limits);
  const sessions = new Sessions({
    ...limits,
    login,
    checkPerson: (user, signal) => checkPerson(user, { client, own, signal }),
    logout: (session) =>
      send(callRequest("logout", []), { keys: session.keys, number: (session.number += 1), deadlineMs: LOGOUT_MS }),
  });
  const work = createSessionWork({ sessions, send, patience });
  const close = async () => {
    await atMost(CLOSING_MS, turns.close(shuttingDown()));
    await atMost(CLOSING_MS, sessions.close());
    void Promise.allSettled([transport.close(), login.close()]);
  };
  return { turns, sessions, patience, work, close };
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  const ended = new AbortController();
  const late = sleep(ms, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
  await Promise.race([work, late]);
  ended.abort();
}

const shuttingDown = () =>
  new HubWriteError("The gateway is shutting down. Nothing was changed.", { outcome: "NOT_SENT", retryAfter: 10 });

function requestOf({ methodName, params }: WriteCall): WriteRequest {
  try {
    return callRequest(methodName, params);
  } catch (error) {
    throw error instanceof XmlRpcEncodeError ? new BadArgumentError(`${methodName}: ${error.message}`) : error;
  }
}
