import { createRequire } from "node:module";
import { Readable } from "node:stream";

/** What of the `xmlrpc` package's insides is used; its types describe the client and the server only. */
type Serializer = {
  serializeMethodCall(method: string, params: readonly unknown[]): string;
  serializeMethodResponse(value: unknown): string;
};
type Deserializer = {
  deserializeMethodResponse(stream: Readable, done: (error: Error | null, value: unknown) => void): void;
  deserializeMethodCall(
    stream: Readable,
    done: (error: Error | null, method: string, params: readonly unknown[]) => void,
  ): void;
};

const load = createRequire(import.meta.url);
const serializer: Serializer = load("xmlrpc/lib/serializer.js");
const DeserializerOf: new () => Deserializer = load("xmlrpc/lib/deserializer.js");

/** A request body as the `xmlrpc` package makes it. */
export const packageEncodeCall = (method: string, params: readonly unknown[]): Buffer =>
  Buffer.from(serializer.serializeMethodCall(method, params));

/** The body of an answer as the `xmlrpc` package makes it. */
export const packageEncodeResponse = (value: unknown): Buffer => Buffer.from(serializer.serializeMethodResponse(value));

/** What the `xmlrpc` package reads in an answer; rejects as it does, with `faultCode` and `faultString` for a fault. */
export function packageDecodeResponse(bytes: Uint8Array): Promise<unknown> {
  return new Promise((resolve, reject) => {
    new DeserializerOf().deserializeMethodResponse(streamOf(bytes), (error, value) => {
      if (error) reject(error);
      else resolve(value);
    });
  });
}

/** What the `xmlrpc` package reads in a request. */
export function packageDecodeCall(bytes: Uint8Array): Promise<{ methodName: string; params: readonly unknown[] }> {
  return new Promise((resolve, reject) => {
    new DeserializerOf().deserializeMethodCall(streamOf(bytes), (error, methodName, params) => {
      if (error) reject(error);
      else resolve({ methodName, params });
    });
  });
}

const streamOf = (bytes: Uint8Array): Readable => Readable.from([bytes], { objectMode: false });
