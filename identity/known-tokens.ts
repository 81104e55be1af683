import { SignInError } from "../model/errors.ts";
import { ANONYMOUS, type Viewer } from "../model/viewer.ts";
import { bearerToken } from "./bearer-token.ts";
import type { Identity } from "./identity.ts";

/** Tokens that everybody knows, and that therefore work for callers on this very machine alone. */
export const createKnownTokens = (viewers: ReadonlyMap<string, Viewer>): Identity => ({
  viewerOf: async ({ authorization, local }) => {
    if (authorization === undefined) return ANONYMOUS;
    const token = bearerToken(authorization);
    if (!local) {
      throw new SignInError("Signing in works from the gateway's own machine alone; ask by http://127.0.0.1 there.");
    }
    const viewer = viewers.get(token);
    if (viewer !== undefined) return viewer;
    throw new SignInError(`The token is unknown here; the gateway knows ${[...viewers.keys()].join(", ")}.`);
  },
  close: () => Promise.resolve(),
});
