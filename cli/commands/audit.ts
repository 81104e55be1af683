import { type Command, InvalidArgumentError, Option } from "commander";
import { parseDuration } from "../../config/settings/duration.ts";
import type { AuditQuery, AuditQueryVariables } from "../../generated/operations.ts";
import { PERSISTED_OPERATIONS } from "../../generated/persisted-operations.ts";
import { isPolicyAction, POLICY_ACTIONS, type PolicyAction } from "../../model/policy-action.ts";
import { askGateway } from "../client/ask-gateway.ts";
import { gatewayAddress } from "../client/gateway-address.ts";
import { NoAnswerError } from "../client/no-answer-error.ts";
import { type Colour, paint } from "../client/paint.ts";
import { type Cell, tableLines } from "../client/table.ts";
import { EXIT, type ExitStatus } from "../exit-status.ts";

const HELP = `
Who wanted to do what by way of the gateway at KOJI_IMAGE_URL, what was refused among it, the newest first, for those whom
its rules let read it: KOJI_IMAGE_TOKEN signs in. Exit status 4 for others.

Examples:
  $ koji-image audit --since 7d --refused
  $ koji-image audit --image Fedora-KDE-Live --action BUILD_IMAGE --json`;

type Options = {
  readonly viewer?: string;
  readonly action?: PolicyAction;
  readonly image?: string;
  readonly since?: number;
  readonly refused?: true;
  readonly allowed?: true;
  readonly limit: number;
  readonly json?: true;
};

export function addAudit(program: Command, end: (status: ExitStatus) => void): void {
  program
    .command("audit")
    .description("who did what by way of a gateway")
    .option("--viewer <user>", "what this person wanted to do")
    .option("--action <action>", "one kind of step, such as BUILD_IMAGE", actionArgument)
    .option("--image <name>", "what is about this image")
    .option("--since <time>", "what was asked for in this time, such as 7d or 12h", sinceArgument)
    .addOption(new Option("--refused", "what the rules refused").conflicts("allowed"))
    .addOption(new Option("--allowed", "what the rules permitted").conflicts("refused"))
    .option("--limit <number>", "so many at most", limitArgument, 20)
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(async (options: Options) => end(await audit(options)));
}

function actionArgument(written: string): PolicyAction {
  if (isPolicyAction(written)) return written;
  throw new InvalidArgumentError(`Give ${POLICY_ACTIONS.join(", ")}.`);
}

function sinceArgument(written: string): number {
  const sinceMs = parseDuration(written);
  if (sinceMs !== null) return sinceMs;
  throw new InvalidArgumentError("Give a length of time such as 7d, 12h or 30m.");
}

const MAX_LIMIT = 10_000;

function limitArgument(written: string): number {
  const limit = Number(written);
  if (/^\d+$/u.test(written) && limit > 0 && limit <= MAX_LIMIT) return limit;
  throw new InvalidArgumentError(`Give a whole number from 1 to ${MAX_LIMIT}.`);
}

async function audit({ limit, json, ...options }: Options): Promise<ExitStatus> {
  try {
    const entries = await entriesOf(filterOf(options), limit);
    if (json) console.log(JSON.stringify(entries, null, 2));
    else for (const line of linesOf(entries)) console.log(line);
    return EXIT.yes;
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    console.error(paint(error.message));
    return error.status;
  }
}

type Filter = NonNullable<AuditQueryVariables["filter"]>;

const filterOf = ({ viewer, action, image, since, refused, allowed }: Omit<Options, "limit" | "json">): Filter => ({
  ...(viewer === undefined ? {} : { viewer }),
  ...(action === undefined ? {} : { action }),
  ...(image === undefined ? {} : { image }),
  ...(since === undefined ? {} : { after: new Date(Date.now() - since).toISOString() }),
  ...(refused === undefined && allowed === undefined ? {} : { allowed: allowed === true }),
});

type Entry = AuditQuery["auditLog"]["nodes"][number];

/** What one page may hold: see model/page-bounds.ts. */
const PAGE = 100;

/** A page may be cut short of its size before the log ends, even empty: it is asked on until there are enough, or no more. */
async function entriesOf(filter: Filter, limit: number): Promise<readonly Entry[]> {
  const address = gatewayAddress();
  const entries: Entry[] = [];
  for (let after: string | null = null; entries.length < limit;) {
    const variables: AuditQueryVariables = { filter, first: Math.min(PAGE, limit - entries.length), after };
    const { auditLog }: AuditQuery = await askGateway<AuditQuery>(PERSISTED_OPERATIONS.Audit.text, variables, address);
    entries.push(...auditLog.nodes);
    const { hasNextPage, endCursor } = auditLog.pageInfo;
    if (!hasNextPage || endCursor === null) break;
    after = endCursor;
  }
  return entries;
}

const COLOURS: ReadonlyMap<string, Colour> = new Map<string, Colour>([
  ["DONE", "green"],
  ["REFUSED", "red"],
  ["REFUSED_BY_HUB", "red"],
  ["NOT_SENT", "yellow"],
  ["UNKNOWN", "yellow"],
  ["BEGUN", "gray"],
]);

const HEADS: readonly Cell[] = ["WHEN", "WHO", "ACTION", "OUTCOME", "TASK", "RULES", "WHAT"].map(
  (head) => [head, "bold"] as const,
);

function linesOf(entries: readonly Entry[]): readonly string[] {
  if (entries.length === 0) return ["There is no such entry."];
  return tableLines([
    HEADS,
    ...entries.map(({ at, viewer, action, outcome, taskId, policies, subject }): readonly Cell[] => [
      at,
      viewer,
      action,
      [outcome, COLOURS.get(outcome) ?? null],
      taskId === null ? "-" : String(taskId),
      policies.join(",") || "-",
      subject,
    ]),
  ]);
}
