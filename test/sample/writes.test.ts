import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import type { SampleHubOptions, SampleHubRequest } from "../../sample/sample-hub.ts";
import { named, type RunningHub, startHub } from "./running-hub.ts";
import { completeBuild, fault, logIn, type RunningSession } from "./running-session.ts";

let running: RunningHub;
let seen: SampleHubRequest[];

async function start(options: Partial<SampleHubOptions> = {}): Promise<void> {
  seen = [];
  running = await startHub({ onRequest: (one) => seen.push(one), ...options });
}
beforeEach(() => start());
afterEach(() => running.hub.close());

const ORDER = ["Aurora-Plasma-Live", "Main", ["x86_64"], "main-compose", "x.ks", "livemedia"] as const;

const submit = async (session: RunningSession): Promise<number> =>
  Number(await session.call("buildImage", ...ORDER, { scratch: true }));

describe("what people change", () => {
  it("is there for everybody at once, under their names", async () => {
    const alice = await logIn(running, "alice");
    const task = await submit(alice);
    expect(await running.call("getTaskInfo", task)).toMatchObject({ method: "livemedia", owner: 4, priority: 20 });
    await alice.call("cancelTask", task);
    expect(await running.call("getTaskInfo", task)).toMatchObject({ state: 3 });
  });

  it("adds what is asked to the usual priority, and less than nothing for admins only", async () => {
    const [alice, admin] = [await logIn(running, "alice"), await logIn(running, "kojiadmin")];
    const low = await alice.call("buildImage", ...ORDER, { scratch: true }, 5);
    const high = await admin.call("buildImage", ...ORDER, { scratch: true }, -5);
    expect(await running.call("getTaskInfo", low)).toMatchObject({ priority: 25 });
    expect(await running.call("getTaskInfo", high)).toMatchObject({ priority: 15, owner: 1 });
  });

  it("needs the permission of its kind, one's own or a group's", async () => {
    const opts = { scratch: true };
    const kiwi = ["main-compose", ["x86_64"], "git+https://git.example.org/kiwi.git?#main", "cloud.kiwi"];
    const osbuild = ["Aurora-Cloud-Generic", "Main", "aurora-main", "qcow2", "main-compose", ["x86_64"], {}];
    const builder = ["main-compose", ["x86_64"], ["qcow2"], "Aurora-Cloud-Generic", "Main", opts];
    const calls: readonly (readonly [who: string, permission: string, method: string, ...params: XmlRpcValue[]])[] = [
      ["desktop-wg", "livemedia", "buildImage", ...ORDER, opts],
      ["erin", "livecd", "buildImage", "Aurora-Live-Retro", "Main", "x86_64", "main-compose", "x.ks", "livecd", opts],
      [
        "dave",
        "appliance",
        "buildImage",
        "Aurora-Minimal",
        "Main",
        "x86_64",
        "main-compose",
        "x.ks",
        "appliance",
        opts,
      ],
      ["carol", "image", "buildImageOz", "Aurora-Cloud-Vagrant", "Main", ["x86_64"], "main-compose", "tree", opts],
      ["carol", "image", "buildImageIndirection", opts],
      ["carol", "image", "kiwiBuild", ...kiwi],
      ["carol", "image", "osbuildImage", ...osbuild],
      ["carol", "image", "imageBuilderBuild", ...builder],
    ];
    const grace = await logIn(running, "grace");
    for (const [who, permission, method, ...params] of calls) {
      const task = await (await logIn(running, who)).call(method, ...params);
      const channel = permission === "image" ? 7 : { livecd: 4, appliance: 5, livemedia: 8 }[permission];
      expect(await running.call("getTaskInfo", task)).toMatchObject({ channel_id: channel, priority: 20 });
      const refusal = [1004, `${permission} permission required (logged in as grace)`];
      expect(await fault(grace.call(method, ...params))).toEqual(refusal);
    }
  });

  it("is told to whoever listens: whose it was, and whether it could change anything", async () => {
    const alice = await logIn(running, "alice");
    await submit(alice);
    await fault(alice.call("kiwiBuild", "nope", ["x86_64"], "u", "p"));
    await alice.call("getPerms");
    await running.call("listBuilds", named({ queryOpts: { limit: 1 } }));
    const told = seen.map(({ user, writes }) => [user, writes.map(({ methodName }) => methodName)]);
    expect(told).toEqual([
      [null, []],
      ["alice", ["buildImage"]],
      ["alice", ["kiwiBuild"]],
      ["alice", []],
      [null, []],
    ]);
  });

  it("commits in a multiCall whatever becomes of the calls beside it", async () => {
    const alice = await logIn(running, "alice");
    const call = (methodName: string, ...params: readonly unknown[]) => ({ methodName, params: params as string[] }); // as good as any value
    const [task, refused, perms] = (await alice.call("multiCall", [
      call("buildImage", ...ORDER, { scratch: true }),
      call("tagBuild", "main-compose", await completeBuild(running)),
      call("getPerms"),
    ])) as readonly [readonly [number], { readonly faultCode: number }, readonly unknown[]]; // each call's own
    expect(await running.call("getTaskInfo", task[0])).toMatchObject({ owner: 4 });
    expect(refused.faultCode).toBe(1004);
    expect(perms).toHaveLength(1);
    expect(seen.at(-2)?.writes).toHaveLength(2);
  });

  it("is taken back with a multiCall whose answer cannot be written", async () => {
    const alice = await logIn(running, "alice");
    const before = await running.rows("listTasks", { owner: 4 }, { order: "-id", limit: 3 });
    const calls = [
      { methodName: "buildImage", params: [...ORDER, { scratch: true }] },
      { methodName: "listBuilds", params: [named({ state: "COMPLETE" })] },
    ];
    expect(await fault(alice.call("multiCall", calls))).toMatchObject([1, expect.stringContaining("psycopg2")]);
    expect(await running.rows("listTasks", { owner: 4 }, { order: "-id", limit: 3 })).toEqual(before);
    // Nothing was committed, so its number is free.
    expect(await alice.xml("getPerms", [], { callnum: 1 })).not.toContain("faultCode");
  });
});

describe("an answer", () => {
  it("may get lost although what was asked is done", async () => {
    await running.hub.close();
    const lost: string[] = [];
    await start({
      beforeAnswer: ({ writes }) => {
        if (writes.length === 0 || lost.length > 0) return "send";
        lost.push(...writes.map(({ methodName }) => methodName));
        return "lose";
      },
    });
    const alice = await logIn(running, "alice");
    await expect(alice.xml("buildImage", [...ORDER, { scratch: true }], { callnum: 7 })).rejects.toThrow(
      /hang up|RESET/,
    );
    expect(lost).toEqual(["buildImage"]);
    const repeated = await alice.xml("buildImage", [...ORDER, { scratch: true }], { callnum: 7 });
    expect(repeated).toContain("unable to retry call 7 (method buildImage)");
    const mine = await running.rows(
      "listTasks",
      { owner: 4, method: "livemedia" },
      { order: "-create_time", limit: 2 },
    );
    expect(mine.filter(({ create_ts: at }) => Number(at) * 1000 >= running.now() - 1000)).toHaveLength(1);
  });

  it("is waited for by the session's other calls, unless nobody counts", async () => {
    await running.hub.close();
    const [order, open]: [string[], (() => void)[]] = [[], []];
    await start({
      beforeAnswer: async ({ calls: [call] }) => {
        if (call?.methodName === "getPerms") await new Promise<void>((resolve) => open.push(resolve));
        order.push(call?.methodName ?? "");
      },
    });
    const alice = await logIn(running, "alice");
    const done = (callnum: number | null) => [
      alice.xml("getPerms", [], { callnum }),
      alice.xml("getLoggedInUser", [], { callnum: null }),
    ];
    const numbered = done(1);
    await running.call("hello");
    await until(() => open.length === 1);
    expect(order).toEqual(["login", "hello"]);
    open[0]?.();
    await Promise.all(numbered);
    expect(order).toEqual(["login", "hello", "getPerms", "getLoggedInUser"]);
    const free = done(null);
    await until(() => order.length === 5 && open.length === 2);
    expect(order.at(-1)).toBe("getLoggedInUser");
    open[1]?.();
    await Promise.all(free);
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}
