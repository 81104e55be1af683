import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { XmlRpcFault } from "../../koji/xmlrpc/errors.ts";
import type { SampleHubOptions, SampleHubRequest } from "../../sample/sample-hub.ts";
import { named, type RunningHub, startHub } from "./running-hub.ts";
import { logIn, type RunningSession } from "./running-session.ts";

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

/** Code and text of the fault that comes; null for none. */
async function fault(call: Promise<unknown>): Promise<readonly [number, string] | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof XmlRpcFault) return [error.code, error.faultString];
    throw error;
  }
}

async function complete(): Promise<number> {
  const of = {
    type: "image",
    pattern: "Aurora-Plasma-Live-Main-*",
    state: 1,
    queryOpts: { order: "-build_id", limit: 1 },
  };
  return Number((await running.rows("listBuilds", named(of)))[0]?.["build_id"]);
}

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
      call("tagBuild", "main-compose", await complete()),
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

describe("who may tag what", () => {
  it("is asked of the tag's lock, its permission, the package list and the policy, in this order", async () => {
    const build = await complete();
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

  it("is what evalPolicy says beforehand, to anybody", async () => {
    const build = await complete();
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
    const build = await complete();
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
