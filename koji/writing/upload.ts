import { z } from "zod";
import { HubUnavailableError } from "../../model/errors.ts";
import { named } from "../wire/hub-client.ts";
import type { XmlRpcValue } from "../xmlrpc/value.ts";
import { adler32 } from "./adler32.ts";
import type { UploadedFile } from "./hub-writer.ts";
import { callRequest, type WriteRequest } from "./send.ts";
import type { Wire } from "./session-work.ts";
import { settle, type Settled } from "./settle.ts";

/** As Koji's client cuts files; under what hubs take in one request. */
const CHUNK_BYTES = 1_048_576;

/** Of a chunk (handle_upload) and of a file (checkUpload). */
const StoredRow = z.object({ size: z.coerce.number(), hexdigest: z.string() });

/**
 * Uploads in chunks, each verified (kojihub.handle_upload). A chunk whose answer is lost is sent again, to the same place.
 * The lost one may still arrive then and cut off what was written since: so a call that changes nothing but the session's
 * number follows, after which the hub takes none with an earlier one, and the whole file is verified.
 */
export async function uploadIn(wire: Wire, file: UploadedFile): Promise<Settled> {
  let repeated = false;
  for (let offset = 0; offset === 0 || offset < file.content.length; offset += CHUNK_BYTES) {
    const content = file.content.subarray(offset, offset + CHUNK_BYTES);
    const { pause, send } = wire.nextCall();
    let tries = 0;
    const settled = await settle(chunkRequest(file, content, offset), {
      pause,
      send: (request) => ((tries += 1), send(request)),
    });
    repeated ||= tries > 1;
    if (settled.kind !== "answered") return withoutDoubt(settled);
    if (!isStored(settled.value, content)) return notWhole(file);
  }
  return repeated ? verifyWhole(wire, file) : DONE;
}

const DONE: Settled = { kind: "answered", value: null };

function chunkRequest({ directory, name }: UploadedFile, content: Uint8Array, offset: number): WriteRequest {
  const place = { filepath: directory, filename: name, offset: String(offset) };
  return { body: content, query: { ...place, fileverify: "adler32", overwrite: "1" } };
}

/** Whatever became of it, nothing at the hub has changed but a file that no task names yet. */
const withoutDoubt = (settled: Settled): Settled =>
  settled.kind === "unknown" || settled.kind === "carriedOut" ? { kind: "unsent", error: settled.error } : settled;

function isStored(value: XmlRpcValue, content: Uint8Array): boolean {
  const { data } = StoredRow.safeParse(value);
  return data?.size === content.length && data.hexdigest === adler32(content);
}

async function verifyWhole(wire: Wire, file: UploadedFile): Promise<Settled> {
  const barrier = await settle(callRequest("sharedSession", []), wire.nextCall());
  if (barrier.kind !== "answered" && barrier.kind !== "carriedOut") return withoutDoubt(barrier);
  const { directory, name, content } = file;
  const seen = await settle(
    callRequest("checkUpload", [directory, name, named({ verify: "adler32" })]),
    wire.nextCall(),
  );
  if (seen.kind !== "answered") return withoutDoubt(seen);
  return isStored(seen.value, content) ? DONE : notWhole(file);
}

const notWhole = ({ name }: UploadedFile): Settled => ({
  kind: "unsent",
  error: new HubUnavailableError(`The hub did not store ${name} as it was sent.`),
});
