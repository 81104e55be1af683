import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { type PeerCertificate, TLSSocket } from "node:tls";
import type { Identity, Peer } from "./caller.ts";

/** Stands for what a web server does before Koji hears of a request to `/kojihub/ssllogin`, as with Kerberos. */
export type Authenticate = (request: IncomingMessage) => Promise<Verdict>;

export type Verdict =
  /** `headers` go with the answer. */
  | { readonly principal: string; readonly headers?: OutgoingHttpHeaders }
  /** The web server's own answer, as 401 with `WWW-Authenticate`. */
  | { readonly status: number; readonly headers: OutgoingHttpHeaders };

type Introduced =
  | { readonly peer: Peer; readonly headers: OutgoingHttpHeaders }
  | { readonly status: number; readonly headers: OutgoingHttpHeaders };

/** Who is at the other end, where that is asked: at `/kojihub/ssllogin` and nowhere else. */
export function introduce(
  request: IncomingMessage,
  authenticate: Authenticate | null,
): Introduced | Promise<Introduced> {
  const address = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  if (request.url === "/kojihub" || !/^\/kojihub\/ssllogin(?:[/?]|$)/.test(request.url ?? ""))
    return { peer: { address, identity: UNASKED }, headers: {} };
  if (authenticate === null) return { peer: { address, identity: certified(request) }, headers: {} };
  return authenticate(request).then((verdict) => {
    if ("status" in verdict) return verdict;
    const identity: Identity = { kind: "kerberos", principal: verdict.principal };
    return { peer: { address, identity }, headers: verdict.headers ?? {} };
  });
}

const UNASKED: Identity = { kind: "nobody", verify: "None" };

/** The connection was refused if the certificate is not of the authority. */
function certified({ socket }: IncomingMessage): Identity {
  if (!(socket instanceof TLSSocket)) return UNASKED;
  const { subject } = socket.getPeerCertificate() as Partial<PeerCertificate>; // an empty object where there is none
  if (subject === undefined) return { kind: "nobody", verify: "NONE" };
  // As RFC 2253 has it: the last part first.
  const parts = Object.entries(subject as unknown as Readonly<Record<string, string | readonly string[]>>); // what Node makes of any subject
  const dn = parts
    .flatMap(([name, value]) => [value].flat().map((one) => `${name}=${one}`))
    .reverse()
    .join(",");
  const name = parts.find(([part]) => part === "CN")?.[1] ?? null;
  return { kind: "certificate", name: Array.isArray(name) ? (name[0] ?? null) : (name as string | null), dn };
}
