import { existsSync, readdirSync, readFileSync } from "node:fs";

import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";

/** One exchange with a real hub, and what Python's own decoder makes of it. */
export type Capture = {
  readonly name: string;
  readonly request: Buffer | null;
  readonly response: Buffer | null;
  /** Null where there was nothing for Python to decode: files, refused connections. */
  readonly decoded: DecodedCapture | null;
};

/** Values are JSON, save `{$dateTime}` (UTC, without a zone), `{$base64}` and `{$int}` (digits, where JSON has too few). */
export type DecodedCapture = {
  readonly request: { readonly method: string; readonly params: readonly unknown[] } | NotXmlRpc;
  readonly response:
    { readonly value: unknown } | { readonly fault: { readonly code: number; readonly string: string } } | NotXmlRpc;
};

type NotXmlRpc = { readonly notXmlRpc: true };

/** The selection that is part of this project; each file has 20 KB at most. */
export const OWN_CAPTURES = new URL("../captures/", import.meta.url);

/** All of them, where they are at hand. */
export const ALL_CAPTURES = new URL("../../../shared/koji/", import.meta.url);

/** Every exchange in `folder`; empty where there is no such folder. */
export function readCaptures(folder: URL): Capture[] {
  const wire = new URL("wire/", folder);
  if (!existsSync(wire)) return [];
  const files = readdirSync(wire).filter((file) => file.endsWith(".xml"));
  const names = new Set(files.map((file) => file.replace(/\.(request|response)\.xml$/, "")));
  return [...names].sort().map((name) => {
    const decoded = readIfThere(new URL(`wire-decoded/${name}.json`, folder));
    return {
      name,
      request: readIfThere(new URL(`${name}.request.xml`, wire)),
      response: readIfThere(new URL(`${name}.response.xml`, wire)),
      decoded: decoded && JSON.parse(decoded.toString()),
    };
  });
}

/** A value as decoded captures represent it. */
export function toCaptureJson(value: XmlRpcValue): unknown {
  if (value instanceof Date) return { $dateTime: value.toISOString().replace(/(\.000)?Z$/, "") };
  if (value instanceof Uint8Array) return { $base64: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(toCaptureJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toCaptureJson(member)]));
}

const readIfThere = (file: URL): Buffer | null => (existsSync(file) ? readFileSync(file) : null);
