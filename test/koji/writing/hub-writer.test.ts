import { expect, test } from "vitest";
import { HubRefusedError, HubWriteError } from "../../../model/errors.ts";
import { latch } from "../wire/loopback-hub.ts";
import { faults, fails, waitsFor } from "./scripted-hub.ts";
import { BUILD, writerOverHub } from "./writer-over-hub.ts";

test("a person's first call asks who they are, logs in and is made; the next is made in the same session", async () => {
  const { hub, writer, methods } = await writerOverHub();
  expect(await writer.call("alice", BUILD)).toBe(1);
  expect(await writer.call("alice", { methodName: "cancelTask", params: [1] })).toBe(2);
  expect(methods()).toEqual(["getUser", "login", "buildImage#1", "cancelTask#2"]);
  expect(hub.done).toEqual(["alice buildImage", "alice cancelTask"]);
});

test("hubs of every age find the call's number in its headers", async () => {
  const { hub, writer } = await writerOverHub();
  await writer.call("alice", BUILD);
  expect(hub.requests.at(-1)?.headers).toMatchObject({
    "koji-session-id": "1",
    "koji-session-key": "1-key",
    "koji-session-callnum": "1",
    "koji-callnum": "1",
  });
});

test("a person's calls go one after another, each once the one before is answered", async () => {
  const { hub, writer } = await writerOverHub();
  await writer.call("alice", BUILD);
  const hold = latch();
  hub.fates.set("buildImage", [waitsFor(hold.opened)]);
  const calls = [writer.call("alice", BUILD), writer.call("alice", BUILD), writer.call("alice", BUILD)];
  await expect.poll(() => hub.arrived.length).toBe(4);
  expect(hub.done).toHaveLength(1);
  hold.open();
  expect(await Promise.all(calls)).toEqual([2, 3, 4]);
  expect(hub.arrived.filter(({ method }) => method === "buildImage").map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  expect(hub.sessions.size).toBe(1);
});

test("two people act at the same time, in sessions of their own", async () => {
  const { hub, writer } = await writerOverHub();
  const hold = latch();
  hub.fates.set("buildImage", [waitsFor(hold.opened)]);
  const alices = writer.call("alice", BUILD);
  await expect.poll(() => hub.arrived.length).toBe(3);
  expect(await writer.call("bob", BUILD)).toBe(1);
  expect(hub.done).toEqual(["bob buildImage"]);
  hold.open();
  expect(await alices).toBe(2);
  expect([...hub.sessions.values()].map(({ user }) => user)).toEqual(["alice", "bob"]);
});

test.each([
  ["whom the hub does not know", "dave", 'The hub knows no user "dave".'],
  ["who has the name in other letters", "Alice", 'The hub knows no user "Alice".'],
  ["whose name goes on", "alice ", '"alice " cannot be the name of a user'],
  ["whose name has a line end", "alice\nbob", "cannot be the name of a user"],
  ["whose name XML cannot carry", "al\u0000ice", "cannot be the name of a user"],
  ["without a name", "", '"" cannot be the name of a user'],
  ["whose name no hub can hold", "a".repeat(256), "cannot be the name of a user"],
  ["whom the hub finds by a Kerberos name", "alice@EXAMPLE.TEST", 'the one it finds by that is "alice"'],
  ["who is disabled", "gone.away", 'does not let "gone.away" log in'],
  ["that is a build host", "build-host", "is no person at the hub"],
  ["that is a group", "kde-sig", "is no person at the hub"],
  ["that is the gateway itself", "image-gateway", "is the gateway's own account"],
])("nobody is logged in %s", async (_who, user, message) => {
  const { hub, writer } = await writerOverHub();
  const refused = await writer.call(user, BUILD).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(HubRefusedError);
  expect(refused).toMatchObject({ fault: 1002, message: expect.stringContaining(message) });
  expect(hub.arrived.filter(({ method }) => method !== "getUser")).toEqual([]);
});

test("what has to be done before is done once, after the login and right before the call", async () => {
  const { writer, methods } = await writerOverHub();
  const seen: string[][] = [];
  const beforeSending = async () => void seen.push(methods());
  await writer.call("alice", BUILD, { beforeSending });
  expect(seen).toEqual([["getUser", "login"]]);
});

test("nothing leaves where that fails", async () => {
  const { writer, methods } = await writerOverHub();
  const failure = new Error("The ledger is full.");
  await expect(writer.call("alice", BUILD, { beforeSending: () => Promise.reject(failure) })).rejects.toBe(failure);
  expect(methods()).toEqual(["getUser", "login"]);
  expect(await writer.call("alice", BUILD)).toBe(1);
});

test("who gives up while others act has sent nothing", async () => {
  const { hub, writer } = await writerOverHub();
  const hold = latch();
  hub.fates.set("buildImage", [waitsFor(hold.opened)]);
  const first = writer.call("alice", BUILD);
  await expect.poll(() => hub.arrived.length).toBe(3);
  const leaving = new AbortController();
  const second = writer.call("alice", BUILD, { signal: leaving.signal });
  leaving.abort(new Error("gone"));
  await expect(second).rejects.toThrow("gone");
  hold.open();
  expect(await first).toBe(1);
  expect(hub.done).toHaveLength(1);
});

test("who gives up while they are logged in has sent nothing, and hears their own reason", async () => {
  const { hub, writer, methods } = await writerOverHub();
  const hold = latch();
  hub.fates.set("login", [waitsFor(hold.opened)]);
  const leaving = new AbortController();
  const call = writer.call("alice", BUILD, { signal: leaving.signal });
  await expect.poll(() => hub.arrived.length).toBe(2);
  leaving.abort();
  await expect(call).rejects.toBe(leaving.signal.reason);
  hold.open();
  expect(methods()).toEqual(["getUser", "login"]);
});

test("who is disabled while they have a session is told so", async () => {
  const { hub, writer, methods } = await writerOverHub();
  await writer.call("alice", BUILD);
  hub.disabled.add("alice");
  hub.fates.set("buildImage", [faults(1002, "logins by alice are not allowed")]);
  await expect(writer.call("alice", BUILD)).rejects.toMatchObject({
    name: "HubRefusedError",
    message: expect.stringContaining('does not let "alice" log in'),
  });
  expect(methods().slice(3)).toEqual(["buildImage#2", "getUser"]);
});

test("who gives up once the call has left gets its answer all the same", async () => {
  const { hub, writer } = await writerOverHub();
  const hold = latch();
  hub.fates.set("buildImage", [waitsFor(hold.opened)]);
  const leaving = new AbortController();
  const call = writer.call("alice", BUILD, { signal: leaving.signal });
  await expect.poll(() => hub.arrived.length).toBe(3);
  leaving.abort(new Error("gone"));
  hold.open();
  expect(await call).toBe(1);
});

test("no more wait for a turn than may, and none for longer", async () => {
  const { hub, writer } = await writerOverHub({ waitingOfOne: 1, waiting: 2, waitMs: 50 });
  const hold = latch();
  hub.fates.set("buildImage", [waitsFor(hold.opened)]);
  const first = writer.call("alice", BUILD);
  await expect.poll(() => hub.arrived.length).toBe(3);
  const waiting = writer.call("alice", BUILD).catch((error: unknown) => error);
  await expect(writer.call("alice", BUILD)).rejects.toMatchObject({
    outcome: "NOT_SENT",
    retryAfter: 10,
    message:
      "As many changes of alice as may, 1, wait for the hub already: ask again when some are done. Nothing was changed.",
  });
  expect(await waiting).toMatchObject({ outcome: "NOT_SENT", message: expect.stringContaining("was busy for 0.05 s") });
  hold.open();
  await first;
  expect(hub.done).toHaveLength(1);
});

test("the hub's refusal is passed on in its own words, without a traceback", async () => {
  const { hub, writer } = await writerOverHub();
  const trace = 'Traceback (most recent call last):\n  File "/kojihub.py", line 1, in x\nValueError: no such thing\n';
  hub.fates.set("buildImage", [faults(1004, "image permission required (logged in as alice)"), faults(1, trace)]);
  const refusal = await writer.call("alice", BUILD).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(HubRefusedError);
  expect(refusal).toMatchObject({ fault: 1004, message: "image permission required (logged in as alice)" });
  await expect(writer.call("alice", BUILD)).rejects.toMatchObject({ fault: 1, message: "ValueError: no such thing" });
  expect(hub.sessions.size).toBe(1);
});

test.each([
  [1007, 'session "1" has expired'],
  [1002, "Invalid session or bad credentials"],
  [1008, "5 > 4 (session 1)"],
])("a session that the hub serves no more (%i) is replaced, and the call made in the new one", async (code, text) => {
  const { hub, writer, methods } = await writerOverHub();
  let times = 0;
  hub.fates.set("buildImage", [faults(code, text)]);
  expect(await writer.call("alice", BUILD, { beforeSending: async () => void (times += 1) })).toBe(1);
  expect(methods()).toEqual(["getUser", "login", "buildImage#1", "getUser", "login", "buildImage#1"]);
  expect(hub.arrived.at(-1)?.session).toBe(2);
  expect([hub.done.length, times]).toEqual([1, 1]);
});

test("a hub that does not know the sessions it gives is not asked again and again", async () => {
  const { hub, writer, methods } = await writerOverHub();
  const invalid = faults(1002, "Invalid session or bad credentials");
  hub.fates.set("buildImage", [invalid, invalid, invalid]);
  await expect(writer.call("alice", BUILD)).rejects.toMatchObject({
    outcome: "NOT_SENT",
    message: expect.stringContaining("CheckClientIP"),
  });
  expect(methods().filter((method) => method.startsWith("buildImage"))).toHaveLength(2);
});

test.each([
  [1006, "User locked by another session", "Another session of alice at the hub is exclusive"],
  [1014, "Server disabled for maintenance", "offline: Server disabled for maintenance. Nothing was changed."],
])("nothing is sent to a hub that answers nobody now (%i)", async (code, text, message) => {
  const { hub, writer } = await writerOverHub();
  hub.fates.set("buildImage", [faults(code, text)]);
  const refused = await writer.call("alice", BUILD).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(HubWriteError);
  expect(refused).toMatchObject({ outcome: "NOT_SENT", retryAfter: 30, message: expect.stringContaining(message) });
});

test.each([403, 404, 413, 429, 302])(
  "an answer from before the hub (HTTP %i) says that nothing was sent",
  async (status) => {
    const { hub, writer, methods } = await writerOverHub();
    hub.fates.set("buildImage", [fails(status, false)]);
    await expect(writer.call("alice", BUILD)).rejects.toMatchObject({ name: "HubWriteError", outcome: "NOT_SENT" });
    expect(methods()).toEqual(["getUser", "login", "buildImage#1"]);
  },
);

test("what XML-RPC cannot carry is refused before anybody is logged in", async () => {
  const { writer, methods } = await writerOverHub();
  await expect(writer.call("alice", { methodName: "buildImage", params: ["\u0000"] })).rejects.toMatchObject({
    code: "BAD_ARGUMENT",
  });
  expect(methods()).toEqual([]);
});

test("a login that the hub refuses, or that gets no answer, has sent nothing", async () => {
  const { hub, writer, methods } = await writerOverHub();
  hub.fates.set("login", [faults(1002, "invalid username or password"), fails(502, false), fails(502, false)]);
  await expect(writer.call("alice", BUILD)).rejects.toMatchObject({
    name: "HubRefusedError",
    message: "The hub gives no session for alice: invalid username or password.",
  });
  await expect(writer.call("alice", BUILD)).rejects.toMatchObject({ outcome: "NOT_SENT", retryAfter: 30 });
  expect(methods()).not.toContain("buildImage#1");
  expect(await writer.call("alice", BUILD)).toBe(1);
});
