import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { XmlRpcValue } from "../koji/xmlrpc/value.ts";
import { FAULT, genericFault, HubFault, pythonFault } from "./fault.ts";
import type { Handler, HubParts, Methods } from "./methods/hub.ts";
import type { Caller } from "./sessions/caller.ts";
import { fieldsOf, integer } from "./sessions/opening.ts";
import { double, repr, text } from "./values.ts";
import { VOLUME_ROWS } from "./world/volumes.ts";

/** Where the hub keeps its files; faults name it. */
const WORK = "/mnt/koji/work";

export type Uploaded = { readonly query: string; readonly content: Buffer };

const WRITTEN = new WeakMap<Buffer, number>();

/** When the file was uploaded, in milliseconds since the epoch. */
export const writtenAt = (file: Buffer): number => WRITTEN.get(file) ?? 0;

/** kojihub.handle_upload: a piece of a file, or the whole of it, into the `work` folder. */
export function upload({ world, folderOwners }: HubParts, caller: Caller, { query, content }: Uploaded): XmlRpcValue {
  const { user } = caller;
  if (user === null) throw new HubFault(FAULT.notAllowed, "you must be logged-in to upload a file");
  const fields = fieldsOf(query);
  const [folder, name] = placeOf(fields);
  const volume = fields.get("volume") ?? "DEFAULT";
  if (!VOLUME_ROWS.some((row) => row["name"] === volume))
    throw genericFault(`No such entry in table volume: ${volume}`);
  checkFolder(folder, user.id);
  const { uploads } = world;
  const owner = folderOwners.get(folder) ?? user.id;
  folderOwners.set(folder, owner);
  if (owner !== user.id) throw genericFault(`Invalid upload directory, not owner: ${fields.get("filepath") ?? ""}`);
  const path = posix.join(folder, name);
  const overwrite = (fields.get("overwrite") ?? "") !== "";
  const known = uploads.get(path) ?? null;
  const asked = integer(fields.get("offset") ?? "0");
  if (known !== null && asked === 0 && !overwrite) throw genericFault(`upload path exists: ${WORK}/${path}`);
  const offset = asked === -1 ? (known?.length ?? 0) : asked;
  if (offset < 0) throw pythonFault("OSError", "[Errno 22] Invalid argument");
  const verify = fields.get("fileverify") ?? "";
  const digest = digestOf(verify, content);
  const whole = written(known ?? Buffer.alloc(0), { content, offset, overwrite });
  if (!overwrite && whole.length !== offset + content.length)
    throw genericFault(
      `Incorrect upload length for ${WORK}/${path} - Expected ${offset + content.length}, actual ${whole.length}`,
    );
  uploads.set(path, whole);
  WRITTEN.set(whole, world.now());
  return { size: content.length, fileverify: verify, offset, hexdigest: digest };
}

/** The path below `work`, as the query names it. */
export function uploadPath(query: string): string {
  const fields = new URLSearchParams(query);
  return posix.join(fields.get("filepath") ?? "", fields.get("filename") ?? "");
}

function placeOf(fields: URLSearchParams): readonly [folder: string, name: string] {
  const name = fields.get("filename");
  if (name === null || name === "") throw pythonFault("KeyError", "'filename'");
  if (name.includes("/") || name.startsWith(".")) throw genericFault(`Invalid upload filename: ${name}`);
  return [folderOf(fields.get("filepath") ?? ""), name];
}

function folderOf(path: string): string {
  const folder = posix.normalize(path).replace(/\/$/, "");
  if (folder.startsWith("..")) throw genericFault(`Invalid upload directory: ${path}`);
  return folder;
}

/** Only the host that runs a task may put files there. */
function checkFolder(folder: string, user: number): void {
  const [top, ...rest] = folder.split("/");
  if (top !== "tasks") return;
  if (rest.length < 2 || !/^\d+$/.test(rest[1] ?? "")) throw genericFault(`Invalid task upload directory: ${folder}`);
  throw new HubFault(FAULT.auth, `User ${user} is not a host`);
}

type Piece = { readonly content: Buffer; readonly offset: number; readonly overwrite: boolean };

function written(known: Buffer, { content, offset, overwrite }: Piece): Buffer {
  const before = Buffer.alloc(offset);
  known.copy(before, 0, 0, offset);
  const after = overwrite ? Buffer.alloc(0) : known.subarray(offset + content.length);
  return Buffer.concat([before, content, after]);
}

/** An upload without a sum is one that Koji's authors never made: it fails there too. */
function digestOf(verify: string, content: Buffer): string {
  if (verify === "") throw pythonFault("TypeError", "'NoneType' object is not callable");
  if (verify === "adler32") return adler32(content);
  if (verify === "md5" || verify === "sha256") return createHash(verify).update(content).digest("hex");
  throw genericFault(`Unsupported verify type: ${verify}`);
}

/** As koji.util writes it: eight digits. */
function adler32(content: Buffer): string {
  let [low, high] = [1, 0];
  for (const byte of content) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return (high * 65_536 + low).toString(16).padStart(8, "0");
}

const checkUpload: Handler = ({ world }, args) => {
  const { path, name, verify, tail } = args;
  if (text(name).includes("/") || text(name).startsWith("."))
    throw genericFault(`Invalid upload filename: ${text(name)}`);
  const file = world.uploads.get(posix.join(folderOf(text(path)), text(name)));
  if (file === undefined) return null;
  const stat = { size: file.length, mtime: double(writtenAt(file) / 1000) };
  if (typeof verify !== "string" || verify === "") return stat;
  if (typeof tail === "number" && tail < 0) throw genericFault(`Invalid tail value: ${repr(tail)}`);
  const read = typeof tail === "number" ? file.subarray(Math.max(0, file.length - tail)) : file;
  return { ...stat, sumlength: read.length, hexdigest: digestOf(verify, read) };
};

export const UPLOAD_METHODS: Methods = { checkUpload };
