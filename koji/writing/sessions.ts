import type { HubLogin, SessionKeys } from "./hub-login.ts";

export type SessionLimits = {
  /** Open at the same time. */
  readonly sessions: number;
  /** Without a call. */
  readonly idleMs: number;
  /** Hubs end a session after a day; until then its number has to be good for finding out what became of a call. */
  readonly ageMs: number;
};

export type Session = {
  readonly keys: SessionKeys;
  readonly openedAt: number;
  /** Each call's own, higher than those before. */
  number: number;
};

type Held = { readonly session: Session; idle: NodeJS.Timeout | null };

export type SessionsOptions = SessionLimits & {
  readonly login: HubLogin;
  /** Rejects for whom there may be no login. */
  readonly checkPerson: (user: string, signal: AbortSignal | undefined) => Promise<void>;
  /** Never rejects. */
  readonly logout: (session: Session) => Promise<unknown>;
};

/** One session of each person who acted lately. Those of one person are asked for one after another: see Turns. */
export class Sessions {
  readonly #options: SessionsOptions;
  /** Who acted last is last. */
  readonly #held = new Map<string, Held>();
  readonly #leaving = new Set<Promise<unknown>>();

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** Rejects as `checkPerson` and the login do. */
  async of(user: string, signal: AbortSignal | undefined): Promise<Session> {
    const held = this.#held.get(user);
    if (held !== undefined && performance.now() - held.session.openedAt < this.#options.ageMs) {
      this.#hold(user, held.session);
      return held.session;
    }
    this.end(user);
    await this.#options.checkPerson(user, signal);
    const openedAt = performance.now();
    const keys = await this.#options.login.login(user, { signal });
    const session = { keys, openedAt, number: 0 };
    this.#hold(user, session);
    this.#makeRoom(user);
    return session;
  }

  /** From now on it is idle. */
  rest(user: string): void {
    const held = this.#held.get(user);
    if (held === undefined) return;
    held.idle = setTimeout(() => this.end(user), this.#options.idleMs);
    held.idle.unref();
  }

  /** Logs out, without anybody waiting for it. */
  end(user: string): void {
    const session = this.forget(user);
    if (session === null) return;
    const leaving = this.#options.logout(session);
    this.#leaving.add(leaving);
    void leaving.then(() => this.#leaving.delete(leaving));
  }

  /** Ends all, and waits for that. */
  async close(): Promise<void> {
    for (const user of this.#held.keys()) this.end(user);
    await Promise.all(this.#leaving);
  }

  #hold(user: string, session: Session): void {
    this.forget(user);
    this.#held.set(user, { session, idle: null });
  }

  /** For one that the hub does not serve. */
  forget(user: string): Session | null {
    const held = this.#held.get(user);
    if (held === undefined) return null;
    if (held.idle !== null) clearTimeout(held.idle);
    this.#held.delete(user);
    return held.session;
  }

  #makeRoom(user: string): void {
    if (this.#held.size <= this.#options.sessions) return;
    const resting = [...this.#held].find(([other, { idle }]) => other !== user && idle !== null);
    if (resting !== undefined) this.end(resting[0]);
  }
}
