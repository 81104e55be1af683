import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { named, type RunningHub, startHub } from "./running-hub.ts";
import { completeBuild, fault, logIn } from "./running-session.ts";

let running: RunningHub;
beforeEach(async () => {
  running = await startHub();
});
afterEach(() => running.hub.close());

describe("who may tag what", () => {
  it("is asked of the tag's lock, its permission, the package list and the policy, in this order", async () => {
    const build = await completeBuild(running);
    const [releng, admin, alice] = [
      await logIn(running, "releng"),
      await logIn(running, "kojiadmin"),
      await logIn(running, "alice"),
    ];
    expect(await fault(alice.call("tagBuild", "au42", build))).toEqual([1004, "tag is locked"]);
    expect(await fault(alice.call("tagBuild", "main", build))).toEqual([1004, "tag requires releng permission"]);
    expect(await fault(alice.call("tagBuild", "main-pending", build))).toEqual([
      1004,
      "policy violation (tag): Only releng may tag directly into release tags",
    ]);
    expect(await fault(releng.call("tagBuild", "nope", build))).toEqual([1000, "No such tagInfo: 'nope'"]);
    expect(await fault(releng.call("tagBuild", "main", 99_999_999))).toEqual([1000, "No such build: 99999999"]);
    expect(await fault(admin.call("tagBuild", "main", build))).toEqual([1004, "tag requires releng permission"]);
    expect(await admin.call("tagBuild", "au42", build, true)).toEqual(expect.any(Number));
    expect(await fault(running.call("tagBuild", "main", build))).toEqual([
      1004,
      "you must be logged in for this operation",
    ]);
  });

  it("is refused where the package is not listed, and of a build that is not complete", async () => {
    const releng = await logIn(running, "releng");
    const of = (filter: Record<string, XmlRpcValue>) =>
      running.rows("listBuilds", named({ type: "image", queryOpts: { order: "-build_id", limit: 1 }, ...filter }));
    const [other] = await of({ packageID: "Aurora-Live-Retro", state: 1 });
    const [building] = await of({ state: 0 });
    expect(await fault(releng.call("tagBuild", "next-candidate", Number(other?.["build_id"])))).toEqual([
      1003,
      "Package Aurora-Live-Retro not in list for next-candidate",
    ]);
    const { nvr } = building as { readonly nvr: string }; // of listBuilds
    expect(await fault(releng.call("tagBuild", "main-candidate", nvr))).toEqual([
      1003,
      `build ${nvr} not complete: state BUILDING`,
    ]);
  });

  it("is what evalPolicy says beforehand, to anybody", async () => {
    const build = await completeBuild(running);
    const ask = (user: string) =>
      running.call("evalPolicy", "tag", { user_id: user, operation: "tag", tag: "main-pending", build, fromtag: null });
    expect([await ask("releng"), await ask("alice"), await ask("no-such-user")]).toEqual([
      "allow",
      "deny Only releng may tag directly into release tags",
      "deny Only releng may tag directly into release tags",
    ]);
    expect(await running.call("evalPolicy", "channel", { method: "livemedia", req_channel: "livemedia" })).toBe("req");
    expect(await running.call("evalPolicy", "priority", { method: "livemedia" })).toBe("stay");
  });

  it("moves and untags at once, and not twice", async () => {
    const build = await completeBuild(running);
    const releng = await logIn(running, "releng");
    expect(await releng.call("untagBuild", "main-compose", build)).toBeNull();
    expect(await fault(releng.call("untagBuild", "main-compose", build))).toMatchObject([
      1003,
      expect.stringMatching(/^build Aurora-Plasma-Live-.* not in tag main-compose$/),
    ]);
    expect(await releng.call("untagBuild", "main-compose", build, false)).toBeNull();
    const task = await releng.call("tagBuild", "main-candidate", build);
    expect(await running.call("getTaskInfo", task)).toMatchObject({ method: "tagBuild", owner: 2, priority: 10 });
    running.move(120_000);
    await releng.call("moveBuild", "main-candidate", "main-pending", build);
    running.move(120_000);
    const tags = await running.rows("listTags", named({ build }));
    expect(tags.map(({ name }) => name)).toEqual(["main-pending"]);
  });
});
