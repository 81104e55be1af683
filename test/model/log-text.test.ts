import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logLines } from "../../model/log-text.ts";

const whole = (text: string | Uint8Array) => logLines({ bytes: Buffer.from(text), fromStart: true }, "text");
const end = (text: string | Uint8Array) => logLines({ bytes: Buffer.from(text), fromStart: false }, "text");
const json = (text: string) => logLines({ bytes: Buffer.from(text), fromStart: true }, "json");

describe("the lines of a log", () => {
  test.each<[what: string, text: string, lines: readonly string[]]>([
    ["end in line feeds", "one\ntwo\n", ["one", "two"]],
    ["may be blank", "one\n\n\ntwo\n\n", ["one", "", "", "two", ""]],
    ["may still be written", "one\ntw", ["one", "tw"]],
    ["may end as on Windows", "one\r\n\r\ntwo\r\n", ["one", "", "two"]],
    ["may be none", "", []],
    ["keep tabs and what is no ASCII", "a\tb\nGröße – 日本 😀\n", ["a\tb", "Größe – 日本 😀"]],
    ["lose colours", "\u001b[1;31mred\u001b[0m and \u009b32mgreen\u001b[m", ["red and green"]],
    ["lose what moves the cursor or clears a line", "10%\u001b[2K\u001b[1G\u001b7\u001b(Bdone\u001b=", ["10%done"]],
    ["lose titles of windows and links", "\u001b]0;root@host\u0007a\u001b]8;;http://x\u001b\\link", ["alink"]],
    ["lose a title that never ends", "\u001b]0;a title", ["0;a title"].map((rest) => `\ufffd]${rest}`)],
    ["show NUL and other control characters as one sign", "a\u0000\u0000\u0007b\u007f", ["a\ufffdb\ufffd"]],
    ["do not run backwards", "user \u202egpj.exe", ["user \ufffdgpj.exe"]],
    ["do not break where only some see it", "a\u2028b\u0085c", ["a\ufffdb\ufffdc"]],
    ["hold a progress bar as it was last", "  1%\r 50%\r100%\nnext", ["100%", "next"]],
    ["hold what stood before a progress bar", "WARN disk\rtook 9%\rtook 10%\n", ["WARN disk", "took 10%"]],
    ["hold what overwrote another word", "downloading\rinstalling\n", ["downloading", "installing"]],
    [
      "hold bars of blocks and dots",
      "[#   ] 25%\r[##  ] 50%\r[####] 100% ok?\r[####] 100%",
      ["[##  ] 50%", "[####] 100% ok?", "[####] 100%"],
    ],
    ["may be blanked out", "10%\r   \r\n", ["10%"]],
  ])("%s", (_, text, lines) => {
    expect(whole(text)).toEqual(lines);
  });

  test("that are no UTF-8 have replacement characters", () => {
    expect(whole(Buffer.from("caf\xe9 \xff\n", "latin1"))).toEqual(["caf\ufffd \ufffd"]);
  });

  test("that are longer than 2000 characters end in an ellipsis, and no character is halved", () => {
    expect(whole("x".repeat(2000))).toEqual(["x".repeat(2000)]);
    expect(whole(`${"x".repeat(2001)}\nnext`)).toEqual([`${"x".repeat(1999)}…`, "next"]);
    expect(whole(`x${"😀".repeat(1500)}`)).toEqual([`x${"😀".repeat(999)}…`]);
    expect(whole("😀".repeat(1500))).toEqual([`${"😀".repeat(999)}…`]);
  });
});

describe("the lines of a log's end", () => {
  test("begin with the first whole one", () => {
    expect(end("tial\none\ntwo\n")).toEqual(["one", "two"]);
    expect(end("\none\n")).toEqual(["one"]);
  });

  test("begin well where a character was cut", () => {
    const bytes = Buffer.from("é😀\nGröße\n");
    for (const cut of [1, 3, 4, 5]) expect(end(bytes.subarray(cut)), `${cut}`).toEqual(["Größe"]);
  });

  test("are the last of a line that is longer than what was read", () => {
    expect(end("x".repeat(5000))).toEqual([`…${"x".repeat(1999)}`]);
    expect(end("rest\n")).toEqual(["…rest"]);
    expect(end(`${"y".repeat(10)}${"😀".repeat(2000)}`)).toEqual([`…${"😀".repeat(999)}`]);
  });

  test("may be none", () => {
    expect(end("")).toEqual([]);
    expect(end("\n")).toEqual([]);
  });

  test("begin after a progress bar that was cut", () => {
    expect(end("3%\r4%\rdone\nnext")).toEqual(["done", "next"]);
  });
});

describe("a log in JSON", () => {
  test("has the line breaks of its strings", () => {
    expect(json('{"log": "one\\ntwo \\"quoted\\"\\tC:\\\\n\\u00e9\\ud83d\\ude00",\n "success": false}')).toEqual([
      '{"log": "one',
      'two "quoted"\tC:\\né😀",',
      ' "success": false}',
    ]);
  });

  test("has neither colours nor halves of characters", () => {
    expect(json('"\\u001b[31mred\\u001b[0m \\ud83d \\udc00 \\/ \\b"')).toEqual(['"red \ufffd \ufffd / "']);
  });

  test("may be cut anywhere", () => {
    const text = Buffer.from('{"output": "one\\ntwo\\u00e9\\nthree"}');
    for (let cut = 0; cut < text.byteLength; cut += 1) {
      const lines = logLines({ bytes: text.subarray(cut), fromStart: false }, "json");
      expect(lines.at(-1)?.endsWith("}"), `${cut}`).toBe(true);
    }
  });
});

test("whatever bytes a log holds, its lines can be shown", () => {
  // oxlint-disable-next-line no-control-regex -- none of them may be there
  const unfit = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;
  const pieces = fc.oneof(
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(
        "\u001b[",
        "\u001b]0;",
        "\u001b",
        "\r",
        "\n",
        "\\u",
        "\\",
        "\u0000",
        "é",
        "31m",
        "\u202e",
        "x".repeat(2500),
      )
      .map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 30 }),
      fc.boolean(),
      fc.constantFrom("text", "json"),
      (parts, fromStart, format) => {
        for (const line of logLines({ bytes: Buffer.concat(parts), fromStart }, format)) {
          expect(line).not.toMatch(unfit);
          expect(line.length).toBeLessThanOrEqual(2000);
        }
      },
    ),
    { numRuns: 500 },
  );
});
