import { SignInError } from "../model/errors.ts";

/** Of an issuer's tokens with hundreds of groups, a few thousand. */
export const MAX_TOKEN_CHARACTERS = 12_000;

/** As RFC 6750 writes it. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/iu;

const CURE = "send Authorization: Bearer, one space and the token";

/** The token of an Authorization header. Throws SignInError, which does not tell what was sent. */
export function bearerToken(authorization: string): string {
  if (authorization.length > MAX_TOKEN_CHARACTERS) {
    throw new SignInError(
      `The Authorization header has ${authorization.length} characters; ${MAX_TOKEN_CHARACTERS} are the most that are read. Ask for a token with fewer claims.`,
    );
  }
  const [, token] = BEARER.exec(authorization.trim()) ?? [];
  if (token !== undefined) return token;
  if (/^Bearer\b/iu.test(authorization))
    throw new SignInError(`The Authorization header has no single token; ${CURE}.`);
  throw new SignInError(`The Authorization header is of another kind than this gateway takes; ${CURE}.`);
}
