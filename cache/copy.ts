import { hash } from "node:crypto";

/**
 * A value as JSON has it, cut loose: text taken from a hub's answer is a window on the whole answer, megabytes that
 * would stay as long as the value does. An Error for what JSON cannot hold.
 */
export function copyOf(
  value: unknown,
): { readonly value: unknown; readonly json: string; readonly hash: string } | Error {
  try {
    // Undefined for undefined and functions, whatever its type says.
    const json = JSON.stringify(value) as string | undefined;
    if (json === undefined) return new Error(`A source gave ${typeof value}, which is no value of JSON.`);
    return { value: JSON.parse(json), json, hash: hashOf(json) };
  } catch (error) {
    return new Error(`A source gave what JSON cannot hold: ${String(error)}`, { cause: error });
  }
}

const hashOf = (json: string): string => hash("sha1", json, "base64").slice(0, 16);
