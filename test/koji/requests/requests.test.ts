import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SIGNATURES } from "../../../koji/requests/request-tables.ts";
import { readTaskRequest } from "../../../koji/requests/task-request.ts";
import type { ImageRequest } from "../../../model/task.ts";
import type { XmlRpcValue } from "../../../koji/xmlrpc/value.ts";

const nothing: ImageRequest = {
  name: null,
  version: null,
  release: null,
  arches: [],
  optionalArches: [],
  target: null,
  scratch: false,
  source: null,
};
describe("arguments have Koji's names", () => {
  test("defaults included, in Koji's order", () => {
    const { named, image } = readTaskRequest("tagBuild", [35, 1720]);
    expect(Object.entries(named)).toEqual([
      ["tag_id", 35],
      ["build_id", 1720],
      ["force", false],
      ["fromtag", null],
      ["ignore_success", false],
    ]);
    expect(image).toBeNull();
  });

  test("also those given by name", () => {
    expect(readTaskRequest("waitrepo", ["f45-build", { newer_than: "now", __starstar: true }]).named).toEqual({
      tag: "f45-build",
      newer_than: "now",
      nvrs: null,
      min_event: null,
    });
    expect(readTaskRequest("build", ["x.src.rpm", { target: "f45", __starstar: true }]).named).toEqual({
      src: "x.src.rpm",
      target: "f45",
      opts: null,
    });
  });

  test("a struct at the end is an argument unless it says otherwise", () => {
    expect(readTaskRequest("build", ["x", "f45", { __starstar: false }]).named).toEqual({
      src: "x",
      target: "f45",
      opts: { __starstar: false },
    });
  });

  test("the first signature that fits counts", () => {
    expect(readTaskRequest("newRepo", [27]).named).toEqual({
      tag: 27,
      event: null,
      src: false,
      debuginfo: false,
      separate_src: false,
    });
    expect(readTaskRequest("newRepo", [27, { opts: { a: 1 }, __starstar: true }]).named).toMatchObject({
      src: null,
      opts: { a: 1 },
    });
  });

  test("a request that names its method is taken by its names", () => {
    const request = [{ __method__: "livemedia", name: "KDE", version: "45", arches: ["x86_64"], target: "f45" }];
    const { named, image } = readTaskRequest("livemedia", request);
    expect(named).toEqual({ name: "KDE", version: "45", arches: ["x86_64"], target: "f45" });
    expect(image).toEqual({ ...nothing, name: "KDE", version: "45", arches: ["x86_64"], target: "f45" });
    expect(readTaskRequest("livemedia", request[0] ?? null).named).toEqual(named);
  });

  test.each<[string, string, XmlRpcValue[]]>([
    ["a method nobody knows", "brewMagic", ["x", { y: 1 }]],
    ["too many", "createrepo", [1, "x86_64", null, "more"]],
    ["too few", "createrepo", [1]],
    ["an unknown name", "createrepo", [1, "x86_64", null, { colour: "red", __starstar: true }]],
    ["a name given twice", "createrepo", [1, "x86_64", null, { arch: "s390x", __starstar: true }]],
    ["a member of every object", "toString", []],
  ])("%s: they stay a list", (_, method, request) => {
    expect(readTaskRequest(method, request)).toEqual({ named: { args: request }, image: null });
  });

  test("without a request there is nothing", () => {
    expect(readTaskRequest("livemedia", null)).toEqual({ named: {}, image: null });
  });

  test("no method takes an argument twice", () => {
    for (const { required, optional } of [...SIGNATURES.values()].flat()) {
      const names = [...required, ...Object.keys(optional)];
      expect([...new Set(names)]).toEqual(names);
    }
  });
});

const image = (method: string, request: XmlRpcValue[]) => readTaskRequest(method, request).image;
const scratch = (value: XmlRpcValue) =>
  image("livemedia", ["KDE", "45", [], "f45", "x.ks", { scratch: value }])?.scratch;

describe("a hub stores what was sent", () => {
  test("arches in one string are several", () => {
    expect(image("livemedia", ["KDE", "45", "x86_64, aarch64 s390x", "f45", "x.ks"])?.arches).toEqual([
      "x86_64",
      "aarch64",
      "s390x",
    ]);
  });

  test("numbers are words, other things are none", () => {
    const read = image("livemedia", [["KDE"], 45, ["x86_64", null, {}], { a: 1 }, true, "opts"]);
    expect(read).toEqual({ ...nothing, version: "45", arches: ["x86_64"] });
  });

  test("scratch is what Python takes for true", () => {
    expect([true, "true", "False", 1, [0]].map(scratch)).toEqual([true, true, true, true, true]);
    expect([false, "", 0, null, []].map(scratch)).toEqual([false, false, false, false, false]);
  });

  test("a request of another age is read as far as it goes", () => {
    const request = ["KDE", "45", "fedora-45", "guest-image", "f45", ["x86_64"], { release: "1" }, "new"];
    const { named, image } = readTaskRequest("osbuildImage", request);
    expect(named).toEqual({ args: request });
    expect(image).toMatchObject({ name: "KDE", release: "1", arches: ["x86_64"], target: "f45" });
  });

  test("a kickstart URL that is none is shown as it is", () => {
    expect(image("livemedia", ["KDE", "45", [], "f45", "x.ks", { ksurl: "git@example.org:x.git" }])?.source).toEqual({
      kind: "kickstart",
      path: "x.ks",
      repository: "git@example.org:x.git",
      ref: null,
    });
  });

  test("nothing that can be stored makes reading it fail", () => {
    const value: fc.Arbitrary<XmlRpcValue> = fc.letrec<{ value: XmlRpcValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<XmlRpcValue>(null, true, 0, 1.5, "", "x", "https://a:b@c/", new Date(0), new Uint8Array()),
        fc.array(tie("value"), { maxLength: 10 }),
        fc.dictionary(fc.constantFrom("opts", "name", "__starstar", "__method__", "ksurl", "__proto__"), tie("value")),
      ),
    })).value;
    const method = fc.constantFrom(...SIGNATURES.keys(), "unknown", "__proto__");
    fc.assert(
      fc.property(method, value, (method, request) => {
        expect(readTaskRequest(method, request).named).toBeTypeOf("object");
      }),
      { numRuns: 1000 },
    );
  });
});
