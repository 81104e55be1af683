// Asks over plain sockets, so that the asking costs little of the machine that it shares with who is asked.
import { createConnection } from "node:net";
import { answerLines } from "./lines.mjs";

/** Each client asks again as soon as it has its answer. */
async function steady({ request, clients, seconds }) {
  const asked = report();
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    times(clients, async () => {
      const connection = await connect(request);
      while (performance.now() < end) await asked.one(connection);
      connection.close();
    }),
  );
  return asked.told(seconds);
}

/** All clients are connected, then each asks once, at the same time. */
async function crowd({ request, clients }) {
  const asked = report();
  const began = performance.now();
  const connections = await Promise.all(times(clients, () => connect(request)));
  const connected = performance.now();
  await Promise.all(connections.map((connection) => asked.one(connection)));
  const ended = performance.now();
  for (const connection of connections) connection.close();
  return { ...asked.told((ended - connected) / 1000), connectMs: connected - began };
}

/** Clients ask every `everyMs`, spread over that time and by turns over what is asked. */
async function polling({ requests, clients, everyMs, seconds }) {
  const asked = report();
  const connections = await Promise.all(times(clients, (client) => connect(requests[client % requests.length])));
  const began = performance.now();
  await Promise.all(
    connections.map(async (connection, client) => {
      for (let at = (everyMs * client) / clients; at < seconds * 1000; at += everyMs) {
        await sleep(began + at - performance.now());
        await asked.one(connection);
      }
      connection.close();
    }),
  );
  return asked.told(seconds);
}

const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

function report() {
  const latencies = [];
  const statuses = {};
  let bytes = 0;
  let sample = "";
  return {
    one: async (connection) => {
      const began = performance.now();
      const { status, size, body } = await connection.ask();
      latencies.push(performance.now() - began);
      statuses[status] = (statuses[status] ?? 0) + 1;
      bytes += size;
      sample ||= body();
    },
    told: (seconds) => {
      latencies.sort((a, b) => a - b);
      const at = (part) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? 0;
      const answers = latencies.length;
      return {
        answers,
        perSecond: answers / seconds,
        statuses,
        bytes,
        p50: at(0.5),
        p99: at(0.99),
        max: at(1),
        sample,
      };
    },
  };
}

/** `request`: { url, body, headers }; a POST of JSON where it has a body. One connection is kept for all its answers. */
async function connect({ url, body, headers = {} }) {
  const { hostname, port, pathname, search, host } = new URL(url);
  const lines = [
    `${body === undefined ? "GET" : "POST"} ${pathname}${search} HTTP/1.1`,
    `host: ${host}`,
    "accept: application/json",
    ...(body === undefined ? [] : ["content-type: application/json", `content-length: ${Buffer.byteLength(body)}`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  const bytes = Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body ?? ""}`);
  let open = await opened({ host: hostname, port: Number(port) });
  /** Null when the connection was closed before an answer began: servers do that to idle ones. */
  const once = () =>
    new Promise((resolve, reject) => {
      const reader = answerReader();
      const gone = (error) =>
        reader.begun() ? reject(error ?? new Error(`${url} sent half an answer`)) : resolve(null);
      for (const event of ["error", "close", "data"]) open.removeAllListeners(event);
      open.on("error", gone).on("close", () => gone());
      open.on("data", (chunk) => {
        if (reader.add(chunk)) resolve(reader.answer());
      });
      if (open.destroyed) gone();
      else open.write(bytes);
    });
  return {
    ask: async () => {
      for (let time = 0; time < 3; time += 1) {
        const answer = await once();
        if (answer !== null) return answer;
        open = await opened({ host: hostname, port: Number(port) });
      }
      throw new Error(`${url} takes connections and answers nothing`);
    },
    close: () => open.destroy(),
  };
}

async function opened(place) {
  const socket = createConnection({ ...place, noDelay: true });
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  return socket.on("error", () => socket.destroy());
}

const LAST_CHUNK = Buffer.from("0\r\n\r\n");

/** Knows where an answer ends, and looks no closer. */
function answerReader() {
  const chunks = [];
  let received = 0;
  let head = null;
  let total = Infinity;
  return {
    add: (chunk) => {
      chunks.push(chunk);
      received += chunk.length;
      if (head === null) {
        const all = chunks.length === 1 ? chunk : Buffer.concat(chunks);
        const at = all.indexOf("\r\n\r\n");
        if (at === -1) return false;
        head = all.toString("latin1", 0, at + 4);
        const length = /\r\ncontent-length: *(\d+)/i.exec(head);
        if (length !== null) total = head.length + Number(length[1]);
        else if (!/\r\ntransfer-encoding: *chunked/i.test(head)) total = head.length;
      }
      return received >= total || (total === Infinity && chunk.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK));
    },
    begun: () => received > 0,
    answer: () => ({
      status: head.slice(9, 12),
      size: received,
      body: () => Buffer.concat(chunks).toString("utf8", head.length),
    }),
  };
}

await answerLines({}, ({ want, ...job }) => ({ steady, crowd, polling })[want](job));
