import { describe, expect, it } from "vitest";
import { decodeCall, decodeResponse } from "../../../koji/xmlrpc/decode.ts";
import { encodeCall, encodeFault, encodeResponse } from "../../../koji/xmlrpc/encode.ts";
import { XmlRpcEncodeError } from "../../../koji/xmlrpc/errors.ts";
import { XmlRpcDouble } from "../../../koji/xmlrpc/value.ts";
import type { XmlRpcValue } from "../../../koji/xmlrpc/value.ts";

/** The markup of one value. */
const markup = (value: XmlRpcValue): string =>
  /<param>\n([^]*?)\n?<\/param>\n<\/params>/.exec(encodeResponse(value).toString())?.[1] ?? "";

describe("layout", () => {
  it("is Koji's, down to the line ends", () => {
    expect(encodeCall("getBuild", [1720, { strict: true, __starstar: true }]).toString()).toBe(
      [
        "<?xml version='1.0'?>",
        "<methodCall>",
        "<methodName>getBuild</methodName>",
        "<params>",
        "<param>",
        "<value><int>1720</int></value>",
        "</param>",
        "<param>",
        "<value><struct>",
        "<member>",
        "<name>strict</name>",
        "<value><boolean>1</boolean></value>",
        "</member>",
        "<member>",
        "<name>__starstar</name>",
        "<value><boolean>1</boolean></value>",
        "</member>",
        "</struct></value>",
        "</param>",
        "</params>",
        "</methodCall>",
        "",
      ].join("\n"),
    );
    expect(encodeResponse([null, {}, []]).toString()).toBe(
      "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value><array><data>\n<value><nil/></value><value><struct>\n</struct></value>\n<value><array><data>\n</data></array></value>\n</data></array></value>\n</param>\n</params>\n</methodResponse>\n",
    );
    expect(encodeFault(1000, "No such build").toString()).toBe(
      "<?xml version='1.0'?>\n<methodResponse>\n<fault>\n<value><struct>\n<member>\n<name>faultCode</name>\n<value><int>1000</int></value>\n</member>\n<member>\n<name>faultString</name>\n<value><string>No such build</string></value>\n</member>\n</struct></value>\n</fault>\n</methodResponse>\n",
    );
  });

  it("of structs that follow each other does not depend on which came before", () => {
    const rows = [
      { a: 1, b: 2 },
      {},
      { b: 1 },
      { a: 1 },
      { a: { a: 1, c: { a: 2 } }, b: 2 },
      { a: 1, b: 2, c: 3 },
      { a: 1, b: 2 },
    ];
    const alone = rows.map((row) => `${markup(row)}\n`).join("");
    expect(markup(rows)).toBe(`<value><array><data>\n${alone}</data></array></value>`);
  });
});

describe("numbers", () => {
  it.each<[number, string]>([
    [0, "<int>0</int>"],
    [2147483647, "<int>2147483647</int>"],
    [-2147483648, "<int>-2147483648</int>"],
    [2147483648, "<i8>2147483648</i8>"],
    [-2147483649, "<i8>-2147483649</i8>"],
    [Number.MAX_SAFE_INTEGER, "<i8>9007199254740991</i8>"],
    [1.5, "<double>1.5</double>"],
    [-0, "<double>-0.0</double>"],
    [1795376055.989574, "<double>1795376055.989574</double>"],
    [0.0001, "<double>0.0001</double>"],
    [0.00001, "<double>1e-05</double>"],
    [1.5e-7, "<double>1.5e-07</double>"],
    [5e-324, "<double>5e-324</double>"],
  ])("%d is %s, as Python has it", (value, expected) => {
    expect(markup(value)).toBe(`<value>${expected}</value>`);
  });

  it.each<[number, string]>([
    [2, "2.0"],
    [0, "0.0"],
    [1e15, "1000000000000000.0"],
    [1e16, "1e+16"],
    [1e22, "1e+22"],
    [1.7976931348623157e308, "1.7976931348623157e+308"],
  ])("%d as an XmlRpcDouble is %s, as Python has it", (value, expected) => {
    expect(markup(new XmlRpcDouble(value))).toBe(`<value><double>${expected}</double></value>`);
    expect(decodeResponse(encodeResponse(new XmlRpcDouble(value)))).toBe(value);
  });
});

describe("text", () => {
  it.each<[string, string]>([
    ["a<b>&c", "a&lt;b&gt;&amp;c"],
    ["]]>", "]]&gt;"],
    ["\r\n", "&#13;\n"],
    [`"'`, `"'`],
    ["ünïcode ✓ 🎉", "ünïcode ✓ 🎉"],
    ["\t\n\x7f", "\t\n\x7f"],
  ])("%j survives", (text, expected) => {
    expect(markup(text)).toBe(`<value><string>${expected}</string></value>`);
    expect(decodeResponse(encodeResponse({ [text]: text }))).toEqual({ [text]: text });
    expect(decodeCall(encodeCall(text, []))).toEqual({ methodName: text, params: [] });
  });
});

describe("times and bytes", () => {
  it("times are UTC without a zone, a fraction only where there is one", () => {
    expect(markup(new Date("2026-11-22T14:40:09Z"))).toBe(
      "<value><dateTime.iso8601>20261122T14:40:09</dateTime.iso8601></value>",
    );
    expect(markup(new Date("2026-11-22T14:40:09.120Z"))).toContain(">20261122T14:40:09.120<");
  });

  it("bytes are base64 in lines", () => {
    expect(markup(new Uint8Array())).toBe("<value><base64>\n</base64></value>");
    expect(markup(Buffer.from("hello"))).toBe("<value><base64>\naGVsbG8=\n</base64></value>");
    const lines = markup(new Uint8Array(200)).split("\n");
    expect(lines.map((line) => line.length)).toEqual([
      "<value><base64>".length,
      76,
      76,
      76,
      40,
      "</base64></value>".length,
    ]);
  });
});

describe("what XML-RPC cannot carry", () => {
  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  class Build {
    id = 1;
  }

  it.each<[string, unknown, string]>([
    ["undefined", undefined, "no undefined; send null or leave it out"],
    ["NaN", Number.NaN, "no NaN"],
    ["Infinity", Number.POSITIVE_INFINITY, "no Infinity"],
    ["a double that is NaN", new XmlRpcDouble(Number.NaN), "no NaN"],
    ["a bigint", 1n, "no bigint"],
    ["a function", () => 1, "no function"],
    ["a symbol", Symbol("a"), "no symbol"],
    ["an unsafe integer", 2 ** 53, "9007199254740992 is beyond 2^53"],
    ["a huge integer", 1e22, "beyond 2^53"],
    ["a lone surrogate", "a\ud83d", "U+D83D"],
    ["a control character", "\x1b[0m", "U+001B"],
    ["NUL", "\0", "U+0000"],
    ["U+FFFE", "\ufffe", "U+FFFE"],
    ["an instance of a class", new Build(), "an instance of Build"],
    ["a Map", new Map(), "an instance of Map"],
    ["an array of another type", new Uint16Array(1), "an instance of Uint16Array"],
    ["an object of its own kind", Object.create(Object.create(null)), "an object of its own kind"],
    ["an invalid Date", new Date(Number.NaN), "invalid Date"],
    ["a year of six digits", new Date(8.64e15), "four digits"],
    ["a hole in an array", Array.from<unknown>({ length: 2 }), "no undefined"],
    ["a cycle", cyclic, "contains itself"],
  ])("%s is refused with its path", (_, value, problem) => {
    const params = [1, { opts: { "tag.name": [value] } }] as unknown as XmlRpcValue[]; // what JavaScript may pass
    const refusal = refusalOf(() => encodeCall("buildImage", params));
    expect(refusal.path).toMatch(/^params\[1\]\.opts\["tag\.name"\]\[0\]/);
    expect(refusal.message).toContain(problem);
    expect(refusal.message).toContain(refusal.path);
  });

  it("paths lead from the root that was encoded", () => {
    const bad = "\0";
    expect(refusalOf(() => encodeCall("m", [1, { opts: { release: bad } }])).path).toBe("params[1].opts.release");
    expect(refusalOf(() => encodeCall("m", [bad])).path).toBe("params[0]");
    expect(refusalOf(() => encodeCall(bad, [])).path).toBe("methodName");
    expect(refusalOf(() => encodeResponse(bad)).path).toBe("value");
    expect(refusalOf(() => encodeResponse([[0, bad]])).path).toBe("value[0][1]");
    expect(refusalOf(() => encodeResponse({ a: 1, [bad]: 1 })).path).toBe(String.raw`value["\u0000"]`);
    expect(refusalOf(() => encodeFault(1, bad)).path).toBe("fault.faultString");
  });

  it("100 levels are encoded and decoded, 101 are refused", () => {
    const nested = (depth: number): XmlRpcValue => (depth === 0 ? 1 : [nested(depth - 1)]);
    expect(decodeResponse(encodeResponse(nested(100)))).toEqual(nested(100));
    expect(refusalOf(() => encodeResponse(nested(101))).message).toContain("nested deeper than 100");
  });

  it("members that an object merely inherits are not sent", () => {
    const inherited = Object.assign(Object.create(null), { own: 1 });
    expect(markup(inherited)).toContain("<name>own</name>");
    const inherits = { value: 1, enumerable: true, configurable: true, writable: true };
    Reflect.defineProperty(Object.prototype, "polluted", inherits);
    const written = markup({ own: 1 });
    Reflect.deleteProperty(Object.prototype, "polluted");
    expect(written).toContain("<name>own</name>");
    expect(written).not.toContain("polluted");
  });
});

function refusalOf(encode: () => unknown): XmlRpcEncodeError {
  try {
    encode();
  } catch (error) {
    if (error instanceof XmlRpcEncodeError) return error;
    throw error;
  }
  throw new Error("It was encoded.");
}
