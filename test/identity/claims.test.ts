import { expect, test } from "vitest";
import { viewerOfClaims } from "../../identity/claims.ts";

const NAMES = { userClaim: "preferred_username", groupsClaim: "groups" };

test("claims may be named by a path, and a claim of that very name goes before it", () => {
  const names = { userClaim: "fas.name", groupsClaim: "realm_access.roles" };
  const claims = { fas: { name: "alice" }, realm_access: { roles: ["kde-sig", "kde-sig"] } };
  expect(viewerOfClaims(claims, names)).toEqual({ name: "alice", groups: ["kde-sig"], actions: null });
  expect(viewerOfClaims({ ...claims, "fas.name": "bob" }, names).name).toBe("bob");
  const address = { ...NAMES, groupsClaim: "https://example.org/groups" };
  expect(viewerOfClaims({ preferred_username: "a", "https://example.org/groups": ["x"] }, address).groups).toEqual([
    "x",
  ]);
});

test.each(["__proto__.name", "constructor.name", "toString", "fas.length"])(
  "%s is no claim of a token that does not say it",
  (userClaim) => {
    expect(() => viewerOfClaims({ fas: "alice" }, { ...NAMES, userClaim })).toThrow(`claim ${userClaim} is no name`);
  },
);

test.each(["alice", "alice@EXAMPLE.ORG", "HTTP/gw.example.org", "a_b-c.d", "x".repeat(256)])(
  "%s is a name as Koji has them",
  (name) => {
    expect(viewerOfClaims({ preferred_username: name }, NAMES).name).toBe(name);
  },
);

test.each(["", "x".repeat(257), "a b", "a\tb", "a+b", "a;b", "ä", 7, null, true])("%j is none", (name) => {
  expect(() => viewerOfClaims({ preferred_username: name }, NAMES)).toThrow("is no name for a user of Koji");
});

test("an address that is not verified is nobody's name", () => {
  const names = { ...NAMES, userClaim: "email" };
  expect(viewerOfClaims({ email: "a@example.org", email_verified: true }, names).name).toBe("a@example.org");
  expect(() => viewerOfClaims({ email: "a@example.org", email_verified: false }, names)).toThrow("is not verified");
});

test("no groups are none, and so is a claim that is null", () => {
  expect(viewerOfClaims({ preferred_username: "a" }, NAMES).groups).toEqual([]);
  expect(viewerOfClaims({ preferred_username: "a", groups: null }, NAMES).groups).toEqual([]);
});
