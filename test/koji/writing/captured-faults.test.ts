import { describe, expect, test } from "vitest";
import { sendXml } from "../wire/loopback-hub.ts";
import { ALL_CAPTURES, readCaptures } from "../../support/captures.ts";
import type { Fate } from "./scripted-hub.ts";
import { BUILD, writerOverHub } from "./writer-over-hub.ts";

const captures = new Map(readCaptures(ALL_CAPTURES).map(({ name, response }) => [name, response]));

/** As a real hub sent them. */
const replays =
  (name: string): Fate =>
  ({ response }) =>
    sendXml(response, captures.get(name) ?? Buffer.from("(no such capture)"));

const skipped = captures.size === 0 ? " (skipped: the captured exchanges are not at hand)" : "";

describe.skipIf(captures.size === 0)(`what a real hub answers${skipped}`, () => {
  test.each([
    ["buildImage-noperm", 1004],
    ["buildImage-highprio-nonadmin", 1004],
    ["buildImage-nokickstart", 1019],
    ["cancelTask-not-owner", 1004],
    ["cancelTask-missing", 1000],
    ["tagBuild-locked", 1004],
  ])(`a real hub's refusal is one here: %s`, async (name, fault) => {
    const { hub, writer } = await writerOverHub();
    hub.fates.set("buildImage", [replays(name)]);
    const error = await writer.call("alice", BUILD).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: "HubRefusedError", fault });
    expect(String(error)).not.toMatch(/Traceback|File "/u);
    expect(hub.sessions.size).toBe(1);
  });

  test("a hub that does not know how to build it lacks a plugin", async () => {
    const { hub, writer } = await writerOverHub();
    hub.fates.set("buildImage", [replays("fault-unknown-method")]);
    await expect(writer.call("alice", BUILD)).rejects.toMatchObject({
      name: "HubRefusedError",
      message: expect.stringMatching(
        /^Invalid method: \w+\. The hub has not the plugin for it: ask its administrators/u,
      ),
    });
  });

  test.each([
    ["session-bad-key", 2],
    ["session-expired", 2],
    ["session-lower-callnum", 2],
  ])(`a real hub's word that a session is not served makes a new one: %s`, async (name, sessions) => {
    const { hub, writer } = await writerOverHub();
    hub.fates.set("buildImage", [replays(name)]);
    expect(await writer.call("alice", BUILD)).toBe(1);
    expect(hub.sessions.size).toBe(sessions);
  });

  test.each([
    ["session-write-replayed-callnum5", "CARRIED_OUT"],
    ["exclusive-other-session-read", "NOT_SENT"],
    ["lockout-user", "NOT_SENT"],
    ["offline-getAPIVersion", "NOT_SENT"],
  ])(`a real hub's word about the session tells what became of the call: %s`, async (name, outcome) => {
    const { hub, writer } = await writerOverHub();
    hub.fates.set("buildImage", [replays(name)]);
    await expect(writer.call("alice", BUILD)).rejects.toMatchObject({ name: "HubWriteError", outcome });
  });

  test.each(["login", "sslLogin-proxyuser"])(`a real hub's session is used: %s`, async (name) => {
    const { hub, writer } = await writerOverHub();
    hub.fates.set("login", [replays(name)]);
    // This hub does not know it, which is as good as any use of it.
    expect(await writer.call("alice", BUILD)).toBe(1);
    const keys = hub.requests.map(({ headers }) => headers["koji-session-key"]);
    expect(keys.find((key) => key !== undefined)).toMatch(/^3-\w{19}$/u);
  });

  test.each(["login-bad-password", "login-disabled-user", "sslLogin-proxyuser-not-allowed", "sslLogin-no-cert"])(
    `a real hub's refusal to log in is one here, and nothing is sent: %s`,
    async (name) => {
      const { hub, writer, methods } = await writerOverHub();
      hub.fates.set("login", [replays(name)]);
      await expect(writer.call("alice", BUILD)).rejects.toMatchObject({ name: "HubRefusedError", fault: 1002 });
      expect(methods()).toEqual(["getUser", "login"]);
    },
  );
});
