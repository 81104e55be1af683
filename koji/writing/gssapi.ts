import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HubWriteError } from "../../model/errors.ts";
import { gssapiFailure, kerberosMissing, unprovenHub } from "./gssapi-failure.ts";
import { type Environment, GssapiError, openGssapiTalk } from "./gssapi-talk.ts";

export type NegotiateOptions = {
  /** The hub's name, for messages. */
  readonly hub: string;
  /** Its address: the service is `HTTP/host` of it, whatever DNS calls that host. */
  readonly url: string;
  /** Null for the first one whose key or ticket is found. */
  readonly principal: string | null;
  /** Null where somebody else keeps tickets in the cache that the environment names. */
  readonly keytab: string | null;
  /** What Kerberos' libraries know of realms; without a keytab, also where the tickets are. */
  readonly environment: Environment;
};

/** How a login proves by Kerberos who the gateway is. */
export type Negotiate = {
  /** Why it cannot, in a sentence with its cure; null where it may. */
  readonly unable: string | null;
  /**
   * What `send` answers, once the hub's own proof is found good, where it sent one. `send` runs once at most, with an
   * Authorization header for one request; its rejection passes as it is. Else rejects with HubWriteError (NOT_SENT:
   * nothing but a session, which nobody uses, can have come of it) or the signal's reason.
   */
  prove<T>(send: (authorization: string) => Promise<Proven<T>>, signal?: AbortSignal): Promise<T>;
};

/** `challenge`: the WWW-Authenticate header of the answer. */
export type Proven<T> = { readonly answer: T; readonly challenge: string | null };

/** Each login asks for tickets anew and keeps them in memory: they lie on no disk, and no hub's login sees another's. */
export function createNegotiate(options: NegotiateOptions): Negotiate {
  const module = kerberosModule();
  const missing = module === null ? kerberosMissing(options.hub) : null;
  return {
    unable: missing?.message ?? null,
    async prove(send, signal) {
      if (module === null) throw kerberosMissing(options.hub);
      signal?.throwIfAborted();
      const folder = await mkdtemp(join(tmpdir(), "koji-image-gateway-"));
      try {
        await writeFile(join(folder, "krb5.conf"), SERVICE_AS_NAMED);
        return await proven({ ...options, module, environment: environmentOf(options, folder), signal }, send);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

type Login = NegotiateOptions & { readonly module: string; readonly signal: AbortSignal | undefined };

async function proven<T>(login: Login, send: (authorization: string) => Promise<Proven<T>>): Promise<T> {
  const { module, principal } = login;
  const service = `HTTP@${new URL(login.url).hostname}`;
  const talk = openGssapiTalk(login.environment);
  try {
    const begun = inTime(talk.begin({ module, service, principal }), () => talk.end(), login.signal);
    const token = await worded(begun, (reason) => gssapiFailure(reason, { ...login, service }));
    const { answer, challenge } = await send(`Negotiate ${token}`);
    const proof = /\bNegotiate\s+([^\s,]+)/iu.exec(challenge ?? "")?.[1];
    if (proof !== undefined) {
      const confirmed = inTime(talk.confirm(proof), () => talk.end(), login.signal);
      await worded(confirmed, (reason) => unprovenHub(reason, { ...login, service }));
    }
    return answer;
  } finally {
    talk.end();
  }
}

async function worded<T>(step: Promise<T>, inWords: (reason: string) => HubWriteError): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw error instanceof GssapiError ? inWords(error.message) : error;
  }
}

/** For a ticket; a KDC that does not answer is given up by then. */
const TIMEOUT_MS = 20_000;

async function inTime<T>(step: Promise<T>, end: () => void, signal: AbortSignal | undefined): Promise<T> {
  const timer = setTimeout(end, TIMEOUT_MS);
  if (signal?.aborted) end();
  signal?.addEventListener("abort", end, { once: true });
  try {
    return await step;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  }
}

/** Whatever else krb5.conf says of names: DNS could otherwise choose to whom the gateway proves itself. */
const SERVICE_AS_NAMED = "[libdefaults]\n  rdns = false\n  dns_canonicalize_hostname = false\n";

const SYSTEMS_CONFIGURATION = "/etc/krb5.conf";

/** The file that comes first wins. */
function environmentOf({ keytab, environment }: NegotiateOptions, folder: string): Environment {
  const { NODE_OPTIONS: _, KRB5_CONFIG, ...rest } = environment;
  return {
    ...rest,
    KRB5_CONFIG: `${join(folder, "krb5.conf")}:${KRB5_CONFIG ?? SYSTEMS_CONFIGURATION}`,
    ...(keytab === null ? {} : { KRB5_CLIENT_KTNAME: `FILE:${keytab}`, KRB5CCNAME: "MEMORY:" }),
  };
}

/** Where the package is, which is loaded by nothing but the process of a login; null where it is not installed. */
function kerberosModule(): string | null {
  try {
    return createRequire(import.meta.url).resolve("kerberos");
  } catch {
    return null;
  }
}
