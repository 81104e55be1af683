import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decodeResponse } from "../../koji/xmlrpc/decode.ts";
import type { SampleHubRequest } from "../../sample/sample-hub.ts";
import { HOUR, named, type RunningHub, startHub } from "./running-hub.ts";
import { logIn, postCall, type RunningSession, sessionOf } from "./running-session.ts";
import { readAnswer } from "./xml-shape.ts";

let running: RunningHub;
let seen: SampleHubRequest[];
beforeEach(async () => {
  seen = [];
  running = await startHub({ onRequest: (one) => seen.push(one) });
});
afterEach(() => running.hub.close());

/** Code and last line of a fault; null for none. */
function faultIn(xml: string): readonly [number, string] | null {
  const { fault } = readAnswer(xml);
  return fault === null ? null : [fault.code, fault.text.trimEnd().split("\n").at(-1) ?? ""];
}

const valueIn = (xml: string) => decodeResponse(Buffer.from(xml));

const nameIn = (xml: string): unknown => (valueIn(xml) as { readonly name?: unknown } | null)?.name ?? null; // what getLoggedInUser answers

const SCRATCH = ["Aurora-Plasma-Live", "Main", ["x86_64"], "main-compose", "x.ks", "livemedia", { scratch: true }];

const build = (session: RunningSession, callnum: number | null) => session.xml("buildImage", SCRATCH, { callnum });

describe("a session", () => {
  it("is its user's in every call, and another's is another's", async () => {
    const [alice, bob] = [await logIn(running, "alice"), await logIn(running, "bob")];
    expect(nameIn(await alice.xml("getLoggedInUser"))).toBe("alice");
    expect(nameIn(await bob.xml("getLoggedInUser"))).toBe("bob");
    expect(await running.call("getLoggedInUser")).toBeNull();
    expect(seen.slice(2).map(({ user }) => user)).toEqual(["alice", "bob", null]);
    expect(alice.key).toMatch(/^4-[A-Za-z0-9]{19}$/);
  });

  it("is usable in the query's form, where the headers do not tell one", async () => {
    const { id, key } = await logIn(running, "alice");
    const inQuery = (suffix: string, headers = {}) => postCall(running, ["getLoggedInUser"], { suffix, headers });
    expect(nameIn(await inQuery(`?session-id=${id}&session-key=${key}&callnum=1`))).toBe("alice");
    expect(faultIn(await inQuery(`?session-id=${id}`))).toEqual([1002, "'session-key' not specified in session args"]);
    expect(faultIn(await inQuery("?foo=bar"))).toEqual([1002, "'session-id' not specified in session args"]);
    expect(faultIn(await inQuery("?foo"))).toEqual([1, "ValueError: bad query field: 'foo'"]);
    const garbage = `?session-id=${id}&session-key=${key}&callnum=abc`;
    expect(faultIn(await inQuery(garbage))).toEqual([1002, "Invalid callnum: 'abc'"]);
    const headers = { "Koji-Session-Id": String(id), "Koji-Session-Key": key };
    expect(nameIn(await inQuery("?foo=bar", headers))).toBe("alice");
  });

  it("that is not valid fails whatever is called, but for what there is not", async () => {
    const alice = await logIn(running, "alice");
    const invalid = [1002, "Invalid session or bad credentials"];
    const wrong = sessionOf(running, { "session-id": alice.id, "session-key": "4-wrong" });
    const unknown = sessionOf(running, { "session-id": 999, "session-key": alice.key });
    for (const session of [wrong, unknown]) {
      expect(faultIn(await session.xml("getAPIVersion"))).toEqual(invalid);
      expect(faultIn(await session.xml("multiCall", [[]]))).toEqual(invalid);
      expect(faultIn(await session.xml("login", ["alice", "sample"]))).toEqual(invalid);
    }
    expect(faultIn(await alice.xml("getAPIVersion", [], { from: "127.0.0.2" }))).toEqual(invalid);
    expect(faultIn(await wrong.xml("nope"))).toEqual([1000, "Invalid method: nope"]);
    const only = (headers: Record<string, string>) => postCall(running, ["getAPIVersion"], { headers });
    expect(faultIn(await only({ "Koji-Session-Id": "1" }))).toEqual([1, "KeyError: 'HTTP_KOJI_SESSION_KEY'"]);
    expect(faultIn(await only({ "Koji-Session-Id": "abc", "Koji-Session-Key": "x" }))).toEqual([
      1,
      "ValueError: invalid literal for int() with base 10: 'abc'",
    ]);
  });

  it("is over after the logout, and so are those made in it", async () => {
    const alice = await logIn(running, "alice");
    const child = sessionOf(running, await alice.call("subsession"));
    const other = sessionOf(running, await alice.call("subsession"));
    await alice.call("logoutChild", other.id);
    expect(nameIn(await child.xml("getLoggedInUser"))).toBe("alice");
    expect(faultIn(await other.xml("getLoggedInUser"))).toEqual([1002, "Invalid session or bad credentials"]);
    await alice.call("logout");
    for (const session of [alice, child])
      expect(faultIn(await session.xml("hello"))).toEqual([1002, "Invalid session or bad credentials"]);
  });

  it("expires after a day, and is renewed with another key under its number", async () => {
    const alice = await logIn(running, "alice");
    running.move(24 * HOUR);
    expect(nameIn(await alice.xml("getLoggedInUser"))).toBe("alice");
    running.move(1);
    const expired = [1007, `session "${alice.id}" has expired`];
    expect(faultIn(await alice.xml("getLoggedInUser"))).toEqual(expired);
    expect(faultIn(await alice.xml("getAPIVersion"))).toEqual(expired);
    expect(faultIn(await alice.xml("login", ["alice", "wrong", named({ renew: true })]))?.[0]).toBe(1002);
    const renewed = sessionOf(running, await alice.call("login", "alice", "sample", named({ renew: true })));
    expect([renewed.id, renewed.key === alice.key]).toEqual([alice.id, false]);
    expect(nameIn(await renewed.xml("getLoggedInUser"))).toBe("alice");
    expect(faultIn(await alice.xml("getLoggedInUser"))?.[0]).toBe(1002);
    running.move(24 * HOUR);
    expect(nameIn(await renewed.xml("getLoggedInUser"))).toBe("alice");
  });

  it("that is exclusive locks the others of its user out", async () => {
    const [one, two, bob] = [await logIn(running, "alice"), await logIn(running, "alice"), await logIn(running, "bob")];
    await one.call("exclusiveSession");
    expect(faultIn(await two.xml("getAPIVersion"))).toEqual([1006, "User locked by another session"]);
    expect(faultIn(await two.xml("exclusiveSession"))).toEqual([1006, "Cannot get exclusive session"]);
    expect(nameIn(await one.xml("getLoggedInUser"))).toBe("alice");
    expect(nameIn(await bob.xml("getLoggedInUser"))).toBe("bob");
    await two.call("exclusiveSession", named({ force: true }));
    expect(faultIn(await one.xml("hello"))).toEqual([1002, "Invalid session or bad credentials"]);
    await two.call("sharedSession");
    expect(nameIn(await (await logIn(running, "alice")).xml("getLoggedInUser"))).toBe("alice");
  });
});

describe("the number of a call", () => {
  it("is kept when the call changed something, and only then", async () => {
    const alice = await logIn(running, "alice");
    const who = (callnum: number | string | null) => alice.xml("getLoggedInUser", [], { callnum });
    expect([nameIn(await who(3)), nameIn(await who(3)), nameIn(await who(2))]).toEqual(["alice", "alice", "alice"]);
    const task = valueIn(await build(alice, 5));
    const replayed = (method: string) => [1009, `unable to retry call 5 (method ${method}) for session ${alice.id}`];
    expect(faultIn(await build(alice, 5))).toEqual(replayed("buildImage"));
    expect(faultIn(await who(5))).toEqual(replayed("getLoggedInUser"));
    expect(faultIn(await who(4))).toEqual([1008, `5 > 4 (session ${alice.id})`]);
    expect([nameIn(await who(null)), nameIn(await who(500)), nameIn(await who(6))]).toEqual([
      "alice",
      "alice",
      "alice",
    ]);
    expect(faultIn(await who("abc"))).toEqual([1, "ValueError: invalid literal for int() with base 10: 'abc'"]);
    const mine = await running.rows("listTasks", { owner: 4, method: "livemedia", state: [0, 1, 4] }, { order: "-id" });
    expect(mine.filter(({ id }) => Number(id) >= Number(task)).map(({ id }) => id)).toEqual([task]);
  });

  it("may be used again after a refusal, and after a call that had nothing to change", async () => {
    const alice = await logIn(running, "alice");
    const refused = await alice.xml("buildImage", [...SCRATCH.slice(0, 5), "appliance"], { callnum: 1 });
    expect(faultIn(refused)).toEqual([1004, "appliance permission required (logged in as alice)"]);
    const task = Number(valueIn(await build(alice, 1)));
    await alice.xml("cancelTask", [task], { callnum: 2 });
    await alice.xml("cancelTask", [task], { callnum: 3 });
    expect(nameIn(await alice.xml("getLoggedInUser", [], { callnum: 3 }))).toBe("alice");
    expect(faultIn(await alice.xml("hello", [], { callnum: 2 }))?.[0]).toBe(1009);
  });

  it("does not matter to calls without one", async () => {
    const alice = await logIn(running, "alice");
    const tasks = [await build(alice, null), await build(alice, null)].map(valueIn);
    expect(new Set(tasks).size).toBe(2);
  });
});
