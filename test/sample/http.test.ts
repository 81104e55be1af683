import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import xmlrpc from "xmlrpc";
import { encodeCall } from "../../koji/xmlrpc/encode.ts";
import { XmlRpcDouble } from "../../koji/xmlrpc/value.ts";
import type { SampleHubRequest } from "../../sample/sample-hub.ts";
import { named, type RunningHub, startHub } from "./running-hub.ts";

let running: RunningHub;
const seen: SampleHubRequest[] = [];
beforeAll(async () => {
  running = await startHub({ onRequest: (one) => seen.push(one) });
});
afterAll(() => running.hub.close());

const post = (body: string | Uint8Array) =>
  fetch(running.hub.hubUrl, { method: "POST", body: new Uint8Array(Buffer.from(body)) });
const callXml = (params: string) =>
  `<?xml version='1.0'?><methodCall><methodName>echo</methodName><params>${params}</params></methodCall>`;

describe("the sample hub's HTTP", () => {
  it("takes POST only", async () => {
    for (const method of ["GET", "PUT", "HEAD"]) {
      const response = await fetch(running.hub.hubUrl, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toBe("POST");
      expect(response.headers.get("koji-version")).toBe("1.35.3");
    }
  });

  it.each([
    ["", "Invalid request: Empty request"],
    ["hello", "Invalid request: syntax error: line 1, column 0"],
    ['{"a":1}', "Invalid request: not well-formed (invalid token): line 1, column 0"],
    ["<?xml version='1.0'?><methodCall><methodName>x", "Invalid request: no element found"],
    [
      '<!DOCTYPE x [<!ENTITY a "b">]><methodCall><methodName>hello</methodName></methodCall>',
      "Invalid request: EntitiesForbidden",
    ],
    [
      callXml("<param><value><string>\u0001</string></value></param>"),
      "Invalid request: not well-formed (invalid token)",
    ],
  ])("answers 400 in plain text to %j", async (body, text) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("text/plain");
    expect(await response.text()).toContain(text);
  });

  it("refuses requests beyond 4 MiB", async () => {
    const response = await post(
      callXml(`<param><value><string>${"x".repeat(4 * 1024 * 1024)}</string></value></param>`),
    );
    expect([response.status, await response.text()]).toEqual([400, "Invalid request: Request too long"]);
  });

  it("wants to know the length beforehand", async () => {
    const status = await new Promise((resolve, reject) => {
      const chunked = request(running.hub.hubUrl, { method: "POST" }, (response) =>
        resolve(response.resume().statusCode),
      );
      chunked.on("error", reject);
      chunked.write("<methodCall>");
      chunked.end();
    });
    expect(status).toBe(411);
  });

  it("sends faults with 200, its version, and a length", async () => {
    const response = await post(encodeCall("noSuchMethod", []));
    expect(response.status).toBe(200);
    expect(response.headers.get("koji-version")).toBe("1.35.3");
    expect(response.headers.get("content-type")).toBe("text/xml");
    expect(Number(response.headers.get("content-length"))).toBe((await response.arrayBuffer()).byteLength);
  });

  it("answers at any path below its own, and has a page for Koji's web", async () => {
    const body = new Uint8Array(encodeCall("hello", []));
    expect((await fetch(`${running.hub.hubUrl}/ssllogin`, { method: "POST", body })).status).toBe(200);
    expect((await fetch(`${running.hub.webUrl}/taskinfo?taskID=1`)).status).toBe(200);
    expect((await fetch(new URL("/nowhere", running.hub.hubUrl))).status).toBe(404);
  });

  it("reads what XML-RPC can carry as the hub does", async () => {
    const values = [
      1,
      5_000_000_000,
      -5_000_000_000,
      new XmlRpcDouble(3),
      1.5,
      true,
      null,
      " ä ✓ <&> ",
      ["a", []],
      { "a.b": 1, "": 2 },
    ];
    expect(await running.call("echo", ...values)).toEqual([
      1,
      5_000_000_000,
      -5_000_000_000,
      3,
      1.5,
      true,
      null,
      " ä ✓ <&> ",
      ["a", []],
      { "a.b": 1, "": 2 },
    ]);
    const bare = await (
      await post(callXml("<param><value>bare</value></param><param><value><i8>7</i8></value></param>"))
    ).text();
    expect(bare).toContain("<string>bare</string>");
    expect(bare).toContain("<int>7</int>");
  });

  it("takes a member called __proto__ for a member like any other", async () => {
    const member =
      "<member><name>__proto__</name><value><struct><member><name>x</name><value><int>1</int></value></member></struct></value></member>";
    const text = await (await post(callXml(`<param><value><struct>${member}</struct></value></param>`))).text();
    expect(text).toContain("<name>__proto__</name>");
  });

  it("reads latin-1 that says so", async () => {
    const xml = callXml("<param><value><string>Zürich</string></value></param>").replace(
      "'1.0'",
      "'1.0' encoding='iso-8859-1'",
    );
    expect(await (await post(Buffer.from(xml, "latin1"))).text()).toContain("Zürich");
  });

  it("tells who starts it what was asked, a multiCall unpacked", async () => {
    seen.length = 0;
    await running.call("multiCall", [
      { methodName: "getTag", params: ["main"] },
      { methodName: "hello", params: [] },
    ]);
    await running.call("getBuild", 1, named({ strict: false }));
    expect(seen).toMatchObject([
      {
        multiCall: true,
        calls: [
          { methodName: "getTag", params: ["main"] },
          { methodName: "hello", params: [] },
        ],
      },
      { multiCall: false, calls: [{ methodName: "getBuild" }] },
    ]);
    expect(seen.every(({ requestBytes, responseBytes }) => requestBytes > 50 && responseBytes > 50)).toBe(true);
  });

  it("can be called with the xmlrpc package's own client", async () => {
    const client = xmlrpc.createClient({ url: running.hub.hubUrl });
    const builds: unknown = await new Promise((resolve, reject) => {
      client.methodCall(
        "listBuilds",
        [named({ type: "image", queryOpts: { limit: 2 } })],
        (error: object | null, value: unknown) =>
          error === null ? resolve(value) : reject(new Error("refused", { cause: error })),
      );
    });
    expect(builds).toMatchObject([{ state: expect.any(Number) }, { nvr: expect.any(String) }]);
  });

  it("rejects when its port is taken", async () => {
    const { port } = new URL(running.hub.hubUrl);
    await expect(startHub({ port: Number(port) })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});

describe("the sample hub's multiCall", () => {
  it("keeps each call's fault to itself, with a traceback unless it is a task's own", async () => {
    const [failed] = await running.rows("listTasks", { state: [5], parent: null, method: "livemedia" }, { limit: 1 });
    const answers = await running.rows("multiCall", [
      { methodName: "getAPIVersion", params: [] },
      { methodName: "getTag", params: ["nope", named({ strict: true })] },
      { methodName: "getTaskResult", params: [failed?.["id"] ?? 0] },
      { methodName: "listBuilds", params: [named({ queryOpts: { order: "nope" } })] },
    ]);
    expect(answers[0]).toEqual([1]);
    expect(answers[1]).toMatchObject({
      faultCode: 1000,
      faultString: "No such tagInfo: 'nope'",
      traceback: expect.any(Array),
    });
    expect(Object.keys(answers[2] ?? {})).toEqual(["faultCode", "faultString"]);
    expect(answers[3]).toMatchObject({ faultCode: 1, faultString: "Invalid order: nope" });
  });

  it("is lost as a whole to a fault that comes up while the answer is written, which a small limit prevents", async () => {
    const lazy = [
      { methodName: "getAPIVersion", params: [] },
      { methodName: "listTasks", params: [{ state: 0 }] },
    ];
    await expect(running.call("multiCall", lazy)).rejects.toMatchObject({ code: 1 });
    const limited = [
      { methodName: "getAPIVersion", params: [] },
      { methodName: "listTasks", params: [{ state: 0 }, { limit: 5 }] },
    ];
    expect(await running.call("multiCall", limited)).toMatchObject([[1], { faultCode: 1 }]);
  });
});

describe("a sample hub with a latency", () => {
  it("lets every request to the hub wait, all at the same time", async () => {
    const order: string[] = [];
    const slow = await startHub({ latencyMs: 60, onRequest: ({ calls }) => order.push(calls[0]?.methodName ?? "") });
    const begun = performance.now();
    await Promise.all(["getAPIVersion", "hello", "echo"].map((method) => slow.call(method)));
    // A timer may fire a little early, but none is as early as an answer without one.
    expect(performance.now() - begun).toBeGreaterThan(50);
    expect(order.toSorted()).toEqual(["echo", "getAPIVersion", "hello"]);
    await slow.hub.close();
  });
});
