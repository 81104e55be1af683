import { HubWriteError } from "../../model/errors.ts";
import type { XmlRpcValue } from "../xmlrpc/value.ts";

/** Changes things at one hub, each as the person who wants it; shared by all requests. Nothing is read through it. */
export type HubWriter = {
  /** Why nothing can be written, in a sentence with its cure; null where it can be. */
  readonly unable: string | null;
  /**
   * One call as the hub's user of that name. A person's calls go one after another. Rejects with HubRefusedError (the
   * hub, or its not knowing this user, refused) or HubWriteError (no answer; its `outcome` tells what became of it).
   */
  call(user: string, call: WriteCall, options?: WriteOptions): Promise<XmlRpcValue>;
  /** Puts a file where tasks of this person can name it: `directory/name` below the hub's `work`. Rejects as `call` does. */
  upload(user: string, file: UploadedFile, options?: WriteOptions): Promise<void>;
  /** Logs out; waits for what was sent. */
  close(): Promise<void>;
};

export type WriteCall = { readonly methodName: string; readonly params: readonly XmlRpcValue[] };

export type UploadedFile = { readonly directory: string; readonly name: string; readonly content: Uint8Array };

export type WriteOptions = {
  /** Heeded until the call leaves; what has left is waited for. */
  readonly signal?: AbortSignal | undefined;
  /** Awaited right before the call leaves, once everything else (login and its like) went well; where it rejects, nothing leaves. */
  readonly beforeSending?: () => Promise<void>;
};

/** For a hub that may not be written to. */
export function noWriter(why: string): HubWriter {
  const refuse = () => Promise.reject(new HubWriteError(why, { outcome: "NOT_SENT" }));
  return { unable: why, call: refuse, upload: refuse, close: () => Promise.resolve() };
}
