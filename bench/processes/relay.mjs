// Stands before a hub and counts what comes by: what is counted here needs nobody's word.
import { Agent, createServer, request } from "node:http";
import { answerLines } from "./lines.mjs";

const target = new URL(JSON.parse(process.argv[2]));
const agent = new Agent({ keepAlive: true });
let counts = none();

const server = createServer((incoming, outgoing) => void carry(incoming, outgoing));
server.listen(0, "127.0.0.1", () => {
  const hubUrl = `http://127.0.0.1:${server.address().port}${target.pathname}`;
  void answerLines({ hubUrl }, () => {
    const seen = counts;
    counts = none();
    return seen;
  });
});

async function carry(incoming, outgoing) {
  const pieces = [];
  for await (const piece of incoming) pieces.push(piece);
  const body = Buffer.concat(pieces);
  counts.requests += 1;
  counts.calls += callsIn(body.toString("latin1"));
  counts.bytes += body.length;
  const headers = { ...incoming.headers, host: target.host };
  const onward = request(target, { method: incoming.method, headers, agent }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.on("data", (piece) => (counts.bytes += piece.length));
    answer.pipe(outgoing);
  });
  onward.on("error", () => outgoing.destroy());
  onward.end(body);
}

function none() {
  return { requests: 0, calls: 0, bytes: 0 };
}

/** Of a multiCall, the calls in it. */
function callsIn(body) {
  return Math.max(1, body.split("<name>methodName</name>").length - 1);
}
