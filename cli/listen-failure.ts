/** Why a server could not begin to listen, and the cure; null when the error is of another kind. */
export function listenFailure(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  const place = placeOf(error);
  switch (error.code) {
    case "EADDRINUSE":
      return `${place} is taken by another process; end that one, or choose another port with --port.`;
    case "EACCES":
      return `${place} is not for every user to listen on; choose a port above 1023 with --port.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `${place} is no address of this machine; choose another with --host, such as 127.0.0.1.`;
    default:
      return null;
  }
}

/** Node tells the address of a failed listen, and the name of a failed look-up. */
function placeOf(error: Error): string {
  const address = "address" in error ? error.address : "hostname" in error ? error.hostname : "the address";
  return "port" in error ? `${String(address)}, port ${String(error.port)},` : String(address);
}
