import { errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from "jose";
import { IdentityUnavailableError, SignInError } from "../model/errors.ts";
import type { Viewer } from "../model/viewer.ts";
import { type ClaimNames, viewerOfClaims } from "./claims.ts";

/** Only such that whoever checks a signature cannot make one. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
/** By how much clocks may differ. */
const SKEW_S = 30;
/** Access tokens (RFC 9068), and what says nothing more than that it is a token. */
const TYPES = new Set(["jwt", "at+jwt"]);

export type IssuedTokens = ClaimNames & {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};

/**
 * Who an OpenID Connect issuer's token is about: an access token or an ID token, whichever it is, that was made for this
 * gateway: its audience says so. For which client it was made does not count, for a client cannot ask for an audience that the
 * issuer does not let it have. Rejects with SignInError, and with IdentityUnavailableError where keys cannot be had.
 */
export async function viewerOfIssued(token: string, options: IssuedTokens): Promise<Viewer> {
  const { issuer, audience, keys, now } = options;
  const checks = { issuer, audience, algorithms: ALGORITHMS, clockTolerance: SKEW_S, requiredClaims: ["exp"] };
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, { ...checks, currentDate: new Date(now()) });
    checkKind(protectedHeader.typ, payload);
    checkTimes(payload, now() / 1000);
    return viewerOfClaims(payload, options);
  } catch (error) {
    if (error instanceof SignInError || error instanceof IdentityUnavailableError) throw error;
    // Nothing of the error goes further: it holds what the token says.
    throw new SignInError(sentenceOf(error, options));
  }
}

function checkKind(type: unknown, payload: JWTPayload): void {
  const plain = typeof type === "string" ? type.toLowerCase().replace(/^application\//u, "") : type;
  if (plain !== undefined && !(typeof plain === "string" && TYPES.has(plain))) {
    throw new SignInError("The token is of another kind than signs in; send an access token.");
  }
  // RFC 8417: it tells of something that happened, such as that somebody signed out.
  if (payload["events"] !== undefined) throw new SignInError("The token tells of events; send an access token.");
  // RFC 7800: it is worth something only together with a key, of which a bearer proves nothing.
  if (payload["cnf"] !== undefined) {
    throw new SignInError("The token is bound to a key, which is not checked here; ask for a bearer token.");
  }
  if (payload.sub !== undefined && (typeof payload.sub !== "string" || payload.sub === "")) {
    throw new SignInError("The token's sub is no text; ask its issuer why.");
  }
}

function checkTimes({ iat = 0, exp = Infinity }: JWTPayload, now: number): void {
  if (iat > now + SKEW_S) throw new SignInError("The token was issued in the future; look at the clocks.");
  if (!Number.isFinite(exp)) throw new SignInError("The token never expires; ask for one that does.");
}

type Wanted = Pick<IssuedTokens, "issuer" | "audience">;

const GET_ANOTHER = "get another one";

function sentenceOf(error: unknown, { issuer, audience }: Wanted): string {
  if (error instanceof errors.JWTExpired) return `The token has expired; ${GET_ANOTHER}.`;
  if (error instanceof errors.JWTClaimValidationFailed) {
    switch (error.claim) {
      case "iss":
        return `The token is of another issuer; get one of ${issuer}.`;
      case "aud":
        return `The token is not for this gateway; get one whose aud holds ${audience}.`;
      case "nbf":
        return "The token is not valid yet; wait, or look at the clocks.";
      default:
        return `The token's claim ${error.claim} is missing or wrong; ${GET_ANOTHER}.`;
    }
  }
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) {
    return `The token is signed in a way that is not taken here; the issuer may use ${ALGORITHMS.join(", ")}.`;
  }
  if (error instanceof errors.JWKSNoMatchingKey) {
    return `The token is signed by no key of ${issuer}; ${GET_ANOTHER} there.`;
  }
  if (error instanceof errors.JWKSMultipleMatchingKeys) {
    return "The token does not say which of its issuer's keys signed it; the issuer has to name it by kid.";
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return `The token's signature is wrong; ${GET_ANOTHER}.`;
  return `The token cannot be understood; ${GET_ANOTHER}, and send all of it.`;
}
