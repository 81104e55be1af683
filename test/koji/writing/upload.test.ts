import { expect, test } from "vitest";
import { adler32 } from "../../../koji/writing/adler32.ts";
import { encodeResponse } from "../../../koji/xmlrpc/encode.ts";
import { sendXml } from "../wire/loopback-hub.ts";
import { dropsAfter, dropsBefore, fails, type Fate, faults } from "./scripted-hub.ts";
import { BUILD, writerOverHub } from "./writer-over-hub.ts";

const MIB = 1_048_576;
const file = (content: Uint8Array) => ({ directory: "cli-livemedia/abc", name: "spin kde+x.ks", content });
const KEPT = "cli-livemedia/abc/spin kde+x.ks";
/** Chunks that differ. */
const LARGE = Buffer.from(Uint32Array.from({ length: 650_000 }, (_, index) => index * 2_654_435_761).buffer);

test("a file is stored as it is, in chunks of a mebibyte, each a call of the person's session", async () => {
  const { hub, writer, methods } = await writerOverHub();
  await writer.upload("alice", file(LARGE));
  expect(methods()).toEqual(["getUser", "login", "(upload)#1", "(upload)#2", "(upload)#3"]);
  expect(hub.files.get(KEPT)?.equals(LARGE)).toBe(true);
  const [first, second] = hub.requests.slice(2);
  expect(first?.url).toBe(
    "/kojihub?filepath=cli-livemedia%2Fabc&filename=spin%20kde%2Bx.ks&offset=0&fileverify=adler32&overwrite=1",
  );
  expect(second?.url).toContain(`offset=${MIB}&`);
  expect(second?.headers).toMatchObject({ "content-length": String(MIB), "koji-session-key": "1-key" });
});

test("a small file and an empty one are one chunk", async () => {
  const { hub, writer } = await writerOverHub();
  await writer.upload("alice", file(Buffer.from("lang en_US.UTF-8\n")));
  expect(hub.files.get(KEPT)?.toString()).toBe("lang en_US.UTF-8\n");
  await writer.upload("alice", file(Buffer.alloc(0)));
  expect(hub.files.get(KEPT)?.length).toBe(0);
  expect(hub.arrived).toHaveLength(4);
});

test.each<[string, Fate]>([
  ["never arrived", dropsBefore],
  ["was stored", dropsAfter],
])(
  "a chunk whose answer is lost is sent again, whether it %s, and the file verified behind a barrier",
  async (_, fate) => {
    const { hub, writer, methods } = await writerOverHub();
    let chunk = 0;
    hub.fates.set("(upload)", [(request) => sendXml(request.response, request.carryOut()), fate]);
    await writer.upload("alice", file(LARGE), { beforeSending: async () => void (chunk += 1) });
    expect(methods().slice(2)).toEqual([
      "(upload)#1",
      "(upload)#2",
      "getAPIVersion#2",
      "(upload)#2",
      "(upload)#3",
      "sharedSession#4",
      "checkUpload#5",
    ]);
    expect(hub.files.get(KEPT)?.equals(LARGE)).toBe(true);
    expect(chunk).toBe(1);
  },
);

test("a file that is not stored as it was sent is no upload", async () => {
  const { hub, writer } = await writerOverHub();
  const wrong: Fate = ({ response }) => sendXml(response, encodeResponse({ size: 3, hexdigest: "00000001" }));
  hub.fates.set("(upload)", [wrong]);
  await expect(writer.upload("alice", file(Buffer.from("abc")))).rejects.toMatchObject({
    outcome: "NOT_SENT",
    message: "The hub did not store spin kde+x.ks as it was sent. Nothing was changed.",
  });
});

test("one that something late cut off is not either", async () => {
  const { hub, writer } = await writerOverHub();
  hub.fates.set("(upload)", [dropsBefore]);
  hub.fates.set("sharedSession", [
    ({ carryOut, response }) => {
      hub.files.set(KEPT, Buffer.from("late"));
      sendXml(response, carryOut());
    },
  ]);
  await expect(writer.upload("alice", file(LARGE))).rejects.toMatchObject({ outcome: "NOT_SENT" });
});

test("an upload that the hub refuses, or loses for good, has changed nothing", async () => {
  const { hub, writer } = await writerOverHub({ patienceMs: 20 });
  hub.fates.set("(upload)", [faults(1000, "Invalid directory: cli-livemedia/abc"), fails(413, false), dropsBefore]);
  await expect(writer.upload("alice", file(LARGE))).rejects.toMatchObject({ name: "HubRefusedError", fault: 1000 });
  await expect(writer.upload("alice", file(LARGE))).rejects.toMatchObject({ outcome: "NOT_SENT" });
  hub.fates.set(
    "getAPIVersion",
    Array.from({ length: 20 }, () => dropsBefore),
  );
  await expect(writer.upload("alice", file(LARGE))).rejects.toMatchObject({ outcome: "NOT_SENT" });
});

test("a session that ended is replaced, and the file sent from its beginning", async () => {
  const { hub, writer, methods } = await writerOverHub();
  const fine: Fate = ({ carryOut, response }) => sendXml(response, carryOut());
  hub.fates.set("(upload)", [fine, faults(1007, "expired")]);
  await writer.upload("alice", file(LARGE));
  expect(methods().slice(4)).toEqual(["getUser", "login", "(upload)#1", "(upload)#2", "(upload)#3"]);
  expect(hub.files.get(KEPT)?.equals(LARGE)).toBe(true);
  expect(await writer.call("alice", BUILD)).toBe(1);
});

test("sums are those of zlib", () => {
  // Python: zlib.adler32
  expect(adler32(Buffer.alloc(0))).toBe("00000001");
  expect(adler32(Buffer.from("Wikipedia"))).toBe("11e60398");
  expect(adler32(Buffer.alloc(3_000_000, 255))).toBe("c231a556");
});
