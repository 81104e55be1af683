import { LedgerError } from "../model/errors.ts";
import type { PolicyAction } from "../model/policy.ts";

/** What somebody wants to do by way of this gateway, written down before the hub hears of it; refused or not. */
export type Act = {
  readonly at: Date;
  /** Who. */
  readonly viewer: string;
  readonly action: PolicyAction;
  readonly hub: string;
  /** What it is done to, for people: `Fedora-KDE-Live for f45-compose`, `task 1234`, `NVR into f45`. */
  readonly subject: string;
  readonly image: string | null;
  /** Whether the rules permit it. */
  readonly allowed: boolean;
  /** Ids of the rules that decided. */
  readonly policies: readonly string[];
  readonly requestId: string;
};

/** `BEGUN`: the hub was, or will have been, asked, and nothing is known of its answer yet. */
export const ACT_OUTCOMES = ["BEGUN", "DONE", "REFUSED", "REFUSED_BY_HUB", "NOT_SENT", "UNKNOWN"] as const;
export type ActOutcome = (typeof ACT_OUTCOMES)[number];

/** `task`: the one that came of it, or that it was done to. */
export type LedgerEntry = Act & { readonly id: string; readonly outcome: ActOutcome; readonly task: number | null };

export type Settled = { readonly outcome: ActOutcome; readonly task: number | null };

export type LedgerFilter = {
  readonly viewer?: string | null | undefined;
  readonly action?: PolicyAction | null | undefined;
  readonly image?: string | null | undefined;
  readonly after?: Date | null | undefined;
  readonly before?: Date | null | undefined;
  readonly allowed?: boolean | null | undefined;
};

export type LedgerPage = {
  readonly entries: readonly LedgerEntry[];
  readonly hasMore: boolean;
  /** The id of the entry at which the search met its bound, where it did: the next page begins behind it. */
  readonly stoppedAt: string | null;
};

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A key that nobody else holds meanwhile, in this process or another one. */
export type HeldKey = {
  /** What was last written under it, by whoever held it; null for nothing, or when it was forgotten. */
  readonly known: Json | null;
  /** Durable once it resolves. Rejects with LedgerError when it is not held any more. */
  write(value: Json): Promise<void>;
};

/** What was asked of hubs, by whom, under which rule; and the keys by which nothing is done twice. */
export type Ledger = {
  /** Durable once it resolves, with the entry's id: begun where it is allowed, refused where not. Rejects with LedgerError. */
  record(act: Act): Promise<string>;
  /** What came of it. Rejects with LedgerError. */
  settle(id: string, settled: Settled): Promise<void>;
  entry(id: string): Promise<LedgerEntry | null>;
  /** Newest first; `olderThan`: the id of the last entry of the page before. */
  page(filter: LedgerFilter, size: { readonly first: number; readonly olderThan: string | null }): Promise<LedgerPage>;
  /** Runs `work` while nobody else holds the key; others wait for their turn. Rejects with LedgerError. */
  withKey<T>(key: string, work: (held: HeldKey) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** For a gateway that keeps none, in which nothing can be done. */
export const NO_LEDGER: Ledger = noLedger("This gateway keeps no ledger, and without one nothing is done.");

function noLedger(why: string): Ledger {
  const refuse = () => Promise.reject(new LedgerError(why));
  return {
    record: refuse,
    settle: refuse,
    entry: refuse,
    page: refuse,
    withKey: refuse,
    close: () => Promise.resolve(),
  };
}
