import xmlrpc from "xmlrpc";

/** What XML-RPC carries. The package reads `<i8>` as text: see rows.ts for numbers. */
export type Value = null | boolean | number | string | readonly Value[] | Row;
export type Row = { readonly [member: string]: Value };

/** One call by the independent client. Rejects with HubFault or HubUnreachable. */
export type Hub = (method: string, ...params: readonly Value[]) => Promise<Value>;

/** The hub answered that it cannot answer. */
export class HubFault extends Error {
  override readonly name = "HubFault";
}

/** No answer came, or none that is XML-RPC. */
export class HubUnreachable extends Error {
  override readonly name = "HubUnreachable";
}

/** Koji's keyword arguments. */
export const named = (args: Row): Row => ({ ...args, __starstar: true });

/** The package itself knows no timeout. */
const TIMEOUT_MS = 120_000;

/** One call at a time, each on a connection of its own: an idle one would hold a worker of the hub. */
export function connectHub(url: string): Hub {
  const options = { url, headers: { Connection: "close" } };
  const client = url.startsWith("https:") ? xmlrpc.createSecureClient(options) : xmlrpc.createClient(options);
  let last: Promise<unknown> = Promise.resolve();
  return (method, ...params) => {
    const answer = last.then(() => call(client, method, params)).catch((error: unknown) => fail(error, url, method));
    last = answer.catch(() => null);
    return answer;
  };
}

function call(client: xmlrpc.Client, method: string, params: readonly Value[]): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer in ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS);
    client.methodCall(method, [...params], (error: unknown, value: unknown) => {
      clearTimeout(timer);
      if (error) reject(error instanceof Error ? error : new Error("an error without a name"));
      else resolve(withoutDates(value));
    });
  });
}

/** The package reads a time without a zone, as Koji writes it in requests, by the clock of this machine. */
function withoutDates(value: unknown): Value {
  if (value instanceof Date) {
    return new Date(value.getTime() - value.getTimezoneOffset() * 60_000).toISOString();
  }
  if (Array.isArray(value)) return value.map(withoutDates);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutDates(part)]));
  }
  // What is left of what the package decodes; Koji sends no base64.
  return value as null | boolean | number | string;
}

function fail(error: unknown, url: string, method: string): never {
  const text = error instanceof Error ? error.message || error.name : String(error);
  if (error instanceof Error && "faultCode" in error) throw new HubFault(`${method}: ${text}`);
  const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
  throw new HubUnreachable(`The hub at ${url} gave no answer to ${method}: ${text}${code}.`);
}
