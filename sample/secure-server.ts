import type { RequestListener } from "node:http";
import { createServer, type Server } from "node:https";

/** PEM texts: the server's own, and the authority whose client certificates are taken. */
export type SampleTls = { readonly key: string; readonly certificate: string; readonly authority: string };

/** Asks every client for a certificate, as Apache does with `SSLVerifyClient optional`: none will do, a foreign one not. */
export function createSecureServer({ key, certificate, authority }: SampleTls, listener: RequestListener): Server {
  const asked = { requestCert: true, rejectUnauthorized: false, minVersion: "TLSv1.2" } as const;
  const server = createServer({ key, cert: certificate, ca: authority, ...asked }, listener);
  server.on("secureConnection", (socket) => {
    const shown = Object.keys(socket.getPeerCertificate()).length > 0;
    if (shown && !socket.authorized) socket.destroy();
  });
  return server;
}
