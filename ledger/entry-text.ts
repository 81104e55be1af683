import { z } from "zod";
import { POLICY_ACTIONS } from "../model/policy.ts";
import { type Act, ACT_OUTCOMES, type LedgerEntry, type Settled } from "./ledger.ts";

const ACT = z.object({
  at: z.iso.datetime().transform((text) => new Date(text)),
  viewer: z.string(),
  action: z.enum(POLICY_ACTIONS),
  hub: z.string(),
  subject: z.string(),
  image: z.string().nullable(),
  allowed: z.boolean(),
  policies: z.array(z.string()),
  requestId: z.string(),
});

const SETTLED = z.object({ outcome: z.enum(ACT_OUTCOMES), task: z.int().nullable() });

/** An act by name: nothing but what an entry is made of is kept. */
export function actMembers({ at, viewer, action, hub, subject, image, allowed, policies, requestId }: Act) {
  return { at: at.toISOString(), viewer, action, hub, subject, image, allowed, policies, requestId };
}

/** Null for what is no act. */
export const readAct = (value: unknown): Act | null => ACT.safeParse(value).data ?? null;

/** Null for what is no outcome. */
export const readSettled = (value: unknown): Settled | null => SETTLED.safeParse(value).data ?? null;

/** As it stands until something is known of what came of it. */
export const begun = (id: string, act: Act): LedgerEntry => ({
  ...act,
  id,
  outcome: act.allowed ? "BEGUN" : "REFUSED",
  task: null,
});

/** Undefined for text that is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
