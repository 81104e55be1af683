declare module "xmlrpc/lib/deserializer.js" {
  import type { Readable } from "node:stream";

  /** The parts of the package's reader that the sample uses and mends; @types/xmlrpc knows none of it. */
  export default class Deserializer {
    value: boolean;
    stack: unknown[];
    marks: number[];
    deserializeMethodCall(
      stream: Readable,
      callback: (error: Error | null | undefined, methodName?: string, params?: unknown[]) => void,
    ): void;
    push(value: unknown): void;
    endI8(data: string): void;
    endDouble(data: string): void;
    endStruct(data: string): void;
    endDateTime(data: string): void;
    endBase64(data: string): void;
  }
}
