import { createHash, randomBytes } from "node:crypto";
import type { PolicyAction } from "../model/policy-action.ts";

/** What is known of a token for a script, but for the token itself. */
export type ScriptToken = {
  /** By which it is revoked. */
  readonly id: string;
  /** Of the token, in hexadecimal digits. */
  readonly sha256: string;
  /** Who signs in with it. */
  readonly user: string;
  readonly groups: readonly string[];
  /** The steps it is for; null for all that the rules let its user do. */
  readonly actions: readonly PolicyAction[] | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** What it is for, in its maker's words. */
  readonly note: string | null;
};

/** By which people, and what looks for secrets in places where they should not be, know what it is. */
const PREFIX = "kimg_";
const SECRET_BYTES = 32;

export const isScriptToken = (token: string): boolean => token.startsWith(PREFIX);

/** 256 random bits: they cannot be guessed, so that no hash need be slow, nor salted, to keep them. */
export const newSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString("base64url");

export const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();
