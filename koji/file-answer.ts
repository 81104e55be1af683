import type { Dispatcher } from "undici";
import { TooCostlyError } from "../model/errors.ts";
import type { LogEnd } from "../model/log-text.ts";
import { HubWireError } from "./wire/hub-wire-error.ts";

/** Who answers, in messages. */
export const FILE_SERVER = "The file server of the Koji hub";

/** `server`: its address, for messages. `onBytes` is told how many came, as they come. */
export type EndWanted = {
  readonly maxBytes: number;
  readonly server: string;
  readonly onBytes: (count: number) => void;
};

/**
 * What an answer to a request for the last `maxBytes` of a file holds; null where there is no such file. Never reads much
 * more than was wanted, whatever the server sends. Rejects with HubWireError, or TooCostlyError where the server knows no
 * ranges and the file is large.
 */
export async function readFileEnd(response: Dispatcher.ResponseData, wanted: EndWanted): Promise<LogEnd | null> {
  const { statusCode, body, headers } = response;
  const encoding = headers["content-encoding"] ?? "identity";
  if ((statusCode === 206 || statusCode === 200) && encoding === "identity") {
    return statusCode === 206 ? partOf(response, wanted) : wholeOf(response, wanted);
  }
  abandon(body);
  // An empty file has no last bytes.
  if (statusCode === 416) return { bytes: new Uint8Array(), fromStart: true };
  if (statusCode === 404 || statusCode === 410) return null;
  if (encoding !== "identity") throw odd(wanted, "packs what it was asked to send as it is");
  throw odd(wanted, `answered HTTP ${statusCode} to a read of a log`, statusCode >= 500);
}

async function partOf(response: Dispatcher.ResponseData, wanted: EndWanted): Promise<LogEnd> {
  const bytes = await readAtMost(response, wanted);
  if (bytes === null) throw odd(wanted, "sends more of a file than was asked for");
  const start = /^bytes (\d+)-/.exec(response.headers["content-range"]?.toString() ?? "")?.[1];
  // Without a place in the file, what is shorter than asked for is the whole of it.
  return { bytes, fromStart: start === undefined ? bytes.byteLength < wanted.maxBytes : Number(start) === 0 };
}

/** Of a server that ignores Range: enough for small logs, little enough to be read for a few lines. */
const MAX_WHOLE_BYTES = 1024 * 1024;

async function wholeOf(response: Dispatcher.ResponseData, wanted: EndWanted): Promise<LogEnd> {
  const { maxBytes, server } = wanted;
  const bytes = await readAtMost(response, { ...wanted, maxBytes: MAX_WHOLE_BYTES });
  if (bytes !== null) return { bytes: bytes.subarray(-maxBytes), fromStart: bytes.byteLength <= maxBytes };
  throw new TooCostlyError(
    `${FILE_SERVER} at ${server} sends files only whole, and this log is larger than ${MAX_WHOLE_BYTES / 2 ** 20} MiB: read it at its url.`,
  );
}

/** Null, and the connection cut, where there is more. */
async function readAtMost(
  { body, headers }: Dispatcher.ResponseData,
  { maxBytes, onBytes }: EndWanted,
): Promise<Uint8Array | null> {
  if (Number(headers["content-length"] ?? 0) > maxBytes) return abandon(body);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Without an encoding undici's bodies give bytes.
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    onBytes(chunk.byteLength);
    if (size > maxBytes) return abandon(body);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function abandon(body: Dispatcher.ResponseData["body"]): null {
  body.on("error", () => undefined).destroy();
  return null;
}

const odd = ({ server }: EndWanted, what: string, passing = false) =>
  new HubWireError(`${FILE_SERVER} at ${server} ${what}.`, { passing });
