import { existsSync, readFileSync } from "node:fs";
import { timingSafeEqual } from "node:crypto";
import { SignInError } from "../model/errors.ts";
import type { Viewer } from "../model/viewer.ts";
import { hashOf, type ScriptToken } from "./script-token.ts";
import { parseTokenFile, type TokenFile, type TokenProblem, tokenProblemText } from "./token-file.ts";

/** The tokens in force. */
export type TokenStore = {
  /** Throws SignInError for a token that is not among them, or has expired. */
  readonly viewerOf: (token: string) => Viewer;
  /** Looks whether the file is another now, and takes it when nothing is wrong with it. */
  readonly reload: () => void;
  readonly close: () => void;
};

type StoreOptions = {
  readonly file: string;
  /** How often the file is looked at. Looking works on any file system, being told of changes does not. */
  readonly everyMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /**
   * Told of each change: what is wrong with it, so that the tokens before it stay in force, or none where it is gone;
   * empty where nothing is wrong.
   */
  readonly log: (problems: readonly TokenProblem[]) => void;
};

/** Throws TokenFileError where the file cannot be read, or is wrong. */
export function openTokenStore({ file, everyMs, now, log }: StoreOptions): TokenStore {
  let seen = textOf(file);
  let tokens = tokensOrThrow(parsed(seen, file)).map(withHash);
  const reload = () => {
    const text = textOf(file);
    if (text === seen) return;
    seen = text;
    const read = parsed(text, file);
    if ("tokens" in read) tokens = read.tokens.map(withHash);
    // Who removes it wants nobody to sign in by it; who writes it may make a mistake.
    else if (!existsSync(file)) tokens = [];
    log("problems" in read ? read.problems : []);
  };
  const timer = setInterval(reload, everyMs).unref();
  return {
    viewerOf: (token) => viewerOfToken(found(tokens, token), now()),
    reload,
    close: () => clearInterval(timer),
  };
}

type Hashed = ScriptToken & { readonly hash: Buffer };

const withHash = (token: ScriptToken): Hashed => ({ ...token, hash: Buffer.from(token.sha256, "hex") });

/** Every one is compared, each in the same time. */
function found(tokens: readonly Hashed[], token: string): ScriptToken | null {
  const hash = hashOf(token);
  let match: ScriptToken | null = null;
  for (const one of tokens) if (timingSafeEqual(one.hash, hash)) match = one;
  return match;
}

function viewerOfToken(token: ScriptToken | null, now: number): Viewer {
  const cure = "koji-image token create makes another one";
  if (token === null) throw new SignInError(`The token is not known here, or was revoked; ${cure}.`);
  const { user: name, groups, actions, expiresAt, id } = token;
  if (now >= expiresAt.getTime()) {
    throw new SignInError(`The token ${id} expired at ${expiresAt.toISOString()}; ${cure}.`);
  }
  return { name, groups, actions };
}

/** Null where it cannot be read. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function parsed(text: string | null, file: string): TokenFile {
  if (text !== null) return parseTokenFile(text, file);
  const message = "this cannot be read; koji-image token create makes it, for whoever runs the gateway to read.";
  return { problems: [{ file, line: 1, message }] };
}

/** Everything that is wrong with a file of tokens. */
export function tokenFileProblems(file: string): readonly TokenProblem[] {
  const read = parsed(textOf(file), file);
  return "problems" in read ? read.problems : [];
}

/** Those of a file. Throws TokenFileError. */
export const readTokens = (file: string): readonly ScriptToken[] => tokensOrThrow(parsed(textOf(file), file));

/** The file of tokens is wrong. */
export class TokenFileError extends Error {
  override readonly name = "TokenFileError";
}

export function tokensOrThrow(read: TokenFile): readonly ScriptToken[] {
  if ("tokens" in read) return read.tokens;
  throw new TokenFileError(read.problems.map(tokenProblemText).join("\n"));
}
