import { SignInError } from "../model/errors.ts";
import { ANONYMOUS } from "../model/viewer.ts";
import { bearerToken } from "./bearer-token.ts";
import type { Identity } from "./identity.ts";
import { type IssuedTokens, viewerOfIssued } from "./issued-tokens.ts";
import { createIssuerKeys } from "./issuer-keys.ts";
import { readIssuerKeys } from "./read-issuer-keys.ts";
import { isScriptToken } from "./script-token.ts";
import type { TokenProblem } from "./token-file.ts";
import { openTokenStore } from "./token-store.ts";

/** What operators should hear of. `problem`: null, `problems`: empty once all is well again. */
export type IdentityEvent =
  | { readonly kind: "issuer"; readonly problem: string | null }
  | { readonly kind: "tokens"; readonly problems: readonly TokenProblem[] };

export type IdentityOptions = Omit<IssuedTokens, "issuer" | "keys"> & {
  /** Null where only tokens for scripts sign in. */
  readonly issuer: string | null;
  /** The file of tokens for scripts; null where only the issuer's sign in. */
  readonly tokens: string | null;
  readonly log: (event: IdentityEvent) => void;
  /** For each answer of the issuer. */
  readonly patienceMs?: number;
};

const PATIENCE_MS = 5_000;
/** How long a revoked token may go on. */
const TOKENS_EVERY_MS = 2_000;

/** Who signs in with an issuer's tokens, with tokens for scripts, or with either. Throws TokenFileError. */
export function openIdentity(options: IdentityOptions): Identity {
  const issued = issuedTokens(options);
  const { tokens: file, now, log } = options;
  const told = (problems: readonly TokenProblem[]) => log({ kind: "tokens", problems });
  const scripts = file === null ? null : openTokenStore({ file, everyMs: TOKENS_EVERY_MS, now, log: told });
  return {
    viewerOf: async ({ authorization }) => {
      if (authorization === undefined) return ANONYMOUS;
      const token = bearerToken(authorization);
      if (isScriptToken(token)) {
        if (scripts !== null) return scripts.viewerOf(token);
        throw new SignInError("Tokens for scripts are not taken here; sign in with one of the issuer's.");
      }
      if (issued !== null) return viewerOfIssued(token, issued);
      throw new SignInError(
        "The token is none for scripts, and no others are taken; koji-image token create makes one.",
      );
    },
    close: async () => scripts?.close(),
  };
}

function issuedTokens({ issuer, log, patienceMs = PATIENCE_MS, ...options }: IdentityOptions): IssuedTokens | null {
  if (issuer === null) return null;
  const keys = createIssuerKeys({
    issuer,
    read: () => readIssuerKeys(issuer, patienceMs),
    now: options.now,
    log: (problem) => log({ kind: "issuer", problem }),
  });
  return { ...options, issuer, keys };
}
