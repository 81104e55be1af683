import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { named, type RunningHub, startHub } from "./running-hub.ts";

type Row = Readonly<Record<string, XmlRpcValue>>;

let running: RunningHub;
beforeAll(async () => {
  running = await startHub();
});
afterAll(() => running.hub.close());

const get = (path: string, init?: RequestInit) => fetch(`${running.hub.filesUrl}/${path}`, init);
const range = (path: string, bytes: string) => get(path, { headers: { range: `bytes=${bytes}` } });
const text = (value: XmlRpcValue | undefined) => (typeof value === "string" ? value : "");

async function newest(filter: Record<string, XmlRpcValue>): Promise<Row> {
  const [build] = await running.rows(
    "listBuilds",
    named({ type: "image", ...filter, queryOpts: { order: "-build_id", limit: 1 } }),
  );
  if (build === undefined) throw new Error(`no build like ${JSON.stringify(filter)}`);
  return build;
}

async function imageOf(build: Row): Promise<{ path: string; archive: Row }> {
  const [archive] = await running.rows("listArchives", named({ buildID: build["build_id"] ?? 0, type: "image" }));
  if (archive === undefined) throw new Error("the build has no archive");
  return {
    archive,
    path: `packages/${text(build["name"])}/${text(build["version"])}/${text(build["release"])}/images/${text(archive["filename"])}`,
  };
}

describe("the sample's files", () => {
  it("an image is as long as its archive says, and nothing of it is held in memory to say so", async () => {
    const { path, archive } = await imageOf(await newest({ packageID: "Aurora-Plasma-Live", state: 1 }));
    const head = await get(path, { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(Number(head.headers.get("content-length"))).toBe(archive["size"]);
    expect(head.headers.get("accept-ranges")).toBe("bytes");
  });

  it("a range is the part of the file it names, from the front, the middle and the end", async () => {
    const { path, archive } = await imageOf(await newest({ packageID: "Aurora-Plasma-Live", state: 1 }));
    const size = Number(archive["size"]);
    const whole = Buffer.from(await (await range(path, "65000-66999")).arrayBuffer());
    const part = await range(path, "65500-65599");
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes 65500-65599/${size}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(500, 600));
    const tail = await range(path, "-10");
    expect(tail.headers.get("content-range")).toBe(`bytes ${size - 10}-${size - 1}/${size}`);
    expect((await tail.arrayBuffer()).byteLength).toBe(10);
    expect((await range(path, `${size - 3}-`)).headers.get("content-length")).toBe("3");
  });

  it("a range beyond the file is refused with its length, a header that is none is passed over", async () => {
    const { path, archive } = await imageOf(await newest({ packageID: "Aurora-Plasma-Live", state: 1 }));
    const beyond = await range(path, `${Number(archive["size"])}-`);
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get("content-range")).toBe(`bytes */${String(archive["size"])}`); // oxlint-disable-line no-base-to-string -- a number
    const junk = await get(path, { method: "HEAD", headers: { range: "lines=1-2" } });
    expect(junk.status).toBe(200);
  });

  it("a small file has the checksum its archive names", async () => {
    const build = await newest({ packageID: "Aurora-Drivers-Storage", state: 1 });
    const { path, archive } = await imageOf(build);
    const body = Buffer.from(await (await get(path)).arrayBuffer());
    expect(body.length).toBe(archive["size"]);
    expect(createHash("sha256").update(body).digest("hex")).toBe(archive["checksum"]);
  });

  it("every log of a build is where getBuildLogs says, on its volume too", async () => {
    for (const filter of [
      { packageID: "Aurora-Plasma-Live", state: 1 },
      { packageID: "Aurora-Minimal", state: 1 },
      { volumeID: 1 },
    ]) {
      const logs = await running.rows("getBuildLogs", (await newest(filter))["build_id"] ?? 0);
      expect(logs.length).toBeGreaterThan(4);
      for (const { path } of logs) expect((await get(text(path))).status).toBe(200);
    }
  });

  it("a task's output is the same by HTTP as by downloadTaskOutput", async () => {
    const [task] = await running.rows(
      "listTasks",
      { state: [5], method: "createLiveMedia" },
      { order: "-id", limit: 1 },
    );
    const id = Number(task?.["id"]);
    const byHttp = await (await get(`work/tasks/${id % 10_000}/${id}/livemedia-out.log`)).text();
    const byCall = Buffer.from(
      text(await running.call("downloadTaskOutput", id, "livemedia-out.log")),
      "base64",
    ).toString();
    expect(byHttp).toBe(byCall);
    expect(byHttp).toMatch(/ERROR|Error/);
    const tail = Buffer.from(
      text(await running.call("downloadTaskOutput", id, "livemedia-out.log", -40, 40)),
      "base64",
    ).toString();
    expect(byHttp.endsWith(tail)).toBe(true);
  });

  it("a scratch build's files lie under its owner's name", async () => {
    const scratch = await scratchTask();
    const [child] = await running.rows("getTaskChildren", scratch["id"] ?? 0);
    const names = (await running.call("listTaskOutput", child?.["id"] ?? 0)) as string[]; // names of files
    const id = Number(child?.["id"]);
    expect((await get(`scratch/${text(scratch["owner_name"])}/task_${id}/${names[0] ?? ""}`)).status).toBe(200);
    expect((await get(`scratch/releng/task_${id}/${names[0] ?? ""}`)).status).toBe(404);
  });

  it("image tasks leave the kickstart they were given and the one they made of it", async () => {
    const build = await newest({ pattern: "Aurora-Plasma-Live-Main-*", state: 1 });
    const [child] = await running.rows("getTaskChildren", build["task_id"] ?? 0);
    const id = Number(child?.["id"]);
    const names = (await running.call("listTaskOutput", id)) as string[]; // names of files
    expect(names).toContain("aurora-live-plasma.ks");
    expect(names).toContain(`koji-image-main-build-${id}.ks`);
    const flat = await (await get(`work/tasks/${id % 10_000}/${id}/koji-image-main-build-${id}.ks`)).text();
    expect(flat).not.toContain("%include");
    expect(flat.match(/^%packages$/gmu)).toHaveLength(1);
  });

  it("what was deleted or never was is not there; folders list what is in them", async () => {
    const deleted = await newest({ state: 2 });
    expect((await get((await imageOf(deleted)).path)).status).toBe(404);
    expect((await get("packages/no-such/1/1/images/x.iso")).status).toBe(404);
    expect((await get("../../etc/passwd")).status).toBe(404);
    expect((await get("packages/%E0%A4%A")).status).toBe(404);
    expect(await (await get("packages/Aurora-Plasma-Live/Main/")).text()).toMatch(/20261122\.n\.0/);
    expect((await get("packages/", { method: "POST" })).status).toBe(405);
  });
});

async function scratchTask(): Promise<Row> {
  const tasks = await running.rows(
    "listTasks",
    { state: [2], parent: null, not_owner: 2, method: "livemedia", decode: true },
    { order: "-id" },
  );
  const [task] = tasks;
  if (task === undefined) throw new Error("no scratch task");
  return task;
}
