import { named } from "../wire/hub-client.ts";
import { createTransport, type TransportOptions } from "../wire/transport.ts";
import { HubRefusedError } from "../../model/errors.ts";
import { AUTH_ERROR } from "./fault-codes.ts";
import type { Negotiate } from "./gssapi.ts";
import type { HubLogin } from "./hub-login.ts";
import { requestSession } from "./session-request.ts";

/** The gateway shows its own certificate, and the hub lets it act for people (ProxyDNs). */
export function createCertificateLogin(options: TransportOptions): HubLogin {
  const transport = createTransport(atLogin(options));
  return {
    login: async (user, { signal }) => (await requestSession(transport, { ...asProxyOf(user), signal })).keys,
    close: () => transport.close(),
  };
}

/** The gateway proves by Kerberos who it is, and the hub lets it act for people (ProxyPrincipals). */
export function createKerberosLogin(options: TransportOptions & { readonly negotiate: Negotiate }): HubLogin {
  const transport = createTransport(atLogin(options));
  return {
    async login(user, { signal }) {
      if (user.includes("@")) throw principalInName(user);
      const ask = async (authorization: string) => {
        const headers = { authorization };
        const { keys, challenge } = await requestSession(transport, { ...asProxyOf(user), signal, headers });
        return { answer: keys, challenge };
      };
      return options.negotiate.prove(ask, signal);
    },
    close: () => transport.close(),
  };
}

/** The one place where a hub's web server asks who is there. */
const atLogin = (options: TransportOptions): TransportOptions => ({
  ...options,
  url: `${options.url}/ssllogin`,
  connections: 1,
});

const asProxyOf = (user: string) => ({
  methodName: "sslLogin" as const,
  params: [named({ proxyuser: user })],
  user,
});

/** Over Kerberos the hub takes it for a principal, looks for its user, and creates one where it finds none. */
const principalInName = (user: string) =>
  new HubRefusedError(
    `The gateway cannot act for ${JSON.stringify(user)}: over Kerberos the hub takes a name with an @ for somebody's principal.`,
    AUTH_ERROR,
  );
