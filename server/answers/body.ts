import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Encoding } from "../request/content-encoding.ts";

/** Below that, packing saves no packet on the wire. */
const WORTH_PACKING_BYTES = 1_024;
/** Of 11: a sixth of a JSON answer remains in the time that gzip takes for it. */
const BROTLI_QUALITY = 5;

/** Bytes to send, and how they are packed: null for as they are. */
export type Parcel = { readonly bytes: Buffer; readonly encoding: Encoding | null };

/** The text of an answer, packed at most once for each encoding, and off this thread. */
export type Body = {
  readonly plain: Buffer;
  /** What is there already; what is not, others will find. */
  readonly atHand: (encoding: Encoding | null) => Parcel;
  /** Waits for the packing. */
  readonly packed: (encoding: Encoding | null) => Promise<Parcel>;
};

export function createBody(plain: Buffer): Body {
  const unpacked: Parcel = { bytes: plain, encoding: null };
  const begun = new Map<Encoding, Promise<Parcel>>();
  const done = new Map<Encoding, Parcel>();
  const packed = (encoding: Encoding | null): Promise<Parcel> => {
    if (encoding === null || plain.length < WORTH_PACKING_BYTES) return Promise.resolve(unpacked);
    const packing = begun.get(encoding) ?? pack(plain, encoding).catch(() => unpacked);
    begun.set(encoding, packing);
    void packing.then((parcel) => done.set(encoding, parcel));
    return packing;
  };
  const atHand = (encoding: Encoding | null): Parcel => {
    const ready = encoding === null ? unpacked : done.get(encoding);
    if (ready === undefined) void packed(encoding);
    return ready ?? unpacked;
  };
  return { plain, atHand, packed };
}

async function pack(bytes: Buffer, encoding: Encoding): Promise<Parcel> {
  const { BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_SIZE_HINT: size } = constants;
  const params = { [quality]: BROTLI_QUALITY, [size]: bytes.length };
  const made = encoding === "gzip" ? promisify(gzip)(bytes) : promisify(brotliCompress)(bytes, { params });
  return { bytes: await made, encoding };
}
