import { describe, expect, test } from "vitest";
import { parseSourceUrl } from "../../../koji/requests/source-url.ts";

const HASH = "eab4fdc148f58e61d17e975c2dfe6181137daaa4";

describe("a source URL is read as a builder reads it", () => {
  test.each([
    ["git+https://pagure.io/fedora-kickstarts.git?#origin/main", "https://pagure.io/fedora-kickstarts.git", "", "main"],
    [`git+https://pagure.io/fedora-kickstarts.git?#${HASH}`, "https://pagure.io/fedora-kickstarts.git", "", HASH],
    [
      `git://example.org/a//b.git/?dir/sub/#${HASH.toUpperCase()}`,
      "git://example.org/a/b.git",
      "dir/sub",
      HASH.toUpperCase(),
    ],
    ["git+ssh://git@example.org/x?d#v1", "ssh://git@example.org/x", "d", "v1"],
    ["svn+https://example.org/trunk?dir#42", "svn+https://example.org/trunk", "dir", "42"],
    ["git+https://alice:pw@example.org/x#main", "https://example.org/x", "", "main"],
    ["git+https://example.org/x", "https://example.org/x", "", null],
    ["https://example.org", "https://example.org", "", null],
    ["https://example.org/x#origin/", "https://example.org/x", "", null],
  ])("%s", (text, repository, path, ref) => {
    expect(parseSourceUrl(text)).toEqual({ repository, path, ref });
  });
});

test.each(["", "x.ks", "git@example.org:x.git", "https://", "://x", "git+https:///x"])("'%s' is none", (text) => {
  expect(parseSourceUrl(text)).toBeNull();
});
