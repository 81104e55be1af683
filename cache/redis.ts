import { randomUUID } from "node:crypto";
import { readMessage } from "./messages.ts";
import { readAccess, type RedisSettings } from "./redis-access.ts";
import { RedisConnection, type RedisHealth } from "./redis-connection.ts";
import type { RedisCommands } from "./redis-link.ts";
import { createRedisNamespace, type RedisNamespace } from "./redis-namespace.ts";
import type { Message } from "./shared.ts";

export type RedisOptions = {
  readonly settings: RedisSettings;
  readonly patienceMs: number;
  readonly now: () => number;
  readonly log: (health: RedisHealth) => void;
  /** What other processes did. */
  readonly onMessage: (namespace: string, message: Message) => void;
  /** It is heard again, after messages may have been missed. */
  readonly onMissed: () => void;
};

/** The Redis that processes share. */
export type SharedRedis = {
  readonly of: (namespace: string) => RedisNamespace;
  readonly health: () => RedisHealth;
  readonly looked: Promise<void>;
  readonly close: () => Promise<void>;
};

const CHANNEL = "koji-image:changes";

export function createSharedRedis({ settings, patienceMs, now, log, onMessage, onMissed }: RedisOptions): SharedRedis {
  const sender = randomUUID();
  const namespaces = new Map<string, RedisNamespace>();
  const forAll = (act: (namespace: RedisNamespace) => Promise<unknown>) =>
    Promise.all([...namespaces.values()].map(act));

  const hear = (text: string): void => {
    const sent = readMessage(text);
    if (sent === null || sent.sender === sender) return;
    const { namespace, message } = sent;
    onMessage(namespace, message);
    namespaces.get(namespace)?.wake(message.type === "drop" ? message.keys : message.news.map(({ key }) => key));
  };

  const connection = new RedisConnection({
    access: readAccess(settings),
    channel: CHANNEL,
    patienceMs,
    onMessage: hear,
    probe: (client: RedisCommands) => forAll(({ probe }) => probe(client)),
    onBack(heardAll) {
      for (const { makeUp } of namespaces.values()) makeUp();
      if (!heardAll) onMissed();
    },
    log,
  });

  return {
    of(namespace) {
      const made = createRedisNamespace({ connection, namespace, channel: CHANNEL, sender, now });
      namespaces.set(namespace, made);
      return made;
    },
    health: () => connection.health(),
    looked: connection.looked,
    async close() {
      await forAll(({ close }) => close());
      await connection.close();
    },
  };
}
