import { errors, type JWTVerifyGetKey } from "jose";
import { IdentityUnavailableError } from "../model/errors.ts";
import { IssuerFailure } from "./fetch-json.ts";

/** So long keys are used without asking: a key that the issuer takes back goes on for no longer. */
const FRESH_MS = 600_000;
/** So long keys are used while the issuer cannot be asked. */
const BELIEVED_MS = 3_600_000;
/** How soon an issuer that gave nothing is asked again, and one that is said to have a new key. */
const RETRY_MS = 10_000;
const UNKNOWN_KEY_MS = 30_000;

export type IssuerKeysOptions = {
  readonly issuer: string;
  /** Rejects with IssuerFailure. */
  readonly read: () => Promise<JWTVerifyGetKey>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told why the keys cannot be read; null when they can be again. */
  readonly log: (problem: string | null) => void;
};

/**
 * The issuer's keys, asked for when the first token comes, and seldom after that, however many tokens come with
 * whatever keys. Rejects with JWKSNoMatchingKey for a key that the issuer does not have, with
 * IdentityUnavailableError where that cannot be told.
 */
export function createIssuerKeys(options: IssuerKeysOptions): JWTVerifyGetKey {
  const kept = new KeptKeys(options);
  return async (header, token) => {
    if (!kept.areFresh()) await kept.askAgain(RETRY_MS);
    const before = kept.find();
    try {
      return await before(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await kept.askAgain(UNKNOWN_KEY_MS);
      const after = kept.find();
      if (after !== before) return after(header, token);
      // Known keys are good enough for tokens that they signed; of others nothing is known.
      throw kept.unavailable() ?? error;
    }
  };
}

class KeptKeys {
  readonly #options: IssuerKeysOptions;
  #known: { readonly find: JWTVerifyGetKey; readonly readAt: number } | null = null;
  #failure: string | null = null;
  #triedAt = -Infinity;
  #underWay: Promise<void> | null = null;

  constructor(options: IssuerKeysOptions) {
    this.#options = options;
  }

  areFresh(): boolean {
    return this.#agedMs() < FRESH_MS;
  }

  /** Throws IdentityUnavailableError where none are known, or were for too long. */
  find(): JWTVerifyGetKey {
    if (this.#known !== null && this.#agedMs() < BELIEVED_MS) return this.#known.find;
    throw this.unavailable() ?? new Error("No keys are there, and none were asked for.");
  }

  /** Unless that was done within `afterMs`; together with whoever does it now. */
  async askAgain(afterMs: number): Promise<void> {
    if (this.#underWay === null && this.#options.now() - this.#triedAt < afterMs) return;
    this.#underWay ??= this.#ask().finally(() => {
      this.#underWay = null;
    });
    await this.#underWay;
  }

  /** Null where the issuer gave its keys when it was asked last. */
  unavailable(): IdentityUnavailableError | null {
    if (this.#failure === null) return null;
    const { issuer, now } = this.#options;
    const seconds = Math.max(1, Math.ceil((this.#triedAt + RETRY_MS - now()) / 1000));
    const why = `the keys of ${issuer} cannot be read: ${this.#failure}`;
    return new IdentityUnavailableError(
      `Whether the token is good cannot be told now, for ${why}. Try again in ${seconds} s.`,
      seconds,
    );
  }

  #agedMs(): number {
    return this.#options.now() - (this.#known?.readAt ?? -Infinity);
  }

  async #ask(): Promise<void> {
    const { read, now, log } = this.#options;
    this.#triedAt = now();
    try {
      this.#known = { find: await read(), readAt: this.#triedAt };
      if (this.#failure !== null) log(null);
      this.#failure = null;
    } catch (error) {
      if (!(error instanceof IssuerFailure)) throw error;
      if (this.#failure !== error.message) log(error.message);
      this.#failure = error.message;
    }
  }
}
