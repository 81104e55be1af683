import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { TooCostlyError } from "../../model/errors.ts";

/** An answer's body as it stands in the stream, and how much of it may be read. */
export type BodySource = {
  readonly stream: Readable;
  readonly gzip: boolean;
  /** Its Content-Length; NaN where it has none. */
  readonly announced: number;
  readonly maxBytes: number;
  /** The hub's address, for messages. */
  readonly hub: string;
};

/** `received`: bytes that travelled; less than the chunks hold where the answer was compressed. */
export type Body = { readonly chunks: readonly Uint8Array[]; readonly received: number };

/**
 * Reads to the end, or to the limit: then the connection is cut and TooCostlyError thrown. The limit is on what unpacks,
 * and on what travels too, since a gzip stream can go on for ever and unpack to nothing.
 */
export async function readBody({ stream, gzip, announced, maxBytes, hub }: BodySource): Promise<Body> {
  const tooLarge = () =>
    new TooCostlyError(
      `The answer of the Koji hub at ${hub} is larger than ${Number((maxBytes / 2 ** 20).toFixed(1))} MiB, the limit. Ask for less at once.`,
    );
  if (announced > maxBytes) {
    stream.on("error", () => undefined).destroy();
    throw tooLarge();
  }
  const metered = (meter: Meter) =>
    async function* (source: AsyncIterable<Uint8Array>) {
      for await (const chunk of source) {
        meter.bytes += chunk.byteLength;
        if (meter.bytes > maxBytes) throw tooLarge();
        yield chunk;
      }
    };
  const travelled: Meter = { bytes: 0 };
  const unpacked: Meter = { bytes: 0 };
  const chunks: Uint8Array[] = [];
  const keep = async (source: AsyncIterable<Uint8Array>) => {
    for await (const chunk of source) chunks.push(chunk);
  };
  if (gzip) await pipeline(stream, metered(travelled), createGunzip(), metered(unpacked), keep);
  else await pipeline(stream, metered(travelled), keep);
  return { chunks, received: travelled.bytes };
}

type Meter = { bytes: number };
