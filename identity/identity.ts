import { SignInError } from "../model/errors.ts";
import { ANONYMOUS, type Viewer } from "../model/viewer.ts";

/** What a request says of who sent it. */
export type Caller = {
  /** Its Authorization header; undefined where it has none. */
  readonly authorization: string | undefined;
  /** Whether it came from this very machine, by an address of this machine alone. */
  readonly local: boolean;
};

/** Tells who asks. */
export type Identity = {
  /**
   * Nobody without a header. Rejects with SignInError for whatever is wrong with a token, with IdentityUnavailableError
   * where that cannot be told now: never a fallback to nobody.
   */
  viewerOf(caller: Caller): Promise<Viewer>;
  close(): Promise<void>;
};

/** For a gateway at which nobody can sign in. */
export const NOBODY: Identity = {
  viewerOf: async ({ authorization }) => {
    if (authorization === undefined) return ANONYMOUS;
    throw new SignInError("Nobody can sign in to this gateway; ask without an Authorization header.");
  },
  close: () => Promise.resolve(),
};
