import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { concernsWholeRequest, errorForFault, faultMessage, isTransientFault } from "../../../koji/wire/faults.ts";
import { decodeResponse } from "../../../koji/xmlrpc/decode.ts";
import { XmlRpcFault } from "../../../koji/xmlrpc/errors.ts";
import { HubFaultError, HubUnavailableError, NotAllowedError } from "../../../model/errors.ts";

const HUB = "https://koji.example.org/kojihub";

const message = (code: number, faultString: string) => faultMessage({ code, faultString });

test("a fault without a class of its own keeps code and wording", () => {
  const error = errorForFault({ code: 1000, faultString: "No such build: 99999999" }, HUB);
  expect(error).toBeInstanceOf(HubFaultError);
  expect(error).toMatchObject({ code: "HUB_FAULT", fault: 1000, message: "No such build: 99999999" });
});

test("an offline hub is unavailable, with its announcement and its address", () => {
  const error = errorForFault({ code: 1014, faultString: "Fedora Infrastructure planned outage" }, HUB);
  expect(error).toBeInstanceOf(HubUnavailableError);
  expect(error.message).toBe(
    "The Koji hub at https://koji.example.org/kojihub says that it is offline: Fedora Infrastructure planned outage",
  );
});

test.each([1002, 1004, 1023])("fault %i is a refusal of the person", (code) => {
  const error = errorForFault({ code, faultString: "livemedia permission required (user not logged in)" }, HUB);
  expect(error).toBeInstanceOf(NotAllowedError);
  expect(error.message).toBe("livemedia permission required (user not logged in)");
});

test("only an offline hub is worth asking again later", () => {
  expect([1, 1000, 1002, 1004, 1007, 1009, 1014, 1019].filter(isTransientFault)).toEqual([1014]);
});

test("faults of the session and of the whole hub are told from faults of a call", () => {
  const codes = [1, 1000, 1002, 1003, 1004, 1006, 1007, 1008, 1009, 1014, 1019, 1022];
  expect(codes.filter(concernsWholeRequest)).toEqual([1002, 1006, 1007, 1008, 1009, 1014]);
});

describe("the message of a traceback", () => {
  const frames = `Traceback (most recent call last):
  File "/usr/share/koji-hub/kojihub/kojixmlrpc.py", line 281, in _wrap_handler
    response = dumps(response, methodresponse=1, marshaller=Marshaller)
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/usr/share/koji-hub/kojihub/db.py", line 154, in execute
    return self.cursor.execute(operation, parameters)
`;

  test("is the error at its end, without the SQL that PostgreSQL quotes", () => {
    const text = `${frames}psycopg2.errors.SyntaxError: syntax error at or near "0"\nLINE 5:  WHERE (state IN 0)\n                         ^\n\n`;
    expect(message(1, text)).toBe('SyntaxError: syntax error at or near "0"');
  });

  test("says nothing of a class that says nothing", () => {
    expect(message(1, `${frames}Exception: Invalid order: nope\n`)).toBe("Invalid order: nope");
    expect(message(1000, `${frames}koji.GenericError: test error\n`)).toBe("test error");
  });

  test("keeps the class where there is no message", () => {
    expect(message(1, `${frames}AssertionError\n`)).toBe("AssertionError");
  });

  test("is that of the last error, where one led to another", () => {
    const chained = `${frames}KeyError: 'x'\n\nDuring handling of the above exception, another exception occurred:\n\n${frames}ValueError: no x\n`;
    expect(message(1, chained)).toBe("ValueError: no x");
  });

  test("holds no locals, which KojiTraceback=extended adds", () => {
    const locals = `Locals by frame, innermost last\nFrame login in auth.py at line 9\n            password = hunter2\nTraceback (most recent call last):\nX: y\n`;
    expect(message(1, `${frames}ValueError: no x\n${locals}`)).toBe("ValueError: no x");
  });

  test("is found behind a builder's own words", () => {
    expect(message(1000, `mock failed:\n${frames}OSError: [Errno 28] No space left on device\n`)).toBe(
      "OSError: [Errno 28] No space left on device",
    );
  });

  test("admits that there is none where a traceback ends without an error", () => {
    expect(message(1, frames)).toBe("The hub failed with fault 1 and no message.");
  });
});

test("the short form of an unexpected error is cleaned", () => {
  const text = `<class 'psycopg2.errors.InvalidTextRepresentation'>: invalid input syntax for type integer: "COMPLETE"\nLINE 9:  WHERE (build.state = 'COMPLETE')\n`;
  expect(message(1, text)).toBe('InvalidTextRepresentation: invalid input syntax for type integer: "COMPLETE"');
  expect(message(1, "<class 'Exception'>: test exception")).toBe("test exception");
});

test("a class named in the middle of a sentence stays", () => {
  const text = "Invalid type for value 'abc': <class 'str'>, expected type <class 'int'>";
  expect(message(1019, text)).toBe(text);
});

test("words before a colon are not taken for a class", () => {
  expect(message(1, "invalid literal: 'abc'")).toBe("invalid literal: 'abc'");
  expect(message(1, "Cannot connect to host db.example.org: refused")).toBe(
    "Cannot connect to host db.example.org: refused",
  );
});

test("an empty text is said to be empty", () => {
  expect(message(1000, " \n")).toBe("The hub failed with fault 1000 and no message.");
});

test("a long message is cut, and never within a character", () => {
  const cut = message(1000, "x".repeat(499) + "😀".repeat(10));
  expect(cut).toBe(`${"x".repeat(499)}…`);
});

const WIRE = new URL("../../../../shared/koji/wire/", import.meta.url);

describe.skipIf(!existsSync(WIRE))("faults of a real hub (skipped without ../shared/koji)", () => {
  const faults = existsSync(WIRE) ? readdirSync(WIRE).flatMap(capturedFault) : [];

  test("were found", () => {
    expect(faults.length).toBeGreaterThan(130);
    expect(faults.filter(({ fault }) => fault.code === 1).length).toBeGreaterThan(25);
  });

  test.each(faults)("$name: the message shows nothing of the hub's inside", ({ fault }) => {
    const text = errorForFault(fault, HUB).message;
    expect(text).not.toBe("");
    expect(text).not.toMatch(/Traceback|File "|\.py|line \d+|LINE \d+|HINT|WHERE|<class '[\w.]+'>: |no message/);
  });

  const worded = faults.filter(({ fault }) => fault.code !== 1 && !fault.faultString.includes("Traceback"));
  test.each(worded)("$name: the message is what Koji says", ({ fault }) => {
    expect(errorForFault(fault, HUB).message).toContain(fault.faultString.trim());
  });
});

function capturedFault(file: string): readonly { name: string; fault: XmlRpcFault }[] {
  if (!file.endsWith(".response.xml")) return [];
  const bytes = readFileSync(new URL(file, WIRE));
  if (!bytes.includes("<fault>")) return [];
  try {
    decodeResponse(bytes);
    return [];
  } catch (error) {
    return error instanceof XmlRpcFault ? [{ name: file.replace(".response.xml", ""), fault: error }] : [];
  }
}
