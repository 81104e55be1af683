import { expect, test } from "vitest";
import { issuerAddress, webAddress, withoutCredentials } from "../../config/settings/addresses.ts";
import { parseDuration } from "../../config/settings/duration.ts";
import { suggestion } from "../../config/settings/suggestion.ts";

test.each([
  ["90s", 90_000],
  ["30m", 1_800_000],
  ["12h", 43_200_000],
  ["3d", 259_200_000],
  ["3 d", 259_200_000],
  ["3650d", 315_360_000_000],
  ["3651d", null],
  ["0d", null],
  ["3", null],
  ["d", null],
  ["-3d", null],
  ["1.5d", null],
  ["3D", null],
  ["1d12h", null],
  ["3w", null],
])("the length of time %j is %j ms", (text, durationMs) => {
  expect(parseDuration(text)).toBe(durationMs);
});

test.each([
  ["https://koji.example.org/kojihub/", "https://koji.example.org/kojihub"],
  ["HTTP://Koji.Example.ORG:80", "http://koji.example.org"],
  ["https://koji.example.org/?", null],
  ["https://koji.example.org/#hub", null],
  ["https://me@koji.example.org/", null],
  ["file:///etc/passwd", null],
  ["koji.example.org", null],
  ["https://", null],
  [1, null],
])("the web address %j is read as %j", (written, address) => {
  expect(webAddress.parse(written)).toBe(address);
});

test.each([
  ["https://id.example.org/", "https://id.example.org/"],
  ["https://id.example.org", "https://id.example.org"],
  ["http://127.0.0.1:8080/realm", "http://127.0.0.1:8080/realm"],
  ["http://[::1]/", "http://[::1]/"],
  ["http://id.example.org/", null],
  ["http://127.0.0.1.example.org/", null],
])("the issuer %j is read as %j", (written, issuer) => {
  expect(issuerAddress.parse(written)).toBe(issuer);
});

test.each([
  ["redis://u:p@h/0", "redis://…@h/0"],
  ["amqps://u:p@ss/w@h", "amqps://…@h"],
  ["u:p@h", "…@h"],
  ["gateway/host@EXAMPLE.ORG", "gateway/host@EXAMPLE.ORG"],
  ["plain", "plain"],
])("%j is shown as %j", (text, shown) => {
  expect(withoutCredentials(text)).toBe(shown);
});

test.each([
  ["conections", "connections"],
  ["calls_per_second", "callsPerSecond"],
  ["prot", "port"],
  ["x", null],
  ["somethingElse", null],
])("%j was meant to be %j", (written, meant) => {
  expect(suggestion(written, ["connections", "callsPerSecond", "host", "port"])).toBe(meant);
});

test("a key of any length is looked at", () => {
  expect(suggestion("port".repeat(100_000), ["port"])).toBe(null);
});
