/** How long it is remembered what was done under a key. */
export const KEY_DAYS = 7;
export const KEY_MS = KEY_DAYS * 86_400_000;

/** How long one may wait for a key that another one holds. */
export const PATIENCE_MS = 60_000;

/** Entries that are looked at for one page; a page that stops there says so. */
export const MAX_SCANNED = 20_000;

/** Entries are about in the order of their moments: of what the requests of an hour asked, one may be written before the other. */
export const DISORDER_MS = 3_600_000;
