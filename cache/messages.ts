import type { Message, News } from "./shared.ts";

/** A message on its way between processes: `sender` drops what it hears of itself. */
export type Sent = { readonly namespace: string; readonly sender: string; readonly message: Message };

/* On the wire: ["drop", namespace, sender, [key, …]] and ["set", namespace, sender, [[key, version, fetchedAt, hash], …]] */

export const dropMessage = (namespace: string, sender: string, keys: readonly string[]): string =>
  JSON.stringify(["drop", namespace, sender, keys]);

/** What the script that stores puts into its message. */
export const newsPart = ({ key, version, fetchedAt, hash }: News): string =>
  JSON.stringify([key, version, fetchedAt, hash]);

/** Null for what is no message of ours: anybody may publish. */
export function readMessage(text: string): Sent | null {
  const [type, namespace, sender, items] = arrayIn(text);
  if (typeof namespace !== "string" || typeof sender !== "string" || !Array.isArray(items)) return null;
  if (type === "drop" && items.every(isText)) return { namespace, sender, message: { type, keys: items } };
  if (type !== "set") return null;
  const news = items.map(newsIn);
  return news.every((item) => item !== null) ? { namespace, sender, message: { type, news } } : null;
}

function newsIn(item: unknown): News | null {
  const [key, version, fetchedAt, hash]: readonly unknown[] = Array.isArray(item) ? item : [];
  const fits = isText(key) && isNumber(version) && isNumber(fetchedAt) && isText(hash);
  return fits ? { key, version, fetchedAt, hash } : null;
}

function arrayIn(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number";
