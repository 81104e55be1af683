import { expect, test } from "vitest";
import { latch } from "../wire/loopback-hub.ts";
import { dropsAfter, dropsBefore, ignores, waitsFor } from "./scripted-hub.ts";
import { BUILD, writerOverHub } from "./writer-over-hub.ts";

test("a session that is not used is logged out; the next call logs in again", async () => {
  const { hub, writer } = await writerOverHub({ idleMs: 20 });
  await writer.call("alice", BUILD);
  await expect.poll(() => hub.sessions.get(1)?.state).toBe("closed");
  await writer.call("alice", BUILD);
  expect(hub.sessions.size).toBe(2);
});

test("a session is not logged out while a call of it is under way", async () => {
  const { hub, writer } = await writerOverHub({ idleMs: 10 });
  const hold = latch();
  hub.fates.set("buildImage", [waitsFor(hold.opened)]);
  const call = writer.call("alice", BUILD);
  await expect.poll(() => hub.arrived.length).toBe(3);
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(hub.sessions.get(1)?.state).toBe("open");
  hold.open();
  expect(await call).toBe(1);
});

test("an old session is replaced before it is used", async () => {
  const { hub, writer } = await writerOverHub({ ageMs: 0 });
  await writer.call("alice", BUILD);
  await writer.call("alice", BUILD);
  expect(hub.sessions.size).toBe(2);
  await expect.poll(() => hub.sessions.get(1)?.state).toBe("closed");
});

test("of more people than there may be sessions, who acted longest ago is logged out", async () => {
  const { hub, writer } = await writerOverHub({ sessions: 2 });
  await writer.call("alice", BUILD);
  await writer.call("bob", BUILD);
  await writer.call("alice", BUILD);
  await writer.call("carol", BUILD);
  await expect.poll(() => hub.sessions.get(2)?.state).toBe("closed");
  const open = [...hub.sessions.values()].filter(({ state }) => state === "open").map(({ user }) => user);
  expect(open).toEqual(["alice", "carol"]);
});

test("at the end what was sent is waited for, what waits is refused, and everybody is logged out", async () => {
  const { hub, writer } = await writerOverHub();
  await writer.call("bob", BUILD);
  const hold = latch();
  hub.fates.set("buildImage", [waitsFor(hold.opened)]);
  const sent = writer.call("alice", BUILD);
  await expect.poll(() => hub.arrived.length).toBe(6);
  const waiting = writer.call("alice", BUILD).catch((error: unknown) => error);
  const closing = writer.close();
  expect(await waiting).toMatchObject({ outcome: "NOT_SENT", message: expect.stringContaining("shutting down") });
  hold.open();
  expect(await sent).toBe(2);
  await closing;
  expect([...hub.sessions.values()].map(({ state }) => state)).toEqual(["closed", "closed"]);
  await expect(writer.call("bob", BUILD)).rejects.toMatchObject({ outcome: "NOT_SENT" });
});

test("at the end it is no longer asked what became of a call", async () => {
  const { hub, writer } = await writerOverHub({ patienceMs: 60_000, firstPauseMs: 10_000 });
  hub.fates.set("buildImage", [dropsAfter]);
  const call = writer.call("alice", BUILD).catch((error: unknown) => error);
  await expect.poll(() => hub.arrived.length).toBe(3);
  // Its connection is broken, and the pause before the question begun, a moment later.
  await new Promise((resolve) => setTimeout(resolve, 20));
  await writer.close();
  expect(await call).toMatchObject({ outcome: "UNKNOWN" });
});

test("a hub that does not take a logout keeps nobody waiting", async () => {
  const { hub, writer } = await writerOverHub({ timeouts: { deadlineMs: 1_000 } });
  hub.fates.set("logout", [dropsBefore, ignores]);
  await writer.call("alice", BUILD);
  await writer.call("bob", BUILD);
  await writer.close();
  expect(hub.arrived.filter(({ method }) => method === "logout")).toHaveLength(2);
});

test("nothing that anybody asks goes through a session: the writer writes, and asks anonymously", async () => {
  const { hub, writer } = await writerOverHub();
  await writer.call("alice", BUILD);
  const inSession = hub.arrived.filter(({ session }) => session !== 0).map(({ method }) => method);
  expect(inSession).toEqual(["buildImage"]);
});
