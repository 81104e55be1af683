import { ANONYMOUS, type Viewer } from "../model/viewer.ts";

/** Tells who asks. */
export type Identity = {
  /** Nobody without a header. Rejects with SignInError for whatever is wrong with a token: never a fallback to nobody. */
  viewerOf(authorization: string | undefined): Promise<Viewer>;
  close(): Promise<void>;
};

/** For a gateway at which nobody can sign in: tests of reading. */
export const NOBODY: Identity = { viewerOf: () => Promise.resolve(ANONYMOUS), close: () => Promise.resolve() };
