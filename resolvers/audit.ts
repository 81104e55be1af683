import type { Context } from "../context/context.ts";
import type { LedgerEntry, LedgerFilter } from "../ledger/ledger.ts";
import { BadArgumentError, NotAllowedError, SignInError } from "../model/errors.ts";
import type { Page, PageArgs } from "../model/page.ts";
import { decodeCursor, encodeCursor, pageBounds } from "../model/page-bounds.ts";
import { decide } from "./policy.ts";

type AuditArgs = { readonly filter?: LedgerFilter | null | undefined } & Pick<PageArgs, "first" | "after">;

/** Newest first. Errors: NOT_SIGNED_IN, NOT_ALLOWED, BAD_ARGUMENT, LEDGER_UNAVAILABLE. */
export async function auditLog(
  _root: unknown,
  { filter, ...args }: AuditArgs,
  context: Context,
): Promise<Page<LedgerEntry>> {
  await checkReader(context);
  const { size, after } = pageBounds(args);
  const olderThan = after === null ? null : entryIdOf(after);
  const { entries, hasMore, stoppedAt } = await context.ledger.page(filter ?? {}, { first: size, olderThan });
  return {
    edges: entries.map((entry) => ({ cursor: encodeCursor([entry.id]), node: entry })),
    hasNextPage: hasMore,
    hasPreviousPage: after !== null,
    ...(stoppedAt === null ? {} : { endCursor: encodeCursor([stoppedAt]) }),
    totalCount: () => Promise.resolve(null),
  };
}

/** Null for one that is not kept any more. Errors: as `auditLog`. */
export async function auditEntry(
  { hub, id }: Pick<LedgerEntry, "hub" | "id">,
  context: Context,
): Promise<LedgerEntry | null> {
  await checkReader(context);
  const entry = await context.ledger.entry(id);
  return entry?.hub === hub ? entry : null;
}

/** Nothing of it is for anybody else: no answer of it is kept, refusals among them. */
async function checkReader(context: Context): Promise<void> {
  context.provenance.of(LEDGER).uncacheable();
  if (context.viewer.name === null) {
    throw new SignInError(
      "Who did what is told to nobody who has not signed in; send the header `Authorization: Bearer` with a token.",
    );
  }
  const { allowed, reason, remedy } = await decide({ action: "READ_AUDIT_LOG" }, context);
  if (!allowed) throw new NotAllowedError(remedy === null ? reason : `${reason} ${remedy}`);
}

/** Stands where a hub's name stands; no hub can be called so. */
const LEDGER = "(ledger)";

function entryIdOf(cursor: string): string {
  const [id = ""] = decodeCursor(cursor, "after", 1);
  if (/^\d[\d-]{0,40}$/u.test(id)) return id;
  throw new BadArgumentError(`after is "${cursor}", which is no cursor of this list; use one that a page gave.`);
}
