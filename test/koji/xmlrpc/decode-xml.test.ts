import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { decodeResponse } from "../../../koji/xmlrpc/decode.ts";
import { response } from "../../support/xmlrpc-documents.ts";

const decode = (inner: string) => decodeResponse(response(inner));

describe("what XML allows", () => {
  it("white space stays in untyped values and names, and means nothing around tags", () => {
    expect(decode(" a ")).toBe(" a ");
    expect(decode("\n")).toBe("\n");
    expect(decode("\n <int> 5 </int>\r\n")).toBe(5);
    assert.deepStrictEqual(
      decode("<struct >\n\t<member\n>\r\n<name> a </name >  <value\t><string> b </string></value></member> </struct>"),
      { " a ": " b " },
    );
  });

  it("comments and instructions are passed over, in text too", () => {
    expect(decode("<string>a<!-- <b> & -->b<?pi ?>c</string>")).toBe("abc");
    expect(decode("<!-- c --><int><!-- c -->5</int>")).toBe(5);
    expect(
      decodeResponse(
        Buffer.concat([Buffer.from("<?xml version='1.0'?><!-- c -->\n"), response("a"), Buffer.from("<!-- d -->\n")]),
      ),
    ).toBe("a");
  });

  it("CDATA is text", () => {
    expect(decode("<string>a<![CDATA[<b>&amp;\r\n]]]]><![CDATA[>c]]>d</string>")).toBe("a<b>&amp;\n]]>cd");
    expect(decode("<![CDATA[<int>5</int>]]>")).toBe("<int>5</int>");
  });

  it("references are resolved once", () => {
    expect(decode("<string>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F389;&#xe9;&#13;&amp;lt;</string>")).toBe(
      `<>&"'A🎉é\r&lt;`,
    );
    expect(decode("<string>é&amp;✓&#8364;</string>")).toBe("é&✓€");
  });

  it("line ends become LF, as every reader of XML has it", () => {
    expect(decode("<string>a\r\nb\rc\nd\r</string>")).toBe("a\nb\nc\nd\n");
  });

  it("attributes are passed over, with > in them", () => {
    expect(decode(`<string a="1>2" b='<'>x</string>`.replace("'<'", "'&lt;'"))).toBe("x");
    expect(decode(`<nil a=">" />`)).toBe(null);
  });

  it("a byte order mark and a declaration of UTF-8 are as good as none", () => {
    expect(
      decodeResponse(Buffer.from(`\uFEFF<?xml version="1.0" encoding="utf-8" ?>${response("é").toString()}`)),
    ).toBe("é");
  });

  it("ISO-8859-1 is read where it is declared, and offsets count its bytes", () => {
    const document = (inner: string) =>
      Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${response(inner).toString()}`, "latin1");
    expect(decodeResponse(document("é<![CDATA[\x85]]>&#8364;"))).toBe("é\x85€");
    const bad = document("<string>éé</string>x");
    expect(() => decodeResponse(bad)).toThrow(offset(bad.indexOf("x</value>")));
  });

  it("characters split between pieces are whole", () => {
    const bytes = response("日本語 🎉");
    const singles = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(decodeResponse(singles)).toBe("日本語 🎉");
    expect(decodeResponse([bytes])).toBe("日本語 🎉");
  });

  it("control characters, which XML forbids but a hub sends raw, are carried through", () => {
    expect(decode("<string>\x1b[31mred\x00\uFFFE</string>")).toBe("\x1b[31mred\x00\uFFFE");
  });
});

/** What `toThrow` holds an error's offset against. */
const offset = (place: number) => expect.objectContaining({ name: "XmlRpcSyntaxError", offset: place });
