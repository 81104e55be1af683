import { describe, expect, it } from "vitest";
import { decodeCall, decodeResponse } from "../../../koji/xmlrpc/decode.ts";
import { XmlRpcSyntaxError } from "../../../koji/xmlrpc/errors.ts";
import { response } from "../../support/xmlrpc-documents.ts";

/** The error for a document, its message and its offset. */
function refusal(document: string | Buffer): { readonly message: string; readonly offset: number } {
  try {
    decodeResponse(Buffer.from(document));
  } catch (error) {
    if (error instanceof XmlRpcSyntaxError) return error;
    throw error;
  }
  throw new Error(`It was decoded: ${document.toString()}`);
}

describe("what is no answer of a hub", () => {
  it("HTML is quoted, 80 characters of it", () => {
    const html = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head><title>502 Proxy Error</title></head></html>`;
    const { message, offset } = refusal(html);
    expect(offset).toBe(0);
    expect(message).toContain(String.raw`<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\u{a}<html><head>`);
    expect(message).toContain("document type declaration is refused");
    expect(message).not.toContain("Proxy Error");
    expect(refusal("<html><body>down</body></html>").message).toContain("Expected <methodResponse>");
  });

  it("control characters and line separators do not get into messages", () => {
    const { message } = refusal("\x1b]0;owned\x07\r\n\u2028\u202e\x9b");
    expect(message).toContain(String.raw`\u{1b}]0;owned\u{7}\u{d}\u{a}\u{2028}\u{202e}\u{9b}`);
    // oxlint-disable-next-line no-control-regex -- it is these that must not be there
    expect(message).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u202e]/);
  });

  it("nothing, and white space only, are called empty", () => {
    for (const nothing of ["", " \n", "<?xml version='1.0'?>\n", "\uFEFF"]) {
      expect(refusal(nothing).message).toContain("The document is empty");
    }
  });

  it("a call is no response, nor the other way round", () => {
    expect(refusal("<methodCall><methodName>a</methodName></methodCall>").message).toContain(
      "Expected <methodResponse>",
    );
    expect(() => decodeCall(response("a"))).toThrow("Expected <methodCall>");
  });

  it("JSON and plain text are quoted", () => {
    expect(refusal('{"a":1}').message).toContain('begins with "{"a":1}"');
    expect(refusal("Service Unavailable").message).toContain("Service Unavailable");
  });
});

describe("a truncated answer", () => {
  it("is refused wherever it ends, at a byte within it", () => {
    const whole = response(
      "<struct>\n<member>\n<name>naïve ✓</name>\n<value><string>a&amp;b</string></value>\n</member>\n<member><name>l</name><value><array><data><value><double>1.5</double></value><value><nil/></value></data></array></value></member></struct>",
    );
    for (let length = 1; length < whole.length; length += 1) {
      const { offset } = refusal(whole.subarray(0, length));
      expect(offset).toBeLessThanOrEqual(length);
    }
  });

  it("says where it ends", () => {
    const cut = response("<string>abc</string>").subarray(0, 60);
    expect(refusal(cut)).toMatchObject({ offset: 60, message: expect.stringContaining("ends") });
  });
});

describe("errors name the byte", () => {
  const place = (document: string, marker: string) => Buffer.from(document).indexOf(marker);

  it.each([
    ["an unknown type", "<string>é✓🎉</string></value></param><float>1</float>", "<float>"],
    ["an unknown type in a value", "é<float>1</float>", "é<float>"],
    ["text before a type", "  <!-- é -->x<int>1</int>", "  <!--"],
    ["text after a type", "<string>🎉</string>x", "x</value>"],
    ["an unknown entity", "<string>é&nbsp;</string>", "&nbsp;"],
    ["an unknown entity in long text", `<string>${"é".repeat(500)}&amp;&lt;&bogus; &gt;</string>`, "&bogus;"],
    ["a bare ampersand", "<string>🎉 & b</string>", "& b"],
    ["a reference to a control character", "<string>é&#x1b;</string>", "&#x1b;"],
    ["a reference to a surrogate", "<string>é&#xD83D;</string>", "&#xD83D;"],
    ["a reference beyond Unicode", "<string>é&#x110000;</string>", "&#x110000;"],
    ["a reference to nothing", "<string>é&#;</string>", "&#;"],
    ["a wrong end tag", "<array><data><value>é</value></array>", "</array>"],
    ["a stray member", "<array><data><member/></data></array>", "<member/>"],
    ["a member without a name", "<struct><member><value>é</value></member></struct>", "<value>é"],
    ["a member without a value", "<struct><member><name>é</name></member></struct>", "</member>"],
    [
      "a member with two values",
      "<struct><member><name>é</name><value>1</value><value>2</value></member></struct>",
      "<value>2",
    ],
    ["an end tag that is empty", "<string>é</string/>", "</string/>"],
    ["an end tag that is empty instead of a value", "<array><data></value/></data></array>", "</value/>"],
    ["an end tag with an attribute", "<string>é</string a='b'>", "</string a"],
    ["a less-than sign", "<string>é < 5</string>", "< 5"],
    ["a document type inside", "é<!DOCTYPE a>", "<!DOCTYPE"],
    ["nil with content", "<nil>é</nil>", "</nil>"],
  ])("of %s", (_, inner, marker) => {
    const document = response(inner).toString();
    expect(refusal(document).offset).toBe(place(document, marker));
  });

  it.each([
    ["<int>é</int>", "is not an integer"],
    ["<int></int>", "is not an integer"],
    ["<int/>", "is not an integer"],
    ["<int>1.0</int>", "is not an integer"],
    ["<int>0x10</int>", "is not an integer"],
    ["<int>9007199254740993</int>", 'The integer "9007199254740993" is beyond 2^53'],
    ["<i8>9007199254740992</i8>", 'The integer "9007199254740992" is beyond 2^53'],
    ["<biginteger>-99999999999999999999</biginteger>", 'The integer "-99999999999999999999" is beyond 2^53'],
    ["<double>nan</double>", '"nan" is not a finite double'],
    ["<double>inf</double>", '"inf" is not a finite double'],
    ["<double>-Infinity</double>", "is not a finite double"],
    ["<double>1e999</double>", "is not a finite double"],
    ["<double>0x1p3</double>", "is not a finite double"],
    ["<double></double>", "is not a finite double"],
    ["<double>1.2.3</double>", "is not a finite double"],
    ["<double>.</double>", "is not a finite double"],
    ["<boolean>true</boolean>", "is not a boolean"],
    ["<boolean></boolean>", "is not a boolean"],
    ["<dateTime.iso8601>yesterday</dateTime.iso8601>", "is not a time"],
    ["<dateTime.iso8601>20260230T00:00:00</dateTime.iso8601>", "is not a time"],
    ["<dateTime.iso8601>20261122T24:00:00</dateTime.iso8601>", "is not a time"],
    ["<base64>a b c d é</base64>", "is not base64"],
    ["<base64>abc</base64>", "is not base64"],
    ["<base64>ab=c</base64>", "is not base64"],
  ])("of the content of %s", (inner, problem) => {
    const tag = /^<([^/>]+)\/?>/.exec(inner)?.[0] ?? "";
    for (const before of ["", "\n<!-- é -->"]) {
      const document = response(before + inner).toString();
      expect(refusal(document)).toMatchObject({
        offset: place(document, inner) + tag.length,
        message: expect.stringContaining(problem),
      });
    }
  });

  it("of what stands behind the end", () => {
    const whole = response("é");
    expect(refusal(Buffer.concat([whole, Buffer.from("\n<a/>")])).offset).toBe(whole.length + 1);
    expect(refusal(Buffer.concat([whole, whole])).offset).toBe(whole.length);
  });

  it("of the first byte that is not UTF-8", () => {
    const document = response("é✓x");
    for (const bad of [[0xff], [0xc0, 0x80], [0xe2, 0x9c], [0xed, 0xa0, 0x80], [0x80], [0xf5, 0x80, 0x80, 0x80]]) {
      const at = document.indexOf("x");
      const bytes = Buffer.concat([document.subarray(0, at), Buffer.from(bad), document.subarray(at)]);
      const { message, offset } = refusal(bytes);
      expect(message).toContain("not valid UTF-8");
      expect(offset).toBeGreaterThanOrEqual(at);
      expect(offset).toBeLessThanOrEqual(at + bad.length);
    }
  });

  it("of an encoding that is not read", () => {
    expect(refusal(`<?xml version="1.0" encoding="windows-1252"?><a/>`).message).toContain('"windows-1252"');
    expect(refusal(Buffer.from(`\uFEFF<methodResponse/>`, "utf16le")).message).toContain("UTF-16");
  });
});
