import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Variables as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One security context with a service, from the side that begins. */
export type GssapiTalk = {
  /** What to send to the service, in base64. Rejects with GssapiError. */
  begin(request: GssapiRequest): Promise<string>;
  /** Holds what the service sent back, in base64, against what was begun. Rejects with GssapiError. */
  confirm(answer: string): Promise<void>;
  end(): void;
};

/** `service`: `HTTP@host`. `principal`: null for the one that the credentials are for. `module`: the path of the package `kerberos`. */
export type GssapiRequest = { readonly module: string; readonly service: string; readonly principal: string | null };

/** What Kerberos' libraries said, in their words. */
export class GssapiError extends Error {
  override readonly name = "GssapiError";
}

/**
 * In a process of its own: Kerberos' libraries read keytab and cache of tickets from the environment, which all hubs would
 * share, and block a thread for minutes where nobody answers.
 */
export function openGssapiTalk(environment: Environment): GssapiTalk {
  const child = spawn(process.execPath, ["-e", PROGRAM], { env: environment, stdio: ["pipe", "pipe", "ignore"] });
  // That it could not be started, or ended before it read all, shows in its saying nothing.
  child.on("error", () => undefined);
  child.stdin.on("error", () => undefined);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (request: object): Promise<string> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { done, value } = await answers.next();
    if (done === true) throw new GssapiError("no answer within the time that a login may take");
    // The program below writes each line.
    const { token, error } = JSON.parse(value) as { token: string; error: string | null };
    if (error !== null) throw new GssapiError(error);
    return token;
  };
  return {
    begin: ask,
    confirm: async (answer) => void (await ask({ answer })),
    end: () => void child.kill("SIGKILL"),
  };
}

/**
 * Reads one line of JSON after another and answers each. It is text, as it runs from compiled files and from sources alike.
 * Nothing is delegated: no flag but the package's own two, mutual authentication and sequence, is asked for.
 */
const PROGRAM = `
const lines = require("node:readline").createInterface({ input: process.stdin });
let client = null;
const answer = async (line) => {
  const request = JSON.parse(line);
  if (client === null) {
    const kerberos = require(request.module);
    const options = { mechOID: kerberos.GSS_MECH_OID_SPNEGO };
    if (request.principal !== null) options.principal = request.principal;
    client = await kerberos.initializeClient(request.service, options);
    return client.step("");
  }
  await client.step(request.answer);
  if (!client.contextComplete) throw new Error("the service's answer does not complete what was begun");
  return "";
};
lines.on("line", (line) => answer(line).then(
  (token) => console.log(JSON.stringify({ token, error: null })),
  (error) => console.log(JSON.stringify({ token: "", error: error.message })),
));
lines.on("close", () => process.exit());
`;
