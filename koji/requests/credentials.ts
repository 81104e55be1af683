import { isList, isStruct } from "./value-shape.ts";
import type { XmlRpcValue } from "../xmlrpc/value.ts";

/**
 * `text` with the secrets taken out of every URL in it: before the host, in the query, or in a URL that is
 * percent-encoded inside another. Text without a URL is returned as it is.
 *
 * All that stands before the host goes, a lone user name too: forges take tokens in its place, and a token cannot be
 * told from a name. Only `git` stays, the account all share, which ssh addresses need.
 */
export const withoutCredentials = (text: string): string => clean(text, 0);

/** Deep: URLs in strings and in member names, and whatever a member holds that is named like a secret. */
export function withoutSecrets(value: XmlRpcValue): XmlRpcValue {
  if (typeof value === "string") return withoutCredentials(value);
  if (isList(value)) return value.map(withoutSecrets);
  if (!isStruct(value)) return value;
  const members = Object.entries(value).map(([name, member]): [string, XmlRpcValue] => [
    withoutCredentials(name),
    SECRET_NAME.test(name) && member !== null && typeof member !== "boolean" ? REMOVED : withoutSecrets(member),
  ]);
  return Object.fromEntries(members);
}

const REMOVED = "***";

/** Such as `private_token`, `X-Amz-Security-Token`, `secret_access_key`, `root_password`. */
const SECRET_NAME = /passw|passphrase|pwd|secret|token|credential|jwt|(?:api|access|private)[-_]?key/i;

/** In a query these are secrets too; elsewhere they name harmless things. */
const SECRET_PARAMETER = /signature|^(?:auth|sig|key)$/i;

/** URLs inside URLs inside URLs: nobody nests them deeper, and reading on would cost the square of the length. */
const MAX_NESTING = 4;

function clean(text: string, nesting: number): string {
  // Every form below needs one of these marks; most texts have none and leave here.
  if (!/[@=%]/.test(text)) return text;
  return text.replaceAll(/\S+/g, (word) => withoutSecretParameters(withoutUserInfo(cleanEncoded(word, nesting))));
}

/** Percent-encoded URLs: decoded, cleaned, and encoded again only where something had to go. */
function cleanEncoded(word: string, nesting: number): string {
  return word.replaceAll(/[^/?#&;=]+/g, (piece) => {
    if (!/%(?:25)*2f/i.test(piece)) return piece;
    if (nesting === MAX_NESTING) return REMOVED;
    const decoded = decode(piece);
    const cleaned = clean(decoded, nesting + 1);
    return cleaned === decoded ? piece : encodeURIComponent(cleaned.replace(LONE_SURROGATE, "\uFFFD"));
  });
}

const LONE_SURROGATE = /\p{Surrogate}/gu;

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replaceAll(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}

/** A password with a raw `/`, `?` or `#` in it: the URL then seems to have a port that is no number. */
const RAW_PASSWORD = /(?<=:\/\/)[^/?#@:[\]]*:(?!\d*(?:[/?#]|$))[^/?#@]*[/?#]/;
/** As in `git:secret@host.example:path`, the way ssh writes addresses. `fedora:42@sha256:…` is none: it has no domain. */
const WITHOUT_SCHEME = /^((?:[\w.-]+=)?)(?!mailto:)([^\s/:@]+):[^\s/]+@(?=[\w-]+(?:\.[\w-]+)+[:/])/i;
const USER_INFO = /((?:^|:)\/\/)([^/?#]*)(?:@|%(?:25)*40)/gi;

function withoutUserInfo(word: string): string {
  const start = word.search(RAW_PASSWORD);
  const end = word.lastIndexOf("@") + 1;
  const strict = start >= 0 && start < end ? word.slice(0, start) + word.slice(end) : word;
  return strict
    .replace(WITHOUT_SCHEME, (_, before: string, user: string) => before + shared(user))
    .replaceAll(USER_INFO, (_, before: string, user: string) => before + shared(user));
}

const shared = (userInfo: string) => (userInfo.split(/:|%3a/i)[0] === "git" ? "git@" : "");

function withoutSecretParameters(word: string): string {
  if (!word.includes("://")) return word;
  const [address = "", ...parameters] = word.split(/(?=[?&;#])/);
  let cleaned = address;
  let removed = "";
  for (const parameter of parameters) {
    if (isSecret(parameter) || (removed !== "" && continues(parameter))) {
      // What follows takes the place of the first: `?token=x&a=b` becomes `?a=b`.
      removed = removed === "" ? parameter.charAt(0) : removed;
    } else {
      cleaned += /^[&;]/.test(parameter) && removed !== "" ? removed + parameter.slice(1) : parameter;
      removed = "";
    }
  }
  return cleaned;
}

function isSecret(parameter: string): boolean {
  const [name = "", value] = parameter.slice(1).split("=");
  return value !== undefined && (SECRET_NAME.test(decode(name)) || SECRET_PARAMETER.test(decode(name)));
}

/** A raw `?` or `;` inside a secret's value is part of the secret. */
const continues = (parameter: string) =>
  parameter.startsWith("?") || (parameter.startsWith(";") && !parameter.includes("="));
