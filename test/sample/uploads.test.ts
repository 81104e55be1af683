import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SampleHubRequest } from "../../sample/sample-hub.ts";
import { named, type RunningHub, startHub } from "./running-hub.ts";
import { logIn, post, type RunningSession } from "./running-session.ts";
import { readAnswer } from "./xml-shape.ts";
import { decodeResponse } from "../../koji/xmlrpc/decode.ts";

let running: RunningHub;
const seen: SampleHubRequest[] = [];
let alice: RunningSession;
let bob: RunningSession;
beforeAll(async () => {
  running = await startHub({ onRequest: (one) => seen.push(one) });
  [alice, bob] = [await logIn(running, "alice"), await logIn(running, "bob")];
});
afterAll(() => running.hub.close());

const KICKSTART = "lang en_US.UTF-8\n%packages\n@core\n%end\n";

/** As the koji command sends a whole file. */
const upload = (
  session: RunningSession | null,
  fields: Readonly<Record<string, string>>,
  { content = KICKSTART, callnum = null }: { readonly content?: string; readonly callnum?: number | null } = {},
): Promise<string> => {
  const keys = session === null ? {} : { "Koji-Session-Id": String(session.id), "Koji-Session-Key": session.key };
  const number = callnum === null ? {} : { "Koji-Session-Callnum": String(callnum) };
  const headers = { "Content-Type": "application/octet-stream", ...keys, ...number };
  return post(`${running.hub.hubUrl}?${new URLSearchParams(fields).toString()}`, Buffer.from(content), { headers });
};

const whole = (folder: string, name = "image.ks") => ({
  filepath: folder,
  filename: name,
  fileverify: "adler32",
  offset: "0",
  overwrite: "1",
});

const valueIn = (xml: string) => decodeResponse(Buffer.from(xml));
const faultIn = (xml: string) => readAnswer(xml).fault;

describe("an upload", () => {
  it("is answered with its size and sum, and lies where Koji has it", async () => {
    const answer = await upload(alice, whole("cli-livemedia/1.abc"));
    expect(valueIn(answer)).toEqual({ size: 38, fileverify: "adler32", offset: 0, hexdigest: "ef940bf0" });
    const file = await fetch(`${running.hub.filesUrl}/work/cli-livemedia/1.abc/image.ks`);
    expect(await file.text()).toBe(KICKSTART);
    expect(await (await fetch(`${running.hub.filesUrl}/work/cli-livemedia/1.abc/`)).text()).toContain("image.ks");
    const { upload: told, user, calls, writes } = seen.at(-1) as SampleHubRequest; // the upload itself was one
    expect({ told, user, calls, writes }).toEqual({
      told: { path: "cli-livemedia/1.abc/image.ks", bytes: 38 },
      user: "alice",
      calls: [],
      writes: [],
    });
  });

  it("is told by checkUpload, which knows nothing of what is not there", async () => {
    await upload(alice, whole("cli-image/2.abc"));
    const sha256 = named({ verify: "sha256" });
    expect(await running.call("checkUpload", "cli-image/2.abc", "image.ks", sha256)).toMatchObject({
      size: 38,
      sumlength: 38,
      hexdigest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(await running.call("checkUpload", "cli-image/2.abc", "other.ks")).toBeNull();
  });

  it("may come in pieces, each where it belongs", async () => {
    const piece = (offset: string, content: string) =>
      upload(alice, { filepath: "cli-image/3", filename: "a.ks", offset, fileverify: "md5" }, { content });
    expect(valueIn(await piece("0", "lang "))).toMatchObject({ size: 5, offset: 0 });
    expect(valueIn(await piece("5", "en\n"))).toMatchObject({ size: 3, offset: 5 });
    expect(valueIn(await piece("-1", "end\n"))).toMatchObject({ size: 4, offset: 8 });
    expect(faultIn(await piece("0", "lang "))?.text).toBe("upload path exists: /mnt/koji/work/cli-image/3/a.ks");
    expect(faultIn(await piece("5", "x"))?.text).toContain("Expected 6, actual 12");
    expect(await (await fetch(`${running.hub.filesUrl}/work/cli-image/3/a.ks`)).text()).toBe("lang en\nend\n");
  });

  it("is refused to nobody, in a folder of another, and where hosts keep what tasks make", async () => {
    expect(faultIn(await upload(null, whole("x")))).toEqual({
      code: 1002,
      text: "'session-id' not specified in session args",
    });
    await upload(alice, whole("cli-livemedia/mine"));
    expect(faultIn(await upload(bob, whole("cli-livemedia/mine")))).toEqual({
      code: 1000,
      text: "Invalid upload directory, not owner: cli-livemedia/mine",
    });
    expect(faultIn(await upload(alice, whole("tasks/1/1")))?.code).toBe(1002);
    expect(faultIn(await upload(alice, whole("tasks/1")))?.text).toBe("Invalid task upload directory: tasks/1");
    expect(faultIn(await upload(alice, whole("../etc")))?.text).toBe("Invalid upload directory: ../etc");
    expect(faultIn(await upload(alice, whole("x", ".hidden")))?.text).toBe("Invalid upload filename: .hidden");
  });

  it("does not use up the number of its call, but heeds that of a call before", async () => {
    const carol = await logIn(running, "carol");
    expect(faultIn(await upload(carol, whole("cli-image/9"), { callnum: 3 }))).toBeNull();
    expect(faultIn(await upload(carol, whole("cli-image/9"), { callnum: 3 }))).toBeNull();
    await carol.xml("buildImageIndirection", [{ scratch: true }], { callnum: 4 });
    expect(faultIn(await upload(carol, whole("cli-image/9"), { callnum: 4 }))).toEqual({
      code: 1009,
      text: `unable to retry call 4 (method None) for session ${carol.id}`,
    });
  });

  it("is the kickstart of the build that names it", async () => {
    await upload(alice, whole("cli-livemedia/4.abc", "mine.ks"));
    const order = [
      "Aurora-Plasma-Live",
      "Main",
      ["x86_64"],
      "main-compose",
      "cli-livemedia/4.abc/mine.ks",
      "livemedia",
    ];
    const task = Number(await alice.call("buildImage", ...order, { scratch: true }));
    expect(await running.call("getTaskRequest", task)).toEqual([...order.slice(0, 5), { scratch: true }]);
    running.move(8 * 3_600_000);
    const [child] = await running.rows("getTaskChildren", task);
    const names = (await running.call("listTaskOutput", Number(child?.["id"]))) as readonly string[];
    const kickstart = names.find((name) => name.endsWith("mine.ks")) ?? "";
    const base64 = Buffer.from(KICKSTART).toString("base64");
    expect(await running.call("downloadTaskOutput", Number(child?.["id"]), kickstart)).toBe(base64);
  });
});
