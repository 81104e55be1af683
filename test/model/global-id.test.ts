import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeGlobalId, encodeGlobalId, kojiIdOf, NODE_KINDS } from "../../model/global-id.ts";

const base64url = (text: string) => Buffer.from(text, "utf8").toString("base64url");

describe("a global id", () => {
  test("gives back its kind, hub and key, and fits into a URL as it is", () => {
    const kind = fc.constantFrom(...NODE_KINDS);
    const hub = fc.stringMatching(/^[A-Za-z0-9][\w.+-]{0,20}$/);
    const key = fc.oneof(fc.nat().map(String), fc.string({ unit: "grapheme", minLength: 1 }));
    fc.assert(
      fc.property(kind, hub, key, (kind, hub, key) => {
        const id = encodeGlobalId(kind, hub, key);
        expect(decodeGlobalId(id)).toEqual({ kind, hub, key });
        expect(encodeURIComponent(id)).toBe(id);
      }),
    );
  });

  test("is told apart by kind and by hub", () => {
    const ids = NODE_KINDS.flatMap((kind) => ["one", "two"].map((hub) => encodeGlobalId(kind, hub, 7)));
    expect(new Set(ids).size).toBe(2 * NODE_KINDS.length);
  });

  test("keeps a key with colons, blanks and letters of all kinds", () => {
    const key = "Larch: Lärche 🌲\n(nightly)";
    expect(decodeGlobalId(encodeGlobalId("Image", "sample", key))?.key).toBe(key);
  });

  test.each([
    ["nothing", ""],
    ["text that is no base64", "Build:sample:7"],
    ["a kind nobody knows", base64url("Kernel:sample:7")],
    ["a kind in other letters", base64url("build:sample:7")],
    ["a name every object has", base64url("constructor:sample:7")],
    ["no hub", base64url("Build::7")],
    ["no key", base64url("Build:sample:")],
    ["no key at all", base64url("Build:sample")],
    ["bytes that are no UTF-8", Buffer.from([0xff, 0x3a, 0xfe, 0x3a, 0x37]).toString("base64url")],
    ["another alphabet of base64", Buffer.from("Image:sample:>>>???").toString("base64")],
    ["something behind it", `${encodeGlobalId("Build", "sample", 7)}==`],
    ["a blank before it", ` ${encodeGlobalId("Build", "sample", 7)}`],
  ])("with %s is none", (_, id) => {
    expect(decodeGlobalId(id)).toBeNull();
  });

  test("is none for any text but the one that was given out", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = decodeGlobalId(text);
        expect(found === null ? text : encodeGlobalId(found.kind, found.hub, found.key)).toBe(text);
      }),
    );
  });
});

describe("Koji's number in a global id", () => {
  const numberIn = (key: string) => kojiIdOf({ kind: "Task", hub: "sample", key });

  test.each([
    ["1", 1],
    ["139004033", 139_004_033],
    ["9007199254740991", Number.MAX_SAFE_INTEGER],
  ])("%s is taken", (key, id) => {
    expect(numberIn(key)).toBe(id);
  });

  test.each([
    "0",
    "-1",
    "07",
    "1.5",
    "1e3",
    "0x10",
    " 7",
    "seven",
    "",
    "NaN",
    "Infinity",
    "9007199254740992",
    "9".repeat(400),
  ])("%j can be none", (key) => {
    expect(numberIn(key)).toBeNull();
  });
});
