import { randomBytes } from "node:crypto";
import type { Command } from "commander";
import { editTokenFile } from "../../identity/edit-token-file.ts";
import { hashOf, newSecret, type ScriptToken } from "../../identity/script-token.ts";
import { readTokens, TokenFileError } from "../../identity/token-store.ts";
import { EXIT, type ExitStatus } from "../exit-status.ts";
import {
  actionArgument,
  actionsOf,
  groupArgument,
  lifetimeArgument,
  noteArgument,
  userArgument,
  type WrittenAction,
} from "../token-arguments.ts";
import { type Told, tokenFileOf, type Where } from "../token-file-of.ts";
import { tokenJson, tokenRows } from "../token-rows.ts";

const WHERE = `
The file is that of --tokens, else identity.tokens of the configuration (--config, GATEWAY_CONFIG). A gateway that uses
it takes the change within seconds.`;

const CREATE = `${WHERE}
The token is told this once, on standard output. What the file keeps of it, its SHA-256, signs nobody in.
Actions are BUILD_IMAGE, BUILD_SCRATCH_IMAGE, CANCEL_TASK, RESUBMIT_TASK, PROMOTE_BUILD, UNTAG_BUILD, READ_AUDIT_LOG, or ANY
for all that the rules let the user do; of several, repeat --action.

Examples:
  $ koji-image token create --name alice --group kde-sig --action BUILD_SCRATCH_IMAGE --tokens tokens.yaml
  $ KOJI_IMAGE_TOKEN=$(koji-image token create --name alice --action ANY --expires 12h --config gateway.yaml)`;

const LIST = `${WHERE}

Example:
  $ koji-image token list --tokens tokens.yaml`;

const REVOKE = `${WHERE}
Exit status 3 when there is no such token.

Example:
  $ koji-image token revoke 5f0c27d1 --tokens tokens.yaml`;

type CreateOptions = Where & {
  readonly name: string;
  readonly group?: readonly string[];
  readonly action: readonly WrittenAction[];
  readonly expires?: number;
  readonly note?: string;
};
type End = (status: ExitStatus) => void;

export function addToken(program: Command, end: End): void {
  const token = program
    .command("token")
    .description("tokens with which scripts sign in")
    .addHelpText(
      "after",
      "\nExample:\n  $ koji-image token create --name alice --action BUILD_SCRATCH_IMAGE --tokens tokens.yaml",
    );
  const add = (name: string, about: string, help: string) =>
    token
      .command(name)
      .description(about)
      .option("--tokens <file>", "the file of tokens")
      .option("--config <file>", "the gateway's configuration")
      .option("--json", "print JSON")
      .addHelpText("after", help);
  add("create", "make a token, and tell it once", CREATE)
    .requiredOption("--name <user>", "the user who signs in with it, by their name in Koji", userArgument)
    .requiredOption("--action <action>", "a step that it is for", actionArgument)
    .option("--group <group>", "a group that they are in", groupArgument)
    .option("--expires <time>", "when it ends; 90d when not given", lifetimeArgument)
    .option("--note <text>", "what it is for", noteArgument)
    .action(async (options: CreateOptions) => end(await inFile(options, (file) => create(file, options))));
  add("list", "every token there is, but for what signs in", LIST).action(async (options: Where) =>
    end(await inFile(options, async (file) => list(file, options))),
  );
  add("revoke <id>", "end a token before its time", REVOKE).action(async (id: string, options: Where) =>
    end(await inFile(options, (file) => revoke(file, id, options))),
  );
}

/** What is wrong with the file is told, and no bug. */
async function inFile(where: Where, run: (file: string) => Promise<ExitStatus>): Promise<ExitStatus> {
  const file: Told<string> = tokenFileOf(where);
  if ("status" in file) return file.status;
  try {
    return await run(file.value);
  } catch (error) {
    if (!(error instanceof TokenFileError)) throw error;
    console.error(error.message);
    return EXIT.no;
  }
}

const USUAL_LIFETIME = "90d";

async function create(file: string, options: CreateOptions): Promise<ExitStatus> {
  const { name, group, action, expires = lifetimeArgument(USUAL_LIFETIME), note, json } = options;
  const secret = newSecret();
  const createdAt = new Date();
  const made: ScriptToken = {
    id: randomBytes(4).toString("hex"),
    sha256: hashOf(secret).toString("hex"),
    user: name,
    groups: group ?? [],
    actions: actionsOf(action),
    createdAt,
    expiresAt: new Date(createdAt.getTime() + expires),
    note: note ?? null,
  };
  await editTokenFile(file, (tokens) => ({ tokens: [...tokens, made], told: null }));
  if (json) console.log(JSON.stringify({ ...tokenJson(made, createdAt), token: secret }, null, 2));
  else {
    console.log(secret);
    console.error(
      `The token ${made.id} signs ${name} in until ${made.expiresAt.toISOString()}. It is not told again: keep it where only the script can read it.`,
    );
  }
  return EXIT.yes;
}

function list(file: string, { json }: Where): ExitStatus {
  const all = readTokens(file);
  const now = new Date();
  const told = () => all.map((one) => tokenJson(one, now));
  if (json) console.log(JSON.stringify(told(), null, 2));
  else for (const row of tokenRows(all, now)) console.log(row);
  return EXIT.yes;
}

async function revoke(file: string, id: string, { json }: Where): Promise<ExitStatus> {
  const found = await editTokenFile(file, (tokens) => {
    const told = tokens.find((one) => one.id === id) ?? null;
    return { tokens: told && tokens.filter((one) => one !== told), told };
  });
  if (found === null) {
    console.error(`There is no token ${JSON.stringify(id)} in ${file}; koji-image token list tells those that are.`);
    return EXIT.notFound;
  }
  if (json) console.log(JSON.stringify({ revoked: tokenJson(found, new Date()) }, null, 2));
  else console.log(`The token ${id} of ${found.user} signs nobody in any more.`);
  return EXIT.yes;
}
