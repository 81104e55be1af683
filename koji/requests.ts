import type { ImageRequest } from "./image-request.ts";
import type { XmlRpcStruct, XmlRpcValue } from "./xmlrpc/value.ts";

export type { ImageRequest, ImageSource } from "./image-request.ts";

export type TaskRequest = {
  /** Every argument by Koji's name, without secrets; `{args: […]}` for an unknown method or a shape that does not fit it. */
  readonly named: XmlRpcStruct;
  /** What an image request says; null for other methods. */
  readonly image: ImageRequest | null;
};

/** Reads a task's request as decoded by the hub. Never throws. */
export function readTaskRequest(_method: string, request: XmlRpcValue): TaskRequest {
  return { named: { args: request }, image: null };
}
