/** One that XML 1.0 cannot carry, not even as a reference: the complement of Char (production 2), lone surrogates in it. */
export const FORBIDDEN_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
