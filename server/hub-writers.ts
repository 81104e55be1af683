import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { HubAuth, HubConfiguration } from "../config/configuration.ts";
import { inheritedEnvironment } from "../config/environment.ts";
import type { HubClient } from "../koji/wire/hub-client.ts";
import type { TransportOptions } from "../koji/wire/transport.ts";
import { createHubWriter } from "../koji/writing/create-hub-writer.ts";
import { createNegotiate } from "../koji/writing/gssapi.ts";
import type { HubLogin } from "../koji/writing/hub-login.ts";
import { type HubWriter, noWriter } from "../koji/writing/hub-writer.ts";
import { createPasswordLogin } from "../koji/writing/password-login.ts";
import { createCertificateLogin, createKerberosLogin } from "../koji/writing/proxy-logins.ts";

/** What signs in, and under which names the hub knows the gateway itself. */
type SignIn = {
  readonly login: HubLogin;
  readonly own: readonly string[];
  readonly wire: TransportOptions;
  readonly unable?: string | null;
};

/** Reads certificate and key now: what is changed later counts from the next start. */
export function openHubWriter(
  hub: HubConfiguration,
  wire: TransportOptions & { readonly client: HubClient },
): HubWriter {
  const signIn = signInOf(hub.auth, { hub, wire });
  if ("why" in signIn) return noWriter(`Nothing can be changed at the hub ${hub.name}: ${signIn.why}`);
  const { login, own, unable = null } = signIn;
  return createHubWriter({ ...signIn.wire, client: wire.client, login, own, unable });
}

function signInOf(
  auth: HubAuth,
  { hub, wire }: { hub: HubConfiguration; wire: TransportOptions },
): SignIn | { readonly why: string } {
  switch (auth.type) {
    case "none":
      return { why: "its `auth` is none. Whoever runs the gateway says there how it signs in." };
    case "password":
      return { login: createPasswordLogin({ ...wire, passwordFile: auth.passwordFile }), own: [], wire };
    case "gssapi": {
      const { principal, keytab } = auth;
      const environment = inheritedEnvironment();
      const negotiate = createNegotiate({ hub: hub.name, url: hub.url, principal, keytab, environment });
      const own = principal === null ? [] : [principal, principal.replace(/@[^@]*$/u, "")];
      return { login: createKerberosLogin({ ...wire, negotiate }), own, wire, unable: negotiate.unable };
    }
    case "ssl": {
      const certificate = readFileSync(auth.certificate, "utf8");
      const key = auth.key === null ? null : readFileSync(auth.key, "utf8");
      const own = subjectNames(certificate);
      if (own === null) return { why: "the certificate of its `auth` is no certificate in PEM." };
      const why = keyProblem(certificate, key ?? certificate);
      if (why !== null) return { why };
      const shown = { ...wire, tls: { ...wire.tls, certificate, ...(key === null ? {} : { key }) } };
      return { login: createCertificateLogin(shown), own, wire: shown };
    }
  }
}

/** Why nobody can sign in with this key; null where they can. */
function keyProblem(certificate: string, key: string): string | null {
  try {
    if (new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) return null;
    return "the key of its `auth` is another certificate's.";
  } catch {
    return "the certificate of its `auth` has no key in PEM without a password: add it to the file, or name its file with `key`.";
  }
}

/** The parts of a certificate's subject that a hub may take for a user's name (DNUsernameComponent); null for no certificate. */
function subjectNames(certificate: string): readonly string[] | null {
  try {
    const lines = new X509Certificate(certificate).subject.split("\n");
    return lines.flatMap((line) => /^(?:CN|UID|emailAddress)=(.*)$/u.exec(line)?.[1] ?? []);
  } catch {
    return null;
  }
}
