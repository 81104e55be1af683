import type { LedgerFilter } from "../ledger/ledger.ts";
import { auditLog } from "../resolvers/audit.ts";
import { builder } from "./builder.ts";
import { connectionType, forwardArgs } from "./connection.ts";
import { PolicyActionType } from "./policy.ts";
import { AuditEntryType, NodeType } from "./refs.ts";

AuditEntryType.implement({
  description: "What somebody wanted to do by way of this gateway, written down before the hub heard of it.",
  interfaces: [NodeType],
  fields: (t) => ({
    at: t.expose("at", { type: "DateTime", description: "When it was asked for." }),
    viewer: t.exposeString("viewer", { description: "Who asked." }),
    action: t.expose("action", { type: PolicyActionType, description: "The step." }),
    hub: t.exposeString("hub", { description: "The name of the hub it is about." }),
    subject: t.exposeString("subject", { description: "What it was to be done to, for people." }),
    image: t.exposeString("image", { nullable: true, description: "The image it is about; null where it is none." }),
    allowed: t.exposeBoolean("allowed", { description: "Whether the rules permitted it." }),
    policies: t.exposeStringList("policies", {
      description: "Ids of the rules that decided; empty where nothing permitted it.",
    }),
    outcome: t.exposeString("outcome", {
      description:
        "What came of it. `DONE`; `REFUSED` by the rules; `REFUSED_BY_HUB`; `NOT_SENT`: the hub never heard of it; `UNKNOWN`: it may have been done; `BEGUN`: it is being done, or the gateway ended before it knew.",
    }),
    taskId: t.exposeInt("task", {
      nullable: true,
      description: "Koji's number of the task that came of it, or that it was done to; null where there is none.",
    }),
    requestId: t.exposeString("requestId", { description: "The request's id in the gateway's log." }),
  }),
});

const AuditFilterType = builder.inputRef<LedgerFilter>("AuditFilter").implement({
  description: "Which entries; all that is given must hold. Names are taken as they are written.",
  fields: (t) => ({
    viewer: t.string({ description: "Asked for by this person." }),
    action: t.field({ type: PolicyActionType, description: "This step." }),
    image: t.string({ description: "About this image." }),
    after: t.field({ type: "DateTime", description: "Asked for after this moment." }),
    before: t.field({ type: "DateTime", description: "Asked for before this moment." }),
    allowed: t.boolean({ description: "Permitted by the rules, or not." }),
  }),
});

const AuditEntryConnectionType = connectionType("AuditEntry", {
  node: AuditEntryType,
  description: "Entries, newest first.",
  totalCount: null,
});

builder.queryField("auditLog", (t) =>
  t.field({
    type: AuditEntryConnectionType,
    description:
      "Who did what by way of this gateway, what was refused among it. A filter looks at 20000 entries for one page at most: a page that stops there says that there is more, and has an `endCursor` to go on behind. Errors: NOT_SIGNED_IN, NOT_ALLOWED, BAD_ARGUMENT, LEDGER_UNAVAILABLE.",
    args: {
      filter: t.arg({ type: AuditFilterType, description: "Which; all when not given." }),
      ...forwardArgs,
    },
    resolve: auditLog,
  }),
);
