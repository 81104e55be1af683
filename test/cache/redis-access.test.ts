import { expect, test } from "vitest";
import { readAccess } from "../../cache/redis-access.ts";

test("an address may give only a host, or all there is", () => {
  expect(readAccess({ kind: "single", url: "redis://redis.example.org" })).toEqual({
    kind: "single",
    places: [{ host: "redis.example.org", port: 6379 }],
    login: {},
    name: null,
  });
  const url = "rediss://gateway:p%40ss%2Fw%25rd@[::1]:6380/3";
  expect(readAccess({ kind: "single", url })).toEqual({
    kind: "single",
    places: [{ host: "::1", port: 6380 }],
    login: { username: "gateway", password: "p@ss/w%rd", db: 3, tls: {} },
    name: null,
  });
});

test("a password that only looks encoded is taken as it stands", () => {
  expect(readAccess({ kind: "single", url: "redis://:100%zz@redis.example.org" }).login).toEqual({
    password: "100%zz",
  });
});

test("sentinels have a port of their own, and the first one's login is the master's", () => {
  const urls = ["redis://:secret@a.example.org/2", "redis://b.example.org:5000"];
  expect(readAccess({ kind: "sentinels", urls, name: "images" })).toEqual({
    kind: "sentinels",
    places: [
      { host: "a.example.org", port: 26_379 },
      { host: "b.example.org", port: 5000 },
    ],
    login: { password: "secret", db: 2 },
    name: "images",
  });
});
