import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cast, findCast } from "./captured-calls.ts";
import { CAPTURED_WRITES, type Mine } from "./captured-write-calls.ts";
import { type RunningHub, startHub } from "./running-hub.ts";
import { logIn, postCall, type RunningSession } from "./running-session.ts";
import { differences, readAnswer } from "./xml-shape.ts";

const captured = (name: string): string =>
  readFileSync(new URL(`../captures/wire/${name}.response.xml`, import.meta.url), "utf8");

/** A fault's text without the lines of the hub's source, names and numbers. */
const told = (text: string): string =>
  text
    .trimEnd()
    .split("\n")
    .filter((line) => !/^ {2,}/.test(line))
    .join("\n")
    .replaceAll(/logged in as [\w-]+/g, "logged in as NAME")
    .replaceAll(/logins by [\w-]+/g, "logins by NAME")
    .replaceAll(/(?:Fedora|Aurora)-[\w.-]+/g, "NVR")
    .replaceAll(/not in tag [\w-]+/g, "not in tag TAG")
    .replaceAll(/: \d+/g, ": N");

describe("in a session the sample hub answers like the captured hub", () => {
  let running: RunningHub;
  let cast: Cast & Mine;
  const sessions = new Map<string, RunningSession>();

  beforeAll(async () => {
    running = await startHub();
    const bob = await logIn(running, "bob");
    const order = ["Aurora-Live-Retro", "Main", "x86_64", "main-compose", "x.ks", "livecd"];
    const scratch = { scratch: true };
    const canceled = Number(await bob.call("buildImage", ...order, scratch));
    await bob.call("cancelTask", canceled);
    const mine = Number(await bob.call("buildImage", ...order, scratch));
    cast = { ...(await findCast(running)), mine, canceled };
    sessions.set("bob", bob);
  });
  afterAll(() => running.hub.close());

  it.each(CAPTURED_WRITES)("%s, as %s", async (name, user, method, params) => {
    const known = user === null ? null : (sessions.get(user) ?? (await logIn(running, user)));
    if (user !== null && known !== null) sessions.set(user, known);
    const args = params(cast);
    const answer = known === null ? await postCall(running, [method, ...args]) : await known.xml(method, args);
    const [real, ours] = [readAnswer(captured(name)), readAnswer(answer)];
    expect({ code: ours.fault?.code, text: told(ours.fault?.text ?? "") }).toEqual({
      code: real.fault?.code,
      text: told(real.fault?.text ?? ""),
    });
    expect([...ours.shape.kinds]).toEqual([...real.shape.kinds]);
    const comparison = { real: real.shape, ours: ours.shape, allowed: real.shape, open: /never/ };
    expect(real.fault === null ? differences(comparison) : []).toEqual([]);
  });
});
