import type { Kind } from "./kinds.ts";
import type { Scalar } from "./setting.ts";

/**
 * An http or https address without a user name, and without a query: Koji takes one for the parts of a session.
 * A slash at the end is dropped, so that paths can be joined with one.
 */
export const webAddress: Kind<string> = {
  cure: "give an address such as https://koji.example.org/kojihub, without user name, password, ? and #",
  parse(value) {
    const url = addressWith(["http:", "https:"], value);
    if (url === null || url.username !== "" || url.password !== "" || /[?#]/.test(url.href)) return null;
    return url.href.replace(/\/+$/, "");
  },
  blank: "http://blank.invalid",
};

/** Where git fetches from: nothing that would run a program or ask for a password. */
export const repositoryAddress: Kind<string> = {
  cure: "give an address such as https://git.example.org/kickstarts.git, or the whole path of a repository on this machine",
  parse: (value) =>
    typeof value === "string" && /^\/[^\0]+$/.test(value) ? value.replace(/\/+$/, "") : webAddress.parse(value),
  blank: "https://blank.invalid",
};

/** As Koji's requests write it, with or without a revision. */
export const sourceAddress: Kind<string> = {
  cure: "give an address such as git+https://git.example.org/kickstarts.git, without user name and password",
  parse(value) {
    if (typeof value !== "string" || !URL.canParse(value)) return null;
    const { hostname, username, password } = new URL(value);
    return hostname === "" || username !== "" || password !== "" ? null : value.replace(/[?#].*$/s, "");
  },
  blank: "https://blank.invalid",
};

/** Kept as written: tokens name their issuer letter by letter. Plain http only on this machine. */
export const issuerAddress: Kind<string> = {
  cure: "give the issuer's address as its tokens have it, such as https://id.example.org/",
  parse(value) {
    const url = addressWith(["http:", "https:"], value);
    if (url === null || webAddress.parse(value) === null || typeof value !== "string") return null;
    return staysPrivate(url) ? value : null;
  },
  blank: "https://blank.invalid",
};

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether nobody on the way reads what is sent there: it goes by https, or not beyond this machine. */
export const staysPrivate = ({ protocol, hostname }: URL): boolean => protocol === "https:" || LOOPBACK.has(hostname);

export const redisAddress: Kind<string> = {
  cure: "give an address such as redis://127.0.0.1:6379 or rediss://:password@redis.example.org",
  parse: (value) => addressWith(["redis:", "rediss:"], value)?.href ?? null,
  blank: "redis://blank.invalid",
  secret: true,
};

export const brokerAddress: Kind<string> = {
  cure: "give an address such as amqps://rabbitmq.example.org/%2Fpublic_pubsub",
  parse: (value) => addressWith(["amqp:", "amqps:"], value)?.href ?? null,
  blank: "amqp://blank.invalid",
  secret: true,
};

function addressWith(protocols: readonly string[], value: Scalar): URL | null {
  if (typeof value !== "string" || !URL.canParse(value)) return null;
  const url = new URL(value);
  return protocols.includes(url.protocol) && url.host !== "" ? url : null;
}

/** Text without what stands before the last `@` of an address: names and passwords. */
export function withoutCredentials(text: string): string {
  return text.includes("://") ? text.replace(/:\/\/.*@/s, "://…@") : text.replace(/^[^/\s]*:\S*@/, "…@");
}
