import { Refusal } from "./refusal.ts";

/** What a request says, before anybody has looked whether it makes sense. */
export type Params = Readonly<Record<string, unknown>>;

/** Of JSON that was posted; null for what is no JSON, or no object. */
export function postedParams(text: string): Params | null {
  try {
    const value: unknown = JSON.parse(text);
    return isParams(value) ? value : null;
  } catch {
    return null;
  }
}

/** Of what stands behind the `?` of an address. Throws a Refusal. */
export function addressedParams(search: string): Params {
  const given = new URLSearchParams(search);
  const params: Record<string, unknown> = {};
  for (const name of ["query", "operationName", "documentId"]) params[name] = given.get(name) || undefined;
  for (const name of ["variables", "extensions"]) {
    const text = given.get(name);
    if (text === null || text === "" || text === "null") continue;
    params[name] = postedParams(text);
    if (params[name] === null) throw new Refusal(`${name} is no JSON object; give one, encoded for a URL.`);
  }
  return params;
}

export const isParams = (value: unknown): value is Params =>
  typeof value === "object" && value !== null && !Array.isArray(value);
