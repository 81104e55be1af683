/** Faults of Koji that are about the session and its calls, not about what was asked (koji/__init__.py). */
export const AUTH_ERROR = 1002;
export const AUTH_LOCK = 1006;
export const AUTH_EXPIRED = 1007;
export const SEQUENCE_ERROR = 1008;
export const RETRY_ERROR = 1009;
export const OFFLINE = 1014;
