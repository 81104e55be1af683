import { expect, test } from "vitest";
import { hostOf } from "../../model/source-host.ts";

test.each([
  ["https://git.example.org/a.git", "git.example.org"],
  ["git+https://git.example.org/a.git?spins#HEAD", "git.example.org"],
  ["HTTPS://Git.Example.ORG:443/a", "git.example.org"],
  ["https://user:secret@git.example.org/a", "git.example.org"],
  ["https://git.example.org./a", "git.example.org"],
  ["https://git.example.org", "git.example.org"],
  ["https://git.example.org?x=//b.example.net/", "git.example.org"],
  ["https://[2001:db8::1]:8080/", "[2001:db8::1]"],
  ["https://git.example.org@evil.example.net/a", "evil.example.net"],
  ["https://a@b@evil.example.net/", ""],
  ["https://git.example.org\\@evil.example.net/", ""],
  ["https://git.example.org /", ""],
  ["file:///etc/passwd", ""],
  ["/srv/git/a.git", ""],
  ["git@git.example.org:a.git", ""],
  ["git.example.org/a", ""],
  ["", ""],
])("the host of %s is %j", (address, host) => {
  expect(hostOf(address)).toBe(host);
});
