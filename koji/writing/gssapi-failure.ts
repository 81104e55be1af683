import { HubWriteError } from "../../model/errors.ts";

/** Which login failed: the gateway's own, at this service of this hub. */
export type GssapiLogin = {
  readonly hub: string;
  /** `HTTP@host` */
  readonly service: string;
  readonly principal: string | null;
  readonly keytab: string | null;
};

/** After which a KDC may be back. */
const RETRY_SECONDS = 30;

/** `reason`: the libraries' own. Who merely uses the gateway reads this too: it names no file. */
export function gssapiFailure(reason: string, login: GssapiLogin): HubWriteError {
  if (UNUSABLE.test(reason)) return kerberosMissing(login.hub);
  const kind = KINDS.find(({ sign }) => sign.test(reason));
  const as = login.principal === null ? "" : ` as ${login.principal}`;
  return new HubWriteError(
    `Nothing was sent to the hub ${login.hub}: the gateway could not prove by Kerberos${as} who it is to ${login.service} (${lastPart(reason)}). ${(kind?.cure ?? FOR_ANY)(login)}`,
    { outcome: "NOT_SENT", retryAfter: kind?.passes === true ? RETRY_SECONDS : null },
  );
}

/** The hub let the gateway in, yet what it sent to prove itself is not what Kerberos expects. */
export const unprovenHub = (reason: string, { hub, service }: GssapiLogin): HubWriteError =>
  new HubWriteError(
    `Nothing was sent to the hub ${hub}: it did not prove by Kerberos that it is ${service} (${lastPart(reason)}), so the session it gave is not used. See who answers at the hub's \`url\`.`,
    { outcome: "NOT_SENT" },
  );

export const kerberosMissing = (hub: string): HubWriteError =>
  new HubWriteError(
    `Nothing can be changed at the hub ${hub}: its \`auth\` is gssapi, for which the npm package kerberos and the libraries libgssapi_krb5 and libkrb5 must be installed. Install both where the gateway runs (\`npm install kerberos\`; the libraries come with krb5-user or krb5-workstation) and start it again.`,
    { outcome: "NOT_SENT" },
  );

/** The package was installed without its compiled part, or does not find the libraries. */
const UNUSABLE = /^Cannot find module|is not a function|^Opening library/u;

const FOR_ANY = () => "See Kerberos' own configuration (krb5.conf) where the gateway runs.";

/** As MIT's libraries word it, which node's package passes on without a number. */
const KINDS: readonly { sign: RegExp; passes: boolean; cure: (login: GssapiLogin) => string }[] = [
  {
    sign: /SPNEGO cannot find mechanisms|Can't find client principal|No Kerberos credentials/u,
    passes: false,
    cure: ({ keytab }) =>
      keytab === null
        ? "No ticket was found: name a keytab in the hub's `auth`, or keep a ticket in the cache that KRB5CCNAME names."
        : "See with `klist -k` that the keytab of the hub's `auth` holds a key of the principal it names.",
  },
  {
    sign: /Decrypt integrity check|Preauthentication failed|Client '.*' not found|revoked/u,
    passes: false,
    cure: () => "The KDC no longer takes this key: have a keytab made anew, or see whether the principal was locked.",
  },
  {
    sign: /expired/u,
    passes: false,
    cure: () => "Get a new ticket with kinit, or name a keytab in the hub's `auth`: it is used for each login.",
  },
  {
    sign: /Server .* not found/u,
    passes: false,
    cure: () => "See that the hub's `url` has the host name that its keytab is for: DNS is not asked for another.",
  },
  { sign: /skew/u, passes: false, cure: () => "Set the clocks of this machine and of the KDC." },
  {
    sign: /Cannot contact any KDC|Cannot (?:find KDC|resolve)|no answer within/u,
    passes: true,
    cure: () => "See whether a KDC of the realm runs, and whether krb5.conf names it.",
  },
];

/** `Unspecified GSS failure.  Minor code may provide more information: Ticket expired` says it in the end. */
const lastPart = (reason: string): string => reason.replace(/^.*(?:inaccessible|information): /u, "").trim();
