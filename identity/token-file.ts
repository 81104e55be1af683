import { parseDocument, stringify } from "yaml";
import { z } from "zod";
import { POLICY_ACTIONS } from "../model/policy-action.ts";
import { GROUP_NAME_CURE, isGroupName, isUserName, USER_NAME_CURE } from "./people.ts";
import type { ScriptToken } from "./script-token.ts";

/** Something that is wrong with a file of tokens, in one sentence. `line` counts from one. */
export type TokenProblem = { readonly file: string; readonly line: number; readonly message: string };

export const tokenProblemText = ({ file, line, message }: TokenProblem): string => `${file}:${line}: ${message}`;

/** Written where a token is for all that the rules let its user do: nothing means that by being left out. */
export const ANY_ACTION = "ANY";

const MOMENT = z.iso.datetime({ offset: true, error: "give a moment such as 2026-03-01T14:00:00Z" });
const TIME = MOMENT.transform((text) => new Date(text));

const TOKEN = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/u, "give at most 64 small letters, digits and -"),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u, "give the 64 hexadecimal digits of the token's SHA-256"),
  user: z.custom<string>(isUserName, USER_NAME_CURE),
  groups: z.array(z.custom<string>(isGroupName, GROUP_NAME_CURE)).default([]),
  actions: z.union([z.literal(ANY_ACTION).transform(() => null), z.array(z.enum(POLICY_ACTIONS))], {
    error: `give ${ANY_ACTION}, or a list of ${POLICY_ACTIONS.join(", ")}`,
  }),
  createdAt: TIME,
  expiresAt: TIME,
  note: z.string().nullable().default(null),
});

const FILE = z
  .strictObject({ tokens: z.array(TOKEN).nullable().default([]) })
  .nullable()
  .transform((file) => file?.tokens ?? []);

export type TokenFile = { readonly tokens: readonly ScriptToken[] } | { readonly problems: readonly TokenProblem[] };

/** The tokens of a file, or what is wrong with it. No problem tells what the file says. */
export function parseTokenFile(text: string, file: string): TokenFile {
  const document = parseDocument(text);
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;
  const [broken] = document.errors;
  if (broken !== undefined) {
    return { problems: [{ file, line: lineAt(broken.pos[0]), message: "this is no YAML; mend it." }] };
  }
  const lineOf = (path: readonly PropertyKey[]) => {
    const node: unknown = document.getIn(path, true) ?? document.getIn(path.slice(0, -1), true);
    return lineAt(typeof node === "object" && node !== null && "range" in node ? startOf(node.range) : 0);
  };
  const read = FILE.safeParse(valueOf(document));
  if (read.success) return withoutDoubles(read.data, (index) => ({ file, line: lineOf(["tokens", index]) }));
  const problems = read.error.issues.map(({ path, message }) => {
    return { file, line: lineOf(path), message: `${path.join(".") || "the file"}: ${message}.` };
  });
  return { problems };
}

const startOf = (range: unknown): number => (Array.isArray(range) && typeof range[0] === "number" ? range[0] : 0);

/** Names within it that stand for too much are nothing. */
function valueOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS();
  } catch {
    return "too much";
  }
}

type Place = { readonly file: string; readonly line: number };

function withoutDoubles(tokens: readonly ScriptToken[], placeOf: (index: number) => Place): TokenFile {
  const problems = tokens.flatMap(({ id, sha256 }, index) => {
    const before = tokens.slice(0, index);
    if (before.some((one) => one.id === id)) return [{ ...placeOf(index), message: `the id ${id} is there twice.` }];
    if (!before.some((one) => one.sha256 === sha256)) return [];
    return [{ ...placeOf(index), message: `the token ${id} is another one, too; remove one of them.` }];
  });
  return problems.length > 0 ? { problems } : { tokens };
}

const HEAD = `# Tokens for scripts, made and revoked by \`koji-image token\`. No token can be made from what stands here.\n`;

export const tokenFileText = (tokens: readonly ScriptToken[]): string =>
  HEAD +
  stringify({
    tokens: tokens.map(({ createdAt, expiresAt, actions, ...token }) => ({
      ...token,
      actions: actions ?? ANY_ACTION,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })),
  });
