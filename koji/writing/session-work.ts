import { HubUnavailableError } from "../../model/errors.ts";
import { AUTH_ERROR, AUTH_EXPIRED, SEQUENCE_ERROR } from "./fault-codes.ts";
import type { WriteOptions } from "./hub-writer.ts";
import { notSent } from "./outcomes.ts";
import type { Patience } from "./patience.ts";
import type { Send } from "./send.ts";
import type { Session, Sessions } from "./sessions.ts";
import { hasFault, type Settled, type Settling } from "./settle.ts";

/** A session, to send in: each call has a number, under which it may be sent again. */
export type Wire = { nextCall(): Settling };

/** Does something in a person's session. Rejects where it does not come to it: as HubWriter.call does. */
export type SessionWork = (
  user: string,
  options: WriteOptions,
  action: (wire: Wire) => Promise<Settled>,
) => Promise<Settled>;

type Parts = { readonly sessions: Sessions; readonly send: Send; readonly patience: Patience };

/** Faults that say that the hub serves the session no more, or never did: the call was not looked at. */
const STALE = [AUTH_ERROR, AUTH_EXPIRED, SEQUENCE_ERROR];

/** A session that the hub does not serve any more is replaced once, and the action done again in the new one. */
export function createSessionWork({ sessions, send, patience }: Parts): SessionWork {
  const wireOf = (session: Session): Wire => ({
    nextCall() {
      session.number += 1;
      const numbered = { keys: session.keys, number: session.number };
      return { send: (request) => send(request, numbered), pause: patience.begin() };
    },
  });

  return async (user, { signal, beforeSending }, action) => {
    let leaving = false;
    const attempt = async (): Promise<Settled> => {
      const session = await sessions.of(user, leaving ? undefined : signal).catch((error: unknown) => {
        throw notSent(error);
      });
      if (!leaving) {
        signal?.throwIfAborted();
        await beforeSending?.();
        leaving = true;
      }
      const settled = await action(wireOf(session));
      if (hasFault(settled, STALE)) sessions.forget(user);
      // If the call is still on its way, the hub will not take it after the logout.
      if (settled.kind === "unknown") sessions.end(user);
      return settled;
    };

    const settled = await attempt();
    if (!hasFault(settled, STALE)) return settled;
    const again = await attempt();
    return hasFault(again, STALE) ? { kind: "unsent", error: unstable(user) } : again;
  };
}

const unstable = (user: string) =>
  new HubUnavailableError(
    `The hub gives ${user} sessions and then does not know them: does it see the gateway under changing addresses (CheckClientIP)?`,
  );
