/** What a hub gives whoever logs in; sent with each call of the session (Koji-Session-Id, Koji-Session-Key). */
export type SessionKeys = { readonly id: number; readonly key: string };

/** How the gateway gets a session of a hub's user. */
export type HubLogin = {
  /**
   * A session in which it acts as this user, of whom it is known that the hub has him: it would create him. Rejects with
   * HubRefusedError or HubWriteError (NOT_SENT: nothing but a session can have come of it).
   */
  login(user: string, options: { readonly signal?: AbortSignal | undefined }): Promise<SessionKeys>;
  close(): Promise<void>;
};
