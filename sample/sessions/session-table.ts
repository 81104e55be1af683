import { randomInt } from "node:crypto";
import { HOUR } from "../world/clock.ts";

/** Koji's SessionRenewalTimeout. */
const VALID_MS = 24 * HOUR;

/** koji.AUTHTYPES */
export const AUTHTYPE = { NORMAL: 0, KERBEROS: 1, SSL: 2, GSSAPI: 3 } as const;

/** A row of Koji's table of sessions. Times in milliseconds since the epoch. */
export type Session = {
  readonly id: number;
  readonly userId: number;
  key: string;
  /** From where alone it may be used. */
  readonly address: string;
  readonly authtype: number;
  /** The session it was made in, if any. */
  readonly master: number | null;
  readonly startMs: number;
  updateMs: number;
  renewMs: number | null;
  /** Of the last call that changed something. */
  callnum: number | null;
  exclusive: boolean;
  expired: boolean;
  closed: boolean;
};

type Wanted = Pick<Session, "userId" | "address" | "authtype"> & { readonly master?: number | null };

export class SessionTable {
  readonly #now: () => number;
  readonly #sessions = new Map<number, Session>();

  constructor(now: () => number) {
    this.#now = now;
  }

  create({ master = null, ...wanted }: Wanted): Session {
    const [id, now] = [this.#sessions.size + 1, this.#now()];
    const times = { startMs: now, updateMs: now, renewMs: null };
    const state = { callnum: null, exclusive: false, expired: false, closed: false };
    const session = { id, ...wanted, master, key: keyFor(wanted.userId), ...times, ...state };
    this.#sessions.set(id, session);
    return session;
  }

  /** The same session with a key for whoever logs in now. */
  renew(session: Session, userId: number): Session {
    session.key = keyFor(userId);
    session.updateMs = session.renewMs = this.#now();
    session.expired = false;
    return session;
  }

  /** Null for one that is closed, of another key or from another address, all alike. */
  find({ id, key, address }: Pick<Session, "id" | "key" | "address">): Session | null {
    const session = this.#sessions.get(id);
    const fits = session?.key === key && session.address === address && !session.closed;
    return fits ? this.#aged(session) : null;
  }

  isOpen(id: number): boolean {
    return this.#sessions.get(id)?.closed === false;
  }

  ofUser(userId: number): readonly Session[] {
    return [...this.#sessions.values()].filter((session) => session.userId === userId);
  }

  /** Closes those that are `which`. */
  close(which: (session: Session) => boolean): void {
    for (const session of this.#sessions.values())
      if (which(session)) Object.assign(session, { expired: true, exclusive: false, closed: true });
  }

  /** A day after its beginning or renewal a session and all made in it expire. */
  #aged(session: Session): Session {
    if (session.expired || this.#now() <= (session.renewMs ?? session.startMs) + VALID_MS) return session;
    for (const one of this.#sessions.values())
      if (one.id === session.id || one.master === session.id) one.expired = true;
    return session;
  }
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const keyFor = (userId: number): string =>
  `${userId}-${Array.from({ length: 19 }, () => LETTERS[randomInt(LETTERS.length)]).join("")}`;
