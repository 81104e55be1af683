import { SignInError } from "../model/errors.ts";
import type { Viewer } from "../model/viewer.ts";
import { areGroupNames, GROUP_NAME_CURE, isUserName, USER_NAME_CURE } from "./people.ts";

export type Claims = Readonly<Record<string, unknown>>;

/** Where a token tells who signs in: names of claims, or paths into them such as `realm_access.roles`. */
export type ClaimNames = { readonly userClaim: string; readonly groupsClaim: string };

/**
 * Who a token is about, whose signature and times are good already. Without a claim of groups: of none. Throws
 * SignInError for claims of other types than they should have; nothing is made to fit.
 */
export function viewerOfClaims(claims: Claims, { userClaim, groupsClaim }: ClaimNames): Viewer {
  const name = claimAt(claims, userClaim);
  const groups = claimAt(claims, groupsClaim) ?? [];
  if (!isUserName(name)) {
    throw new SignInError(`The token's claim ${userClaim} is no name for a user of Koji; ${USER_NAME_CURE}.`);
  }
  if (userClaim === "email" && claims["email_verified"] === false) {
    throw new SignInError("The token's email is not verified; verify it with the issuer.");
  }
  if (!areGroupNames(groups)) {
    throw new SignInError(
      `The token's claim ${groupsClaim} is no list of at most 1000 names of groups; of each, ${GROUP_NAME_CURE}.`,
    );
  }
  return { name, groups: [...new Set(groups)], actions: null };
}

/** The claim of that very name; else what the parts of the name, at its dots, lead to. */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const part of name.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    // Its own member, by the line above.
    value = (value as Claims)[part];
  }
  return value;
}
