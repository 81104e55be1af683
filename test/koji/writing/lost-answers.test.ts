import { expect, test } from "vitest";
import { latch } from "../wire/loopback-hub.ts";
import {
  answersHalf,
  answersNonsense,
  dropsAfter,
  dropsBefore,
  fails,
  fallsSilent,
  type Fate,
  faults,
  ignores,
  type ScriptedHub,
  waitsFor,
} from "./scripted-hub.ts";
import { BUILD, writerOverHub } from "./writer-over-hub.ts";

/** For calls that get no answer; all others have one well before, on any machine. */
const SHORT = { timeouts: { deadlineMs: 1_500 } };

/** Numbers of the requests of a call's first session. */
const numbers = (hub: ScriptedHub) =>
  hub.arrived.filter(({ session, method }) => session === 1 && method !== "logout").map(({ number }) => number);

test.each<[string, Fate]>([
  ["the connection breaks", dropsAfter],
  ["half of the answer arrives", answersHalf],
  ["the answer is no whole XML-RPC", answersNonsense],
  ["something answers HTTP 500", fails(500, true)],
  ["something answers HTTP 502", fails(502, true)],
  ["something answers HTTP 504", fails(504, true)],
  ["no answer comes in time", fallsSilent],
])("a call is found to be carried out by its number when %s after that", async (_what, fate) => {
  const { hub, writer, methods } = await writerOverHub(SHORT);
  hub.fates.set("buildImage", [fate]);
  const error = await writer.call("alice", BUILD).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ name: "HubWriteError", outcome: "CARRIED_OUT", retryAfter: null });
  expect(error).toMatchObject({ message: expect.stringContaining("carried out buildImage for alice") });
  expect(methods()).toEqual(["getUser", "login", "buildImage#1", "getAPIVersion#1"]);
  expect(hub.done).toEqual(["alice buildImage"]);
  expect(await writer.call("alice", BUILD)).toBe(2);
  expect(hub.sessions.size).toBe(1);
});

test.each<[string, Fate]>([
  ["the connection breaks", dropsBefore],
  ["something answers HTTP 503", fails(503, false)],
  ["something answers HTTP 408", fails(408, false)],
  ["no answer comes in time", ignores],
])("a call that did not reach the hub is made once, with the same number, when %s", async (_what, fate) => {
  const { hub, writer, methods } = await writerOverHub(SHORT);
  hub.fates.set("buildImage", [fate]);
  expect(await writer.call("alice", BUILD)).toBe(1);
  expect(methods()).toEqual(["getUser", "login", "buildImage#1", "getAPIVersion#1", "buildImage#1"]);
  expect(hub.done).toEqual(["alice buildImage"]);
});

test("the call itself is never sent again before a question with its number was answered", async () => {
  const { hub, writer } = await writerOverHub();
  hub.fates.set("buildImage", [dropsBefore, dropsBefore]);
  hub.fates.set("getAPIVersion", [dropsBefore, fails(503, false), faults(1014, "database outage")]);
  expect(await writer.call("alice", BUILD)).toBe(1);
  const made = hub.arrived.map(({ method }) => method).slice(2);
  const question = "getAPIVersion";
  expect(made).toEqual(["buildImage", question, question, question, question, "buildImage", question, "buildImage"]);
  expect(new Set(numbers(hub))).toEqual(new Set([1]));
});

test("what has to be done before is not done again with a repeated call", async () => {
  const { hub, writer } = await writerOverHub();
  let times = 0;
  hub.fates.set("buildImage", [dropsBefore]);
  await writer.call("alice", BUILD, { beforeSending: async () => void (times += 1) });
  expect(times).toBe(1);
});

test("a call that is still under way is waited for by the question, and found", async () => {
  const { hub, writer } = await writerOverHub(SHORT);
  const slow = latch();
  // As the hub's lock on the session's row has it: the question is looked at when the call is over.
  hub.fates.set("buildImage", [async ({ carryOut }) => (await slow.opened, void carryOut())]);
  hub.fates.set("getAPIVersion", [(request) => (setTimeout(slow.open, 20), waitsFor(slow.opened)(request))]);
  await expect(writer.call("alice", BUILD)).rejects.toMatchObject({ outcome: "CARRIED_OUT" });
  expect(hub.done).toEqual(["alice buildImage"]);
});

test("a lost answer that was a refusal is a refusal", async () => {
  const { hub, writer } = await writerOverHub();
  hub.fates.set("buildImage", [dropsBefore, faults(1004, "image permission required (logged in as alice)")]);
  await expect(writer.call("alice", BUILD)).rejects.toMatchObject({ name: "HubRefusedError", fault: 1004 });
});

test("a call that something on the way sends twice is found to be carried out", async () => {
  const { hub, writer, methods } = await writerOverHub();
  hub.fates.set("buildImage", [faults(1009, "unable to retry call 1 (method buildImage) for session 1")]);
  await expect(writer.call("alice", BUILD)).rejects.toMatchObject({ outcome: "CARRIED_OUT" });
  expect(methods()).toEqual(["getUser", "login", "buildImage#1"]);
});

test("nobody knows what became of a call when the hub does not come back; it is not sent again", async () => {
  const { hub, writer } = await writerOverHub({ patienceMs: 100 });
  hub.fates.set("buildImage", [dropsAfter]);
  hub.fates.set(
    "getAPIVersion",
    Array.from({ length: 50 }, () => dropsBefore),
  );
  const error = await writer.call("alice", BUILD).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ name: "HubWriteError", outcome: "UNKNOWN" });
  expect(error).toMatchObject({ message: expect.stringContaining("may have carried out buildImage for alice") });
  expect(hub.arrived.filter(({ method }) => method === "buildImage")).toHaveLength(1);
  expect(hub.arrived.filter(({ method }) => method === "getAPIVersion").length).toBeLessThan(20);
});

test.each([
  [1007, 'session "1" has expired'],
  [1002, "Invalid session or bad credentials"],
  [1008, "5 > 1 (session 1)"],
])("nobody knows it either when the session ended in between (%i)", async (code, text) => {
  const { hub, writer, methods } = await writerOverHub();
  hub.fates.set("buildImage", [dropsBefore]);
  hub.fates.set("getAPIVersion", [faults(code, text)]);
  await expect(writer.call("alice", BUILD)).rejects.toMatchObject({ outcome: "UNKNOWN" });
  expect(methods().filter((method) => method.startsWith("buildImage"))).toEqual(["buildImage#1"]);
});

test("a session in which something is unclear is logged out, so that what is late is not taken; others go on", async () => {
  const { hub, writer } = await writerOverHub({ patienceMs: 10 });
  hub.fates.set("buildImage", [dropsBefore]);
  hub.fates.set(
    "getAPIVersion",
    Array.from({ length: 10 }, () => dropsBefore),
  );
  await expect(writer.call("alice", BUILD)).rejects.toMatchObject({ outcome: "UNKNOWN" });
  await expect.poll(() => hub.sessions.get(1)?.state).toBe("closed");
  expect(await writer.call("alice", BUILD)).toBe(1);
  expect(hub.arrived.at(-1)).toMatchObject({ session: 2, number: 1 });
});

test("a hub that is gone before the call leaves got nothing", async () => {
  const { hub, writer } = await writerOverHub();
  await writer.call("alice", BUILD);
  await hub.stop();
  await expect(writer.call("alice", BUILD)).rejects.toMatchObject({
    outcome: "NOT_SENT",
    message: expect.stringContaining("refuses connections"),
  });
  expect(hub.done).toHaveLength(1);
});
