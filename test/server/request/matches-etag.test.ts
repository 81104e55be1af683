import { expect, test } from "vitest";
import { matchesEtag } from "../../../server/request/matches-etag.ts";

test.each([
  ['W/"one"', true],
  ['"one"', true],
  ['"other", W/"one"', true],
  ['"other",W/"one" , "third"', true],
  ["*", true],
  [" * ", true],
  ['"other"', false],
  ['"one-more"', false],
  ['"*"', false],
  ["one", false],
  ["", false],
  [undefined, false],
])('`If-None-Match: %s` names W/"one": %s', (header, expected) => {
  expect(matchesEtag(header, 'W/"one"')).toBe(expected);
});
