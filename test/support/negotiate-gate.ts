import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

/** Who asks, of what a request's Authorization header says by Kerberos; `challenge` goes back with the answer, whichever it is. */
export type Negotiated = {
  readonly principal: string | null;
  readonly challenge: string;
  readonly reason: string | null;
};

export type NegotiateGate = {
  /** `gateway@EXAMPLE.TEST` for whoever proves to be it. */
  readonly check: (authorization: string | undefined) => Promise<Negotiated>;
  readonly close: () => void;
};

/** The side of a service, as Apache's module plays it; its key is in the keytab. Environment: of the test's own KDC. */
export function openNegotiateGate(keytab: string, environment: Readonly<Record<string, string>>): NegotiateGate {
  const env = { ...environment, KRB5_KTNAME: `FILE:${keytab}`, KRB5RCACHETYPE: "none" };
  const module = createRequire(import.meta.url).resolve("kerberos");
  const child = spawn(process.execPath, ["-e", PROGRAM, module], { env, stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();
  return {
    check(authorization) {
      const token = /^Negotiate (.+)$/u.exec(authorization ?? "")?.[1];
      if (token === undefined) return Promise.resolve({ principal: null, challenge: "Negotiate", reason: "no token" });
      const answer = last.then(async () => {
        child.stdin.write(`${token}\n`);
        const { value } = await answers.next();
        // The program below writes it.
        return JSON.parse(String(value)) as Negotiated;
      });
      last = answer;
      return answer;
    },
    close: () => void child.kill("SIGKILL"),
  };
}

/** For any service whose key the keytab holds, as a server with several names. */
const PROGRAM = `
const { initializeServer } = require(process.argv[1]);
const answer = async (token) => {
  const server = await initializeServer("");
  await server.step(token);
  return { principal: server.username, challenge: "Negotiate " + server.response, reason: null };
};
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => answer(line).then(
  (checked) => console.log(JSON.stringify(checked)),
  (error) => console.log(JSON.stringify({ principal: null, challenge: "Negotiate", reason: error.message })),
));
`;
