import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { decodeCall, decodeResponse } from "../../../koji/xmlrpc/decode.ts";
import { XmlRpcFault, XmlRpcSyntaxError } from "../../../koji/xmlrpc/errors.ts";
import { faultResponse, response } from "../../support/xmlrpc-documents.ts";

const decode = (inner: string) => decodeResponse(response(inner));

describe("types", () => {
  it.each(["int", "i1", "i2", "i4", "i8", "biginteger"])("%s is a number", (type) => {
    expect(decode(`<${type}>-12</${type}>`)).toBe(-12);
    expect(decode(`<${type}> +7\n</${type}>`)).toBe(7);
    expect(decode(`<${type}>-0</${type}>`)).toBe(0);
  });

  it("an i8 keeps every digit up to 2^53 - 1", () => {
    expect(decode("<i8>9007199254740991</i8>")).toBe(Number.MAX_SAFE_INTEGER);
    expect(decode("<i8>-9007199254740991</i8>")).toBe(Number.MIN_SAFE_INTEGER);
    expect(decode("<int>1099511627776</int>")).toBe(2 ** 40);
  });

  it.each([
    ["1.5", 1.5],
    ["1795376055.989574", 1795376055.989574],
    ["1e+22", 1e22],
    ["-0.0", -0],
    ["5.", 5],
    [".5", 0.5],
    [" 2.0 ", 2],
    ["0.1", 0.1],
    ["123456789012345.678901", Number("123456789012345.678901")],
    ["9007199254740993.0", 9007199254740992],
    ["0.30000000000000004", 0.1 + 0.2],
    ["1.7976931348623157e+308", Number.MAX_VALUE],
  ])("the double %s is read to the last bit", (text, value) => {
    expect(decode(`<double>${text}</double>`)).toBe(value);
  });

  it.each([
    ["<boolean>1</boolean>", true],
    ["<boolean>\n0 </boolean>", false],
    ["<nil/>", null],
    ["<nil></nil>", null],
    ["<ex:nil/>", null],
    ["<ex:nil xmlns:ex='http://ws.apache.org/xmlrpc/namespaces/extensions'/>", null],
    ["<string>a</string>", "a"],
    ["<string/>", ""],
    ["<string></string>", ""],
    ["bare text", "bare text"],
    ["", ""],
  ])("%s", (inner, value) => {
    expect(decode(inner)).toBe(value);
  });

  it("<value/> is an empty string, in arrays and structs too", () => {
    assert.deepStrictEqual(
      decodeResponse(Buffer.from("<methodResponse><params><param><value/></param></params></methodResponse>")),
      "",
    );
    assert.deepStrictEqual(decode("<array><data><value/><value>a</value></data></array>"), ["", "a"]);
    const member = "<member><name>a</name><value/></member>";
    const row = `<value><struct>${member}<member><name>b</name><value><int>1</int></value></member></struct></value>`;
    assert.deepStrictEqual(decode(`<array><data>${row}${row}</data></array>`), [
      { a: "", b: 1 },
      { a: "", b: 1 },
    ]);
  });

  it("base64 is bytes, in any lines", () => {
    assert.deepStrictEqual(decode("<base64>\naGVs\nbG8=\n</base64>"), Uint8Array.from(Buffer.from("hello")));
    assert.deepStrictEqual(decode("<base64/>"), new Uint8Array());
  });

  it.each([
    ["20261122T14:40:09", "2026-11-22T14:40:09.000Z"],
    ["2026-11-22T14:40:09", "2026-11-22T14:40:09.000Z"],
    ["2026-11-22T14:40:09Z", "2026-11-22T14:40:09.000Z"],
    ["20261122T14:40:09.293721", "2026-11-22T14:40:09.293Z"],
    ["20261122T144009+0530", "2026-11-22T09:10:09.000Z"],
    ["2026-11-22T14:40:09-00:30", "2026-11-22T15:10:09.000Z"],
    ["00010101T00:00:00", "0001-01-01T00:00:00.000Z"],
  ])("the time %s is UTC unless it says otherwise", (text, iso) => {
    expect(decode(`<dateTime.iso8601>${text}</dateTime.iso8601>`)).toEqual(new Date(iso));
  });
});

describe("structs", () => {
  const struct = (...names: string[]) =>
    `<struct>${names.map((name, index) => `<member><name>${name}</name><value><int>${index}</int></value></member>`).join("")}</struct>`;

  it("have any names, in order", () => {
    const names = ["tag.name", "", "ключ", "a b", " lead ", "z", "constructor", "toString"];
    const decoded = decode(struct(...names));
    expect(Object.keys(Object(decoded))).toEqual(names);
  });

  it("hold __proto__ as a member like any other, with the prototype of any object", () => {
    for (const decoded of [
      decode(
        "<struct><member><name>__proto__</name><value><struct><member><name>admin</name><value><boolean>1</boolean></value></member></struct></value></member></struct>",
      ),
      decode(struct("a", "__proto__", "b")),
    ]) {
      expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
      expect(Object.hasOwn(Object(decoded), "__proto__")).toBe(true);
      expect(Reflect.get(Object(decoded), "admin")).toBeUndefined();
    }
    expect(Reflect.get({}, "admin")).toBeUndefined();
  });

  it("that are alike do not share what they hold", () => {
    const rows = decode(
      `<array><data><value>${struct("a", "b")}</value><value>${struct("a", "b")}</value></data></array>`,
    );
    assert.deepStrictEqual(rows, [
      { a: 0, b: 1 },
      { a: 0, b: 1 },
    ]);
    Reflect.set(Object(rows)[0], "a", 9);
    expect(Object(rows)[1].a).toBe(0);
  });

  it("that begin alike and go on differently keep their own members", () => {
    const shapes = [["a", "b", "c"], ["a", "c"], ["a", "b"], [], ["b", "a"], ["a", "b", "c", "d"], ["a", "b", "c"]];
    const documents = shapes.map((names) => `<value>${struct(...names)}</value>`).join("\n");
    assert.deepStrictEqual(
      decode(`<array><data>${documents}</data></array>`),
      shapes.map((names) => Object.fromEntries(names.map((name, index) => [name, index]))),
    );
  });

  it("that are alike but for an attribute, a comment or a space are read alike", () => {
    const member = "<member><name>a</name><value>1</value></member>";
    const others = ['<value b="c">', "<value >", "<value><!-- c -->"].map((tag) => member.replace("<value>", tag));
    const rows = [member, ...others, member].map((text) => `<value><struct>${text}</struct></value>`);
    assert.deepStrictEqual(
      decode(`<array><data>${rows.join("")}</data></array>`),
      rows.map(() => ({ a: "1" })),
    );
  });

  it("with a name twice hold the last, as in Python", () => {
    assert.deepStrictEqual(decode(struct("a", "b", "a")), { a: 2, b: 1 });
  });
});

describe("calls", () => {
  it("may have no params, or none in them", () => {
    const expected = { methodName: "hello", params: [] };
    for (const params of ["", "<params/>", "<params></params>", "<!-- c --> <params> </params>"]) {
      expect(decodeCall(Buffer.from(`<methodCall><methodName>hello</methodName>${params}</methodCall>`))).toEqual(
        expected,
      );
    }
  });

  it("with control characters are refused, as a hub refuses them", () => {
    const call = Buffer.from(
      "<methodCall><methodName>é</methodName><params><param><value>\x1b</value></param></params></methodCall>",
    );
    expect(() => decodeCall(call)).toThrow(offset(call.indexOf(0x1b)));
    expect(() => decodeCall(call)).toThrow(String.raw`"\u{1b}"`);
  });
});

describe("faults", () => {
  const struct = (...members: string[]) =>
    `<struct>${members.map((member) => `<member>${member}</member>`).join("")}</struct>`;
  const code = "<name>faultCode</name><value><int>1000</int></value>";
  const text = "<name>faultString</name><value><string>No such tag: é</string></value>";

  it("are thrown with code and text", () => {
    expect(() => decodeResponse(faultResponse(struct(code, text)))).toThrow(new XmlRpcFault(1000, "No such tag: é"));
    expect(() => decodeResponse(faultResponse(struct(text, code)))).toThrow(XmlRpcFault);
  });

  it.each([
    "<int>1</int>",
    "<nil/>",
    struct(code),
    struct(text),
    struct(code.replaceAll("int", "string"), text),
    "<array><data/></array>",
  ])("that lack one are syntax errors: %s", (inner) => {
    expect(() => decodeResponse(faultResponse(inner))).toThrow(XmlRpcSyntaxError);
  });
});

/** What `toThrow` holds an error's offset against. */
const offset = (place: number) => expect.objectContaining({ name: "XmlRpcSyntaxError", offset: place });
