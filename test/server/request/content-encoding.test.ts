import { expect, test } from "vitest";
import { wantedEncoding } from "../../../server/request/content-encoding.ts";

test.each([
  [undefined, null],
  ["", null],
  ["identity", null],
  ["deflate", null],
  ["gzip", "gzip"],
  ["GZIP", "gzip"],
  ["gzip, deflate", "gzip"],
  ["gzip, deflate, br, zstd", "br"],
  ["br;q=0.5, gzip;q=0.8", "gzip"],
  ["br;q=1.0, gzip;q=0.8", "br"],
  ["br;q=0, gzip;q=0", null],
  ["br;q=0, *", "gzip"],
  ["*", "br"],
  ["*;q=0", null],
  ["gzip ; q=0.2", "gzip"],
  ["gzip;q=much", null],
])("`Accept-Encoding: %s` gets %s", (accept, encoding) => {
  expect(wantedEncoding(accept)).toBe(encoding);
});
